import pytest

from qa.questions.references import Turn, filled, open_pronoun, subject


@pytest.mark.parametrize(
    ("question", "pronoun"),
    [
        ("When will he come?", "he"),
        ("What is the name of his wife?", "his"),
        ("Where is it based?", "it"),
        ("Do they agree?", "They"),
        ("Who's her brother?", "her"),
    ],
)
def test_a_pronoun_is_open_that_nothing_before_it_explains(question, pronoun):
    found = open_pronoun(question)
    assert found is not None
    assert found[0].lower() == pronoun.lower()


@pytest.mark.parametrize(
    "question",
    [
        "When did Blinken say he would come?",
        "Where did the minister go after he resigned?",
        "Which company made its first loss in 2015?",
        "Who lost their home?",
        "How long does it take to get to Mars?",
        "Is it true that Russia left?",
        "Why was it thought that the plague came by sea?",
        "What do scientists use their telescopes for?",
        "Who won?",
    ],
)
def test_a_pronoun_that_is_explained_or_stands_for_nothing_is_not_open(question):
    assert open_pronoun(question) is None


@pytest.mark.parametrize(
    ("turn", "question", "whole"),
    [
        (
            Turn("When will Blinken visit Korea?", "on the 8th"),
            "Whom will he meet?",
            "Whom will Blinken meet?",
        ),
        (
            Turn("Who founded Microsoft?", "Bill Gates"),
            "What is his wife called?",
            "What is Bill Gates’ wife called?",
        ),
        (
            Turn("Who founded Microsoft?", "Bill Gates"),
            "Where is it based?",
            "Where is Microsoft based?",
        ),
        (
            Turn("Which prison is closing?", "HMP Holloway"),
            "When was it built?",
            "When was HMP Holloway built?",
        ),
        (
            Turn("Who is Moon Seong-mook?", "director of the centre"),
            "What did he say?",
            "What did Moon Seong-mook say?",
        ),
        (
            Turn("Where was the new dinosaur found?", "Argentina"),
            "How heavy was it?",
            "How heavy was the new dinosaur?",
        ),
        (
            Turn("Who is the oldest woman to swim the Channel?", "Linda Ashmore"),
            "Where did she start?",
            "Where did Linda Ashmore start?",
        ),
        (Turn("Why?", None), "When did he go?", "When did he go?"),
    ],
)
def test_an_open_pronoun_is_filled_from_the_turn_before(turn, question, whole):
    assert filled(question, [turn]) == whole


def test_an_older_turn_fills_what_the_last_one_cannot():
    turns = [Turn("Who is Moon Seong-mook?", None), Turn("Why?", None)]
    assert filled("Where does he work?", turns) == "Where does Moon Seong-mook work?"


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("When did Russia invade Ukraine?", "Russia"),
        ("How did the octopus escape from the tank?", "the octopus"),
        ("What is the new prison called?", "the new prison"),
        ("In Rome, who rules?", "Rome"),
        ("Why?", None),
    ],
)
def test_the_subject_of_a_question(question, thing):
    assert subject(question) == thing
