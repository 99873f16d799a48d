from dataclasses import replace
from datetime import date

import pytest

from qa.text.phrases import as_of_in_words, confidence_in_words, counted, origin, with_source
from tests.qa.test_answer import citation


def test_origin_lists_what_is_stated():
    stated = replace(citation(), title="Fruit", published=date(2024, 5, 31))
    assert origin(stated) == "Fruit · 2024-05-31 · a.txt, paragraph 1, characters 0-14"
    more = replace(stated, author="Ann", source="Daily", page=2, paragraph=5)
    assert origin(more) == (
        "Fruit · Ann · Daily · 2024-05-31 · a.txt, page 2, paragraph 5, characters 0-14"
    )


def test_words_are_copied_with_their_source_in_one_line():
    assert with_source("An\napple\x1b", citation()) == "“An apple\ufffd” (a.txt)"
    stated = citation(title="Fruit", author="Ann", source="Daily", published=date(2024, 5, 1),
                      url="https://daily.example/a", page=2)  # fmt: skip
    assert with_source("An apple fell.", stated) == (
        "“An apple fell.” (Fruit, Ann, Daily, 1 May 2024, page 2, https://daily.example/a)"
    )


@pytest.mark.parametrize(
    ("confidence", "phrase"),
    [
        (1.0, "confidence 100%: very likely"),
        (0.8, "confidence 80%: very likely"),
        (0.5, "confidence 50%: likely"),
        (0.3, "confidence 30%: possible"),
        (0.0, "confidence 0%: uncertain"),
    ],
)
def test_each_confidence_has_a_phrase(confidence, phrase):
    assert confidence_in_words(confidence) == phrase


def test_an_older_and_a_newer_answer_are_named_with_their_days():
    day = date(2023, 11, 7)
    others = [(date(2023, 10, 3), "12"), (None, "13"), (day, "14"), (date(2024, 1, 2), "15")]
    assert as_of_in_words(day, others) == (
        "As of 7 Nov 2023 (an older article of 3 Oct says “12”; a newer article of 2 Jan 2024 says"
        " “15”)."
    )


def test_a_count_is_singular_for_one_alone():
    assert [counted(n, "article") for n in (0, 1, 1200)] == [
        "0 articles",
        "1 article",
        "1,200 articles",
    ]
