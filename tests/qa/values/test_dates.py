from datetime import date

import pytest

from qa.values.dates import PartialDate, dates_in

STATED = [
    ("on Tuesday, 8 November 2023", PartialDate(2023, 11, 8, 1)),
    ("Nov. 8", PartialDate(None, 11, 8)),
    ("November 8th, 2023", PartialDate(2023, 11, 8)),
    ("2023-11-08", PartialDate(2023, 11, 8)),
    ("in March", PartialDate(None, 3)),
    ("April 1999", PartialDate(1999, 4)),
    ("the 1990s", PartialDate(1990, is_decade=True)),
    ("in 2013", PartialDate(2013)),
    ("on the 8th", PartialDate(day=8)),
    ("Fridays", PartialDate(weekday=4)),
]


@pytest.mark.parametrize(("text", "stated"), STATED)
def test_a_date_is_read_as_far_as_it_is_stated(text, stated):
    assert [when for _, when in dates_in(text)] == [stated]


@pytest.mark.parametrize(
    "text", ["2,013 people", "they may go", "the 8th floor", "1,995", "2000 km"]
)
def test_other_words_and_numbers_are_no_dates(text):
    assert list(dates_in(text)) == []


def test_a_date_is_stated_by_one_that_says_as_much():
    whole = PartialDate(2023, 11, 8)
    assert PartialDate(None, 11, 8).is_stated_by(whole)
    assert not whole.is_stated_by(PartialDate(None, 11, 8))
    assert not PartialDate(None, 11, 9).is_stated_by(whole)


def test_a_day_without_its_month_is_of_the_month_of_its_article():
    filled = PartialDate(day=8).filled(date(2023, 11, 7))
    assert filled == PartialDate(2023, 11, 8, 2)
    assert PartialDate(day=31).filled(date(2023, 11, 7)) == PartialDate(day=31)
    assert PartialDate(day=8).filled(None) == PartialDate(day=8)
