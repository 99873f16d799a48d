import pytest

from qa.text.agreement import agree, kind_of

SAME = [
    ("the 8th", "8th"),
    ("on the afternoon of the 8th", "8th."),
    ("Park", "Park Jin"),
    ("Petrov", "Grandmaster Ilya Petrov"),
    ("$42 million", "42 million dollars"),
    ("$42m", "42 million"),
    ("2.4 percent", "2.4%"),
    ("Four", "4"),
    ("six hundred", "600"),
    ("3", "3 dollars"),
    ("1,150 jobs", "1150"),
    ("Malmö", "Malmo"),
]
DIFFERENT = [
    ("4", "4 thousand"),
    ("$24", "24 million dollars"),
    ("19", "19 August 2011"),
    ("May", "May 1985"),
    ("8th", "18th"),
    ("3 dollars", "3 metres"),
    ("$3", "€3"),
    ("−3 °C", "3 °C"),
    ("guilty", "not guilty"),
    ("deterministic", "non-deterministic"),
    ("Duval County", "Nassau County"),
    ("Ilya Petrov", "Anna Petrov"),
    ("Brandt and Sons", "Brandt Brothers"),
    ("12", "10–12"),
    ("the", "a"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_equal_numbers_and_words_that_are_among_the_others_agree(one, other):
    assert agree(one, other) and agree(other, one)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_other_numbers_units_names_and_denials_do_not_agree(one, other):
    assert not agree(one, other) and not agree(other, one)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("$42 million", "amount"),
        ("seven", "amount"),
        ("19 August 2011", "date"),
        ("2027", "date"),
        ("on Friday", "date"),
        ("Signe Falk", "name"),
        ("the Harbour Board of Lisgar", "name"),
        ("a waste of money", "words"),
    ],
)
def test_an_answer_is_of_one_kind(text, kind):
    assert kind_of(text) == kind
