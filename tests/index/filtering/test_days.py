from __future__ import annotations

from datetime import date

import pytest

from index.errors import FilterError
from index.filtering.days import first_day, last_day


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023-10-05", date(2023, 10, 5), date(2023, 10, 5)),
        (" 2023-1-5 ", date(2023, 1, 5), date(2023, 1, 5)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023", date(2023, 1, 1), date(2023, 12, 31)),
    ],
)
def test_a_day_a_month_and_a_year_have_a_first_and_a_last_day(text, first, last):
    assert (first_day(text), last_day(text)) == (first, last)


@pytest.mark.parametrize(
    "text", ["", "yesterday", "2023-13", "2023-02-30", "0000", "2023-10-05T00:00", "٢٠٢٣", "x" * 99]
)
def test_what_is_no_date_is_named(text):
    with pytest.raises(FilterError, match=r"^'.{0,40}' is no date; expected a day, .*; write it"):
        first_day(text)
