from dataclasses import replace
from datetime import date

import pytest

from qa.evaluation.changes.outcomes import (
    ABSTENTION,
    Evidence,
    Outcome,
    differences,
    outcome_from_dict,
    outcome_of,
    outcome_to_dict,
)
from tests.qa.test_answer import answer, citation

A, B, C = (Evidence(f"{name}.txt", f"Sentence {name}.") for name in "abc")
SAID = Outcome("apple", "2023-11-07", (A, B, C))


def test_an_answer_is_its_text_date_and_cited_sentences():
    dated = replace(citation(), published=date(2023, 11, 7))
    second = citation(number=2, article="b.txt")
    assert outcome_of(answer(citations=(dated, second))) == Outcome(
        "apple",
        "2023-11-07",
        (Evidence("a.txt", dated.sentence_text), Evidence("b.txt", second.sentence_text)),
    )
    assert outcome_of(answer(text=None, reason="unsure", citations=())) == ABSTENTION


@pytest.mark.parametrize(
    ("now", "what"),
    [
        (SAID, ()),
        (replace(SAID, evidence=(A, C, B)), ()),
        (replace(SAID, answer="pear"), ("answer",)),
        (replace(SAID, published=None), ("date",)),
        (replace(SAID, evidence=(B, A, C)), ("evidence",)),
        (replace(SAID, evidence=(A, B)), ("evidence",)),
        (ABSTENTION, ("answer", "date", "evidence")),
    ],
)
def test_what_differs_is_named(now, what):
    assert differences(SAID, now) == what == differences(now, SAID)


@pytest.mark.parametrize("outcome", [SAID, ABSTENTION])
def test_an_outcome_is_read_from_its_json(outcome):
    assert outcome_from_dict(outcome_to_dict(outcome)) == outcome


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"answer": 1, "published": None, "evidence": []},
        {"answer": None, "published": None, "evidence": [{"article": "a", "sentence": 2}]},
        {"answer": None, "published": None, "evidence": 3},
    ],
)
def test_anything_else_is_no_outcome(fields):
    with pytest.raises((ValueError, LookupError, TypeError)):
        outcome_from_dict(fields)
