from decimal import Decimal

import pytest

from qa.text.numbers import numbers_in

STATED = [
    ("4 thousand", ["4000"]),
    ("$1.2bn", ["1200000000"]),
    ("$42m", ["42000000"]),
    ("5 m", ["5"]),
    ("Forty-three", ["43"]),
    ("six hundred and fifty", ["650"]),
    ("two million three hundred thousand", ["2300000"]),
    ("1,150", ["1150"]),
    ("1 234 567", ["1234567"]),
    ("3.000.000", ["3000000"]),
    ("2,5", ["2.5"]),
    ("3½", ["3.5"]),
    ("−120 million", ["-120000000"]),
    ("minus 12", ["-12"]),
    ("(5.2) million", ["5200000"]),
    ("10–12", ["10", "12"]),
    ("12-4-2", ["12", "4", "2"]),
    ("the 8th", ["8"]),
    ("none at all", []),
]


@pytest.mark.parametrize(("text", "values"), STATED)
def test_numbers_have_their_value_in_digits_and_in_words(text, values):
    assert list(numbers_in(text)[0]) == [Decimal(value) for value in values]


def test_what_is_left_keeps_currency_and_unit():
    assert numbers_in("about $42 million")[1].split() == ["about", "$"]
    assert numbers_in("5 m of rope")[1].split() == ["m", "of", "rope"]
