from __future__ import annotations

import random

import pytest

from training.pairs.wearing import as_typed, keywords

QUESTION = "When did the mayor of Oslo open a bridge over the river?"


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        (QUESTION, "mayor Oslo open bridge over river"),
        ("In what year did Apple buy Beats?", "year Apple buy Beats"),
        ("Who did?", "Who did?"),
    ],
)
def test_keywords_are_what_is_left_for_a_search_box(question, kept):
    assert keywords(question) == kept


def test_as_many_questions_become_keywords_as_asked_for():
    rng = random.Random(1)
    typed = [as_typed(QUESTION, rng, as_keywords=0.5) for _ in range(400)]
    assert 160 < sum(not text.startswith("When") for text in typed) < 240


def test_without_keywords_a_question_keeps_its_words():
    rng = random.Random(1)
    for _ in range(400):
        typed = as_typed(QUESTION, rng)
        assert sorted(typed) in (sorted(QUESTION), sorted(QUESTION.rstrip("?")))
