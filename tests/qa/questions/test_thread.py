from qa.questions.follow_up import MEMORY
from qa.questions.thread import Thread

TEXT = "Visitors met Clay Cockrell in New York."


def test_a_name_typed_in_small_letters_is_known_from_what_was_found():
    thread = Thread().with_turn("where's clay cockrell's office?", "Columbus Circle", [TEXT])
    assert thread.write_out("whom does he counsel") == "Whom does Clay Cockrell counsel?"


def test_a_question_that_stands_alone_is_left_as_it_was_typed():
    thread = Thread().with_turn("where's clay cockrell's office?", None, [TEXT])
    question = "what did clay cockrell found in new york"
    assert thread.write_out(question) == question


def test_only_the_latest_turns_are_remembered():
    thread = Thread().with_turn("Where is Clay Cockrell?", None, [TEXT])
    for _ in range(MEMORY):
        thread = thread.with_turn("why so?", None, [])
    assert thread.write_out("Who is he?") == "Who is he?"
