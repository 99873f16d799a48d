from __future__ import annotations

from datetime import date, datetime

import pytest

from index.errors import FilterError
from index.filtering.filter import Filter, same_name

NOV = date(2023, 11, 7)


def test_an_empty_filter_is_false_and_any_other_is_true():
    assert not Filter() and not Filter.parse(after="", before=None, sources=[])
    assert Filter(sources=("Donga",)) and Filter(as_of=NOV)


def test_a_filter_is_a_value():
    one = Filter(sources=["Donga", "Donga"], within=["a/"])
    assert one == Filter(sources=("Donga",), within=("a/",))
    assert len({one, Filter(sources=("Donga",), within=("a/",))}) == 1


def test_months_begin_after_and_end_before():
    parsed = Filter.parse(after="2023-10", before="2023-12", as_of="2023")
    assert parsed == Filter(
        after=date(2023, 10, 1), before=date(2023, 12, 31), as_of=date(2023, 12, 31)
    )


def test_the_last_day_is_the_earlier_of_before_and_as_of():
    assert Filter(before=date(2023, 12, 1), as_of=NOV).until == NOV
    assert Filter(before=NOV).until == NOV
    assert Filter(after=NOV).until is None
    assert Filter(after=NOV).is_dated and not Filter(authors=("Ann",)).is_dated


def test_it_says_what_it_asks_for():
    where = Filter(after=NOV, as_of=NOV, sources=("A", "B"), authors=("Ann",), within=("x/",))
    assert str(where) == "from 2023-11-07, as of 2023-11-07, source A or B, author Ann, in x/"


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        (
            {"after": "2023-12-01", "before": "2023-11-30"},
            "after 2023-12-01 is later than before 2023-11-30; expected an earlier day, or the"
            " same; exchange the two",
        ),
        (
            {"after": "2023-12-01", "as_of": "2023-11-30"},
            "after 2023-12-01 is later than as of 2023-11-30; expected an earlier day, or the"
            " same; exchange the two",
        ),
        (
            {"sources": [" "]},
            "an empty name in sources; expected a name; leave the option out",
        ),
    ],
)
def test_a_filter_that_nothing_can_meet_is_refused(fields, message):
    with pytest.raises(FilterError) as caught:
        Filter.parse(**fields)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    "fields",
    [{"after": "2023-10-01"}, {"before": datetime(2023, 1, 1)}, {"sources": "Donga"},
     {"authors": (1,)}],
)  # fmt: skip
def test_values_of_another_type_are_refused_in_one_line(fields):
    with pytest.raises(FilterError, match=r"^.+; expected a .+; .+$"):
        Filter(**fields)


def test_spellings_of_one_name_are_the_same():
    assert same_name(" DONG-A  Ilbo ") == same_name("Dong-a Ilbo")
    assert same_name("Peña") == same_name("pena")
    assert same_name("Donga") != same_name("Dong-A")


@pytest.mark.parametrize(
    ("conditions", "admitted"),
    [
        ({}, True),
        ({"after": "2023-11-07", "before": "2023-11-07"}, True),
        ({"after": "2023-11-08"}, False),
        ({"as_of": "2023-11-06"}, False),
        ({"sources": ["AP", "DONGA"]}, True),
        ({"sources": ["AP"]}, False),
        ({"authors": ["anybody"]}, True),
        ({"within": ["korea"]}, True),
        ({"within": ["korea/a.jsonl"]}, True),
        ({"within": ["./korea/a.jsonl#1"]}, True),
        ({"within": ["kor"]}, False),
        ({"within": ["korea/a.jsonl/"]}, False),
    ],
)
def test_an_article_is_admitted_by_what_it_states(conditions, admitted):
    where = Filter.parse(**conditions)
    assert where.admits("korea/a.jsonl#1", source="Donga", published=NOV) is admitted
    stated = bool(conditions.keys() & {"after", "as_of", "sources"})
    assert where.admits("korea/a.jsonl#1", source=None, published=None) is (admitted and not stated)
