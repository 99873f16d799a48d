from decimal import Decimal

import pytest

from qa.values.amounts import Amount, amounts_in


def amount(text: str) -> Amount:
    ((_, found), *_) = amounts_in(text)
    return found


FOUND = [
    ("$3.5bn", Amount("money", Decimal("3.5E9"), "$")),
    ("40 pounds", Amount("money", Decimal(40), "£")),
    ("17 per cent", Amount("percentage", Decimal(17))),
    ("280m songs", Amount("number", Decimal(280), other=Decimal("280E6"))),
    ("two decades", Amount("number", Decimal(2), other=Decimal(20))),
    ("half a million", Amount("number", Decimal(500_000))),
    ("a hundred thousand", Amount("number", Decimal(100_000))),
    ("four and a half thousand", Amount("number", Decimal(4_500))),
    ("her third", Amount("rank", Decimal(3))),
    ("one Briton in twenty", Amount("percentage", Decimal(5))),
    ("nearly two-thirds", Amount("percentage", Decimal("66.67"), is_about=True)),
    ("some 800 or so", Amount("number", Decimal(800), is_about=True)),
]


@pytest.mark.parametrize(("text", "stated"), FOUND)
def test_an_amount_has_its_kind_value_and_currency(text, stated):
    assert amount(text) == stated


def test_a_difference_is_not_an_amount():
    assert list(amounts_in("three more than a year earlier")) == []


def test_an_approximate_amount_is_stated_by_one_close_to_it_and_not_the_other_way_round():
    assert amount("nearly 800").is_stated_by(amount("780"))
    assert not amount("800").is_stated_by(amount("780"))
    assert not amount("780").is_stated_by(amount("nearly 800"))
    assert not amount("nearly 800").is_stated_by(amount("700"))


def test_a_bound_is_stated_by_an_amount_on_its_side():
    assert amount("less than a third of it").is_stated_by(amount("29%"))
    assert not amount("less than a third of it").is_stated_by(amount("20%"))
    assert amount("more than 800").is_stated_by(amount("900"))
    assert not amount("more than 800").is_stated_by(amount("700"))


def test_a_number_is_stated_by_its_rank_and_not_the_other_way_round():
    assert amount("row seven").is_stated_by(amount("the seventh row"))
    assert not amount("the seventh row").is_stated_by(amount("seven rows"))


def test_a_dash_is_no_sign():
    assert amount("it is enormous \N{EN DASH} 35% of it").value == 35
