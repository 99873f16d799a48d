from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Filter
from index.errors import FilterError
from index.filtering.form import filter_from_fields, filter_to_fields

names = st.lists(st.text(min_size=1).filter(str.strip), max_size=2).map(tuple)
filters = st.builds(
    Filter,
    before=st.none() | st.dates(min_value=date(1900, 1, 1)),
    sources=names,
    authors=names,
    within=names,
)


@given(filters)
def test_a_filter_is_read_as_it_was_written(where):
    assert filter_from_fields(filter_to_fields(where)) == where


def test_only_its_conditions_are_written():
    where = Filter(as_of=date(2023, 10, 5), sources=("Donga",))
    assert filter_to_fields(where) == {"as_of": "2023-10-05", "sources": ["Donga"]}
    assert filter_to_fields(Filter()) == {}


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ("2023", "a filter that is '2023'"),
        ({"since": "2023"}, "a filter with an unknown key 'since'"),
        ({"after": 2023}, "after is '2023'"),
        ({"sources": "Donga"}, "sources is 'Donga'"),
        ({"authors": None}, "authors is 'None'"),
        ({"within": [1]}, "within is"),
        ({"after": "yesterday"}, "'yesterday' is no date"),
        ({"after": "2024", "before": "2023"}, "after 2024-01-01 is later than before 2023-12-31"),
    ],
)
def test_a_filter_that_is_none_is_one_line(stated, said):
    with pytest.raises(FilterError) as raised:
        filter_from_fields(stated)
    assert raised.value.found.startswith(said)
