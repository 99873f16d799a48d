from __future__ import annotations

from datetime import date

import pytest

from index.sources.formats.dates import parse_date


@pytest.mark.parametrize(
    "written",
    [
        "2024-05-31",
        " 2024-05-31\n",
        "2024-5-31",
        "2024/05/31",
        "2024.05.31",
        "20240531",
        "20240531T235959Z",
        "2024-05-31T23:59:59Z",
        "2024-05-31T01:00:00+0900",
        "2024-05-31T01:00:00.5+09:00",
        "2024-05-31 01:00",
        "2024-05-31 01:00:00 +0000 UTC",
        "31 May 2024",
        "31st of May, 2024",
        "Friday, 31 May 2024",
        "31-May-2024",
        "31 may 2024 at 10:30",
        "May 31, 2024",
        "May 31st 2024",
        "FRIDAY, MAY 31, 2024, 10:30 a.m. EDT",
        "Fri, 31 May 2024 23:59:59 +0200",
        "Fri, 31 May 2024 23:59:59 GMT",
        "Fri May 31 23:59:59 2024",
        "Fri May 31 23:59:59 +0000 2024",
        "31/05/2024",
        "05/31/2024",
        "31.5.2024",
        "1717171200",
        "1717171200.25",
        "1717171200000",
    ],
)
def test_day_is_as_written(written):
    assert parse_date(written) == date(2024, 5, 31)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("7 November 2023", date(2023, 11, 7)),
        ("Nov. 7, 2023", date(2023, 11, 7)),
        ("Sept 1, 2023", date(2023, 9, 1)),
        ("05/05/2024", date(2024, 5, 5)),
        ("1893-02-01", date(1893, 2, 1)),
    ],
)
def test_words_and_numbers_are_read_where_they_are_certain(written, day):
    assert parse_date(written) == day


@pytest.mark.parametrize(
    "written",
    [
        "",
        "yesterday",
        "2024",
        "2024-03",
        "March 2024",
        "March 5",
        "05/03/2024",
        "05.03.2024",
        "5/3/24",
        "2024-02-30",
        "2024-02-30T10:00",
        "0001-01-01T00:00:00Z",
        "31 Foo 2024",
        "Marching 5 2024",
        "12345678",
        "99999999999",
        "20241305",
        "2024-05-31 or so",
        "2024-05-31" * 1000,
        " " * 1000,
        "٢٠٢٤-٠٥-٣١",
    ],
)
def test_no_day_is_guessed(written):
    with pytest.raises(ValueError, match="is no day that is certain"):
        parse_date(written)
