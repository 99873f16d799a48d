from dataclasses import replace
from datetime import date

import pytest

from qa.text.phrases import as_of_in_words, confidence_in_words, counted, origin
from tests.qa.test_answer import citation


def test_origin_lists_what_is_stated():
    stated = replace(citation(), title="Fruit", published=date(2024, 5, 31))
    assert origin(stated) == "Fruit · 2024-05-31 · a.txt, characters 0-14"


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
