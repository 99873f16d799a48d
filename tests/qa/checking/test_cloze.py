import pytest

from qa.checking.cloze import WORDS, cloze
from qa.values.values import values_in

ASKED = [
    ("There were 250 dogs.", "There were how many dogs?"),
    ("He left on 8 May.", "He left when?"),
    ("It cost $5 in all.", "It cost how much in all?"),
    ("She met Ann Lee.", "She met what?"),
    ("The share is 5% now.", "The share is what percentage now?"),
]


@pytest.mark.parametrize(("statement", "question"), ASKED)
def test_a_question_word_stands_in_the_place_of_the_value(statement, question):
    (value,) = values_in(statement)
    assert cloze(value, statement) == question


def test_a_person_is_asked_for_with_who():
    (value,) = values_in("She met Ann Lee.")
    assert cloze(value, "She met Ann Lee.", is_person=True) == "She met who?"


def test_of_a_long_statement_the_words_around_the_value_are_asked():
    statement = f"{'before ' * 50}250 {'behind ' * 50}"
    (value,) = values_in(statement)
    words = cloze(value, statement).split()
    assert words == ["before"] * WORDS + ["how", "many"] + ["behind"] * (WORDS - 1) + ["behind?"]
