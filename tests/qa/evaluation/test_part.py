from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Filter
from index.errors import QuestionError
from qa.evaluation.cases import read_cases
from qa.evaluation.part import filter_of_line, filter_to_fields, key_of

names = st.lists(st.text(min_size=1).filter(str.strip), max_size=2).map(tuple)
filters = st.builds(
    Filter,
    before=st.none() | st.dates(min_value=date(1900, 1, 1)),
    sources=names,
    authors=names,
    within=names,
)


@given(filters, filters)
def test_a_filter_is_read_as_it_was_written_and_has_a_key_of_its_own(one, other):
    assert filter_of_line({"filter": filter_to_fields(one)}) == (one or None)
    same = key_of("Who?", one or None) == key_of("Who?", other or None)
    assert same is (filter_to_fields(one) == filter_to_fields(other))


def test_the_key_of_a_question_of_all_articles_is_the_question():
    assert key_of("Who?", None) == "Who?" and filter_of_line({"filter": {}}) is None


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ('"2023"', "a filter that is '2023'"),
        ('{"since": "2023"}', "a filter with an unknown key 'since'"),
        ('{"after": 2023}', "after is 2023"),
        ('{"sources": "Donga"}', "sources is 'Donga'"),
        ('{"after": "yesterday"}', "'yesterday' is no date"),
        ('{"after": "2024", "before": "2023"}', "after 2024-01-01 is later than before 2023-12-31"),
    ],
)
def test_a_filter_that_is_none_is_one_line(tmp_path, stated, said):
    path = tmp_path / "checks.jsonl"
    path.write_text(f'{{"question": "Who?", "answers": [], "filter": {stated}}}\n')
    with pytest.raises(QuestionError) as raised:
        read_cases(path)
    assert said in str(raised.value) and f"{path}:1" in str(raised.value)
