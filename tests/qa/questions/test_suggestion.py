from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import numpy as np
import pytest

from index.corpus import Origin
from index.filtering.filter import Filter
from index.filtering.table import ArticleTable
from qa.questions.suggestion import suggested_filter


def content(*rows: tuple[str | None, str | None]) -> SimpleNamespace:
    """Articles of these sources and dates, a passage each."""
    origins = [
        Origin(f"{n}.txt", source, None, date.fromisoformat(day) if day else None)
        for n, (source, day) in enumerate(rows)
    ]
    counts = np.ones(len(rows), dtype=np.int64)
    first = np.arange(len(rows))
    return SimpleNamespace(
        table=ArticleTable(origins, first=first, passages=counts, terms=counts * 1.0)
    )


ONE_YEAR = content(("Donga", "2023-03-01"), ("The Dong-A Ilbo", "2023-11-07"), (None, "2023-12-24"))
YEARS = content(("Donga", "2022-05-02"), ("AP", "2023-11-07"), (None, None))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who visited Korea in 2022?", Filter.parse(after="2022", before="2022")),
        ("What was said during November 2023?", Filter.parse(after="2023-11", before="2023-11")),
        ("What has happened since March 2023?", Filter.parse(after="2023-03")),
        ("Who came after 7 May 2022?", Filter.parse(after="2022-05-08")),
        ("Who came before May 3, 2022?", Filter.parse(before="2022-05-02")),
        ("How many died until 2022?", Filter.parse(before="2022")),
        ("How many had died as of 7 November 2023?", Filter.parse(as_of="2023-11-07")),
        ("What happened after March 2022 and before June 2022?",
         Filter.parse(after="2022-04-01", before="2022-05-31")),
        ("According to Donga, who came?", Filter(sources=("Donga",))),
        ("Who came according to the DONGA?", Filter(sources=("Donga",))),
        ("Who came in 2022 according to Donga?",
         Filter.parse(after="2022", before="2022", sources=["Donga"])),
    ],
)  # fmt: skip
def test_certain_words_are_understood(question, expected):
    assert suggested_filter(question, YEARS) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who came before 8 November?", Filter.parse(before="2023-11-07")),
        ("What has happened since March 2?", Filter.parse(after="2023-03-02")),
        ("Who came according to the Dong-A Ilbo?", Filter(sources=("The Dong-A Ilbo",))),
        ("According to Dong-A Ilbo, who came?", Filter(sources=("The Dong-A Ilbo",))),
    ],
)
def test_a_year_that_is_left_out_is_that_of_all_articles(question, expected):
    assert suggested_filter(question, ONE_YEAR) == expected


@pytest.mark.parametrize(
    "question",
    [
        "When does Blinken visit Korea?",
        "Who came before 8 November?",  # of which year?
        "Who was born on 7 November 2023?",
        "How many people live in the 2020s?",
        "How was 2022?",
        "What happened in 1999?",  # no article
        "Who came before 2030?",  # all articles that state a date, and no fewer where all do
        "According to Reuters, who came?",
        "According to Dongabank, who came?",
        "What happened after 2023 and before 2022?",
        "What happened in February 30, 2023?",
        "",
    ],
)
def test_what_is_not_certain_or_of_no_use_is_no_filter(question):
    dated = content(("Donga", "2022-05-02"), ("AP", "2023-11-07"))
    assert suggested_filter(question, dated) is None


@pytest.mark.parametrize("question", ["When does Blinken visit Korea?", "How was 2022, in short?"])
def test_the_table_is_not_read_for_other_questions(question):
    assert suggested_filter(question, SimpleNamespace()) is None
