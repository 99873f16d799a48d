import pytest

from index.errors import ArgumentError, QuestionError
from qa.questions.references import Turn
from qa.questions.thread import MAX_TURNS
from qa.service.history import thread_of

FIRST = {"question": "When will Blinken come?", "answer": "on the 8th"}


def test_each_question_is_written_out_from_the_turns_before_it():
    thread = thread_of([FIRST, {"question": " why? "}], limit=100)
    assert thread.turns == (
        Turn("When will Blinken come?", "on the 8th"), Turn("Why will Blinken come?", None),
    )  # fmt: skip
    assert thread.write_out("Where is he?") == "Where is Blinken?"


def test_a_reply_says_what_was_searched_and_which_sentences_name_what_was_typed_small():
    reply = {"question": "why?", "searched": "why will ann lee come?", "answer": None, "hits": 1,
             "citations": [{"sentence": "Ann Lee comes."}, {"sentence": None}, 5]}  # fmt: skip
    assert thread_of([reply], limit=100).turns == (Turn("why will Ann Lee come?", None),)
    assert thread_of([reply | {"citations": None}], limit=100).texts == ()


def test_only_the_latest_turns_count():
    wrong = [{"question": "", "answer": None}]
    assert thread_of(wrong + [FIRST] * MAX_TURNS, limit=100) == thread_of([FIRST] * 3, limit=100)


@pytest.mark.parametrize(
    "turn", [{}, {"question": 1}, {"question": None}, FIRST | {"answer": 8}, "why?", None, [],
             FIRST | {"searched": ["why?"]}]
)  # fmt: skip
def test_what_is_no_turn_is_refused_in_one_line_with_its_place(turn):
    with pytest.raises(ArgumentError) as refused:
        thread_of([FIRST, turn], limit=100)
    assert str(refused.value) == (
        f'history[1] is {turn!r:.60}; expected {{"question": text, "answer": text or null}};'
        " send that, or what ask returned"
    )


@pytest.mark.parametrize("question", ["", "?!", "why" * 50])
def test_what_is_no_question_is_refused(question):
    with pytest.raises(QuestionError):
        thread_of([{"question": question}], limit=100)
