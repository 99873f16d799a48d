import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.questions.follow_up import standalone
from qa.questions.references import Turn

VISIT = Turn("When will Blinken visit Korea?", "on the 8th")


@pytest.mark.parametrize(
    ("turn", "question", "whole"),
    [
        (VISIT, "why?", "Why will Blinken visit Korea?"),
        (VISIT, "But why exactly", "Why will Blinken visit Korea?"),
        (VISIT, "and how is that?", "How will Blinken visit Korea?"),
        (VISIT, "and whom will he meet", "Whom will Blinken meet?"),
        (VISIT, "what about Park Jin?", "When will Park Jin visit Korea?"),
        (VISIT, "How long does it take?", "How long does it take, Blinken?"),
        (VISIT, "any protests there?", "Any protests in Blinken?"),
        (Turn("Did Russia oppose it?", None), "And China?", "Did China oppose it?"),
        (Turn("Did Russia oppose it?", None), "why?", "Why did Russia oppose it?"),
        (Turn("How many died in 2014?", "12"), "and in 2015?", "How many died in 2015?"),
        (Turn("Who won the race?", "Carlos Alcaraz"), "when?", "When Carlos Alcaraz won the race?"),
        (Turn("sanctions against Russia", None), "why?", "Why sanctions against Russia?"),
        (Turn("Who left?", None), "what about the second one?", "Who left, the second one?"),
    ],
)
def test_a_follow_up_is_written_out(turn, question, whole):
    assert standalone(question, [turn]) == whole


@pytest.mark.parametrize(
    "question",
    [
        "When did North Korea launch a missile?",
        "who is Mark Jones",
        "Did the minister say when he would resign?",
        "North Korea missiles",
    ],
)
def test_a_question_that_stands_alone_is_left_as_it_is(question):
    assert standalone(question, [VISIT]) == question


@given(st.text(max_size=40))
def test_the_first_question_is_left_as_it_is(question):
    assert standalone(question, []) == question


@given(st.text("whyn did he itwaboutu?’. ", max_size=40), st.text("who is it? Korea.", max_size=30))
def test_no_text_breaks_the_rules(question, last):
    assert isinstance(standalone(question, [Turn(last, None), Turn(question, last)]), str)
