"""The answer to a saved question at one time, and the differences of two such outcomes. Pure.

Owns what counts as another answer: its text, its date, its evidence. The confidence does not.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from qa.answer import Answer


@dataclass(frozen=True, slots=True)
class Evidence:
    """A cited sentence, and the id of its article."""

    article: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """An answer, None for an abstention, with the date that its first article states
    (``YYYY-MM-DD``), and what was cited for it, the strongest first.
    """

    answer: str | None
    published: str | None = None
    evidence: tuple[Evidence, ...] = ()


ABSTENTION = Outcome(None)


def outcome_of(answer: Answer) -> Outcome:
    """The part of an answer that is compared with later ones."""
    first = answer.citations[0] if answer.citations else None
    return Outcome(
        answer=answer.text,
        published=first.published.isoformat() if first and first.published else None,
        evidence=tuple(Evidence(c.article, c.sentence_text) for c in answer.citations),
    )


def differences(before: Outcome, now: Outcome) -> tuple[str, ...]:
    """The differing parts, of ``answer``, ``date`` and ``evidence``, in this order; empty for none.

    The order of the evidence after the first sentence does not count: it is that of scores.
    """
    pairs = {
        "answer": (before.answer, now.answer),
        "date": (before.published, now.published),
        "evidence": (_compared(before.evidence), _compared(now.evidence)),
    }
    return tuple(name for name, (old, new) in pairs.items() if old != new)


def outcome_to_dict(outcome: Outcome) -> dict[str, Any]:
    """An outcome as JSON; ``outcome_from_dict`` reads it."""
    return asdict(outcome) | {"evidence": [asdict(one) for one in outcome.evidence]}


def outcome_from_dict(fields: dict[str, Any]) -> Outcome:
    """Raises ValueError, TypeError or LookupError for anything else than an outcome as JSON."""
    outcome = Outcome(
        fields["answer"],
        fields["published"],
        tuple(Evidence(one["article"], one["sentence"]) for one in fields["evidence"]),
    )
    texts = [t for one in outcome.evidence for t in (one.article, one.sentence)]
    stated = [t for t in (outcome.answer, outcome.published) if t is not None]
    if not all(isinstance(text, str) for text in [*texts, *stated]):
        raise ValueError("an answer, date or sentence is no text")
    return outcome


def _compared(evidence: tuple[Evidence, ...]) -> tuple[object, ...]:
    return (evidence[:1], frozenset(evidence))
