from dataclasses import replace

from page.panels.asking.topic import Topic, Turn
from qa.questions.thread import MAX_TURNS
from tests.qa.test_answer import answer

FELL = answer(question="What fell on the Red River?")
ABSTAINED = replace(FELL, question="Why?", text=None, reason="unknown", citations=())


def test_a_turn_is_the_question_its_answer_and_the_article_of_that():
    topic = Topic().with_answer(FELL).with_answer(ABSTAINED)
    assert topic.turns == (Turn(FELL.question, "apple", "a"), Turn("Why?", None, None))


def test_a_follow_up_leans_on_the_latest_turn():
    topic = Topic().with_answer(ABSTAINED).with_answer(FELL)
    assert topic.thread.write_out("and when?") == "When apple fell on the Red River?"


def test_a_question_that_is_asked_again_becomes_the_latest():
    topic = Topic().with_answer(FELL).with_answer(ABSTAINED).with_answer(FELL)
    assert [turn.question for turn in topic.turns] == ["Why?", FELL.question]


def test_old_turns_are_forgotten():
    topic = Topic()
    for number in range(MAX_TURNS + 5):
        topic = topic.with_answer(replace(FELL, question=f"What fell {number}?"))
    assert len(topic.turns) == MAX_TURNS and topic.turns[0].question == "What fell 5?"
