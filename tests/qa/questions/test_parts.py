import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.questions.parts import MOST, parts_of


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "when did he arrive, and did Russia oppose it?",
            ("When did he arrive?", "Did Russia oppose it?"),
        ),
        ("who sings and can dance", ("who sings and can dance",)),
        (
            "Which villages were flooded, and when?",
            ("Which villages were flooded?", "When were villages flooded?"),
        ),
        (
            "which towns did he visit and why",
            ("Which towns did he visit?", "Why did he visit?"),
        ),
        (
            "When does Blinken arrive and whom does he meet?",
            ("When does Blinken arrive?", "Whom does he meet?"),
        ),
        (
            "which countries oppose sanctions and why",
            ("Which countries oppose sanctions?", "Why do countries oppose sanctions?"),
        ),
        ("When and where was he born?", ("When was he born?", "Where was he born?")),
        ("Who resigned, and why?", ("Who resigned?", "Why resigned?")),
        (
            "How many people died, how many were hurt and where?",
            ("How many people died, how many were hurt?", "Where people died, how many were hurt?"),
        ),
        ("Who won? When was it?", ("Who won?", "When was it?")),
    ],
)
def test_a_question_for_several_things_has_several_parts(question, parts):
    assert parts_of(question) == parts


@pytest.mark.parametrize(
    "question",
    [
        "When does Blinken arrive?",
        "What did Moon and Park say?",
        'Who said "who and what are you"?',
        "What is the relation between Iran and which country?",
        "What do we know about how and when he died?",
        "The minister and what he said",
        "He left. When did he come back?",
        "Russia and China sanctions",
        "",
    ],
)
def test_a_question_for_one_thing_is_its_only_part(question):
    assert parts_of(question) == (question,)


def test_a_text_of_many_questions_is_not_parted():
    question = "Who came? " * (MOST + 1)
    assert parts_of(question) == (question,)


@given(st.text("who when and, why?is he. ", max_size=60))
def test_each_part_is_a_question_and_none_is_lost(question):
    parts = parts_of(question)
    assert 1 <= len(parts) <= MOST
    assert parts == (question,) or all(part.endswith("?") for part in parts)
