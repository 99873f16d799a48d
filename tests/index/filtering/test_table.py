from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from index.corpus import Origin
from index.errors import FilterError
from index.filtering.filter import Filter
from index.filtering.table import ArticleTable

ROWS = (
    Origin("korea/a.txt", "Donga", "Ann", date(2023, 10, 3)),
    Origin("korea/north/b.txt", "The Donga", None, date(2023, 11, 7)),
    Origin("korea.txt", None, "Ann", None),
    Origin("world/c.jsonl#1", "Reuters", "Bo Peña", date(2023, 11, 7)),
    Origin("world/c.jsonl#2", "Donga", "Ann", date(2024, 1, 2)),
)


def table(*rows: Origin) -> ArticleTable:
    counts = np.arange(1, len(rows) + 1)
    return ArticleTable(rows, first=np.cumsum(counts) - counts, passages=counts, terms=counts * 7.0)


def left(**conditions: object) -> list[int]:
    """The articles that are left, by their rows: article i has i + 1 passages."""
    chosen = table(*ROWS).select(Filter.parse(**conditions))
    first = np.array([0, 1, 3, 6, 10])
    rows = np.flatnonzero(chosen.holds(first)).tolist()
    assert (chosen.articles, chosen.passages) == (len(rows), sum(row + 1 for row in rows))
    assert chosen.mean_length == 7
    return rows


@pytest.mark.parametrize(
    ("conditions", "rows"),
    [
        ({}, [0, 1, 2, 3, 4]),
        ({"after": "2023-11-07"}, [1, 3, 4]),
        ({"before": "2023-11-07"}, [0, 1, 3]),
        ({"before": "2023-11-06"}, [0]),
        ({"as_of": "2023-11"}, [0, 1, 3]),
        ({"after": "2023-10", "before": "2023-10"}, [0]),
        ({"sources": ["donga"]}, [0, 4]),
        ({"sources": ["Donga", "REUTERS"]}, [0, 3, 4]),
        ({"authors": ["bo pena"]}, [3]),
        ({"authors": ["Ann"], "sources": ["Donga"], "after": "2024"}, [4]),
        ({"within": ["korea"]}, [0, 1]),
        ({"within": ["korea/"]}, [0, 1]),
        ({"within": ["./korea/north"]}, [1]),
        ({"within": ["korea.txt"]}, [2]),
        ({"within": ["world/c.jsonl"]}, [3, 4]),
        ({"within": ["world/c.jsonl#2", "korea/a.txt"]}, [0, 4]),
    ],
)
def test_an_article_must_meet_every_condition(conditions, rows):
    assert left(**conditions) == rows


def test_those_left_out_for_stating_no_date_alone_are_counted():
    chosen = table(*ROWS).select(Filter.parse(authors=["Ann"], after="2023"))
    assert (chosen.articles, chosen.undated) == (2, 1)
    assert table(*ROWS).select(Filter(authors=("Bo Peña",))).undated == 0


def test_it_says_what_there_is_to_choose_from():
    found = table(*ROWS)
    assert dict(found.sources) == {"Donga": 2, "The Donga": 1, "Reuters": 1}
    assert next(iter(found.authors.items())) == ("Ann", 3)
    assert found.folders == {"korea": 2, "korea/north": 1, "world": 2}
    assert (found.dates, found.undated) == ((date(2023, 10, 3), date(2024, 1, 2)), 1)
    assert table(ROWS[2]).dates is None


@pytest.mark.parametrize(
    ("conditions", "message"),
    [
        (
            {"sources": ["Dongha"]},
            "no article states the source 'Dongha'; expected one of 3, such as 'Donga',"
            " 'The Donga'; name one that is there",
        ),
        (
            {"authors": ["Anne"]},
            "no article states the author 'Anne'; expected one of 2, such as 'Ann'; name one that"
            " is there",
        ),
        (
            {"within": ["corea/"]},
            "nothing is in 'corea/'; expected one of 8, such as 'korea/', 'korea/a.txt',"
            " 'korea/north/'; name one that is there",
        ),
        (
            {"after": "2025", "within": ["korea", "korea.txt"]},
            "no article is left by the filter (from 2025-01-01, in korea or korea.txt); expected"
            " at least one of 5, dated 2023-10-03 to 2024-01-02; 1 that it would admit state no"
            " date; widen the filter, or ask without it",
        ),
    ],
)
def test_what_is_not_there_is_named_with_what_is(conditions, message):
    with pytest.raises(FilterError) as caught:
        table(*ROWS).select(Filter.parse(**conditions))
    assert str(caught.value) == message


def test_a_condition_on_what_no_article_states_is_to_be_left_out():
    with pytest.raises(FilterError, match=r"no article states the source 'x'; .*; leave it out"):
        table(ROWS[2]).select(Filter(sources=("x",)))
