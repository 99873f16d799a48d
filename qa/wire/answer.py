"""An answer as JSON: its keys, and which of them are left out.

The README and docs/api.md describe them. Reading it back is evidence/export/exported.py's.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from index.filtering.filter import Filter
from qa.answer import Alternative, Answer, Item, Part
from qa.wire.evidence import CitationRecord, HitRecord
from qa.wire.filter import ConditionsRecord, FilterRecord
from qa.wire.objects import PLACES, PLACES_MS

# Keys that are left out where they say nothing.
SELDOM = (
    "as_of",
    "decides",
    "degraded",
    "filter",
    "items",
    "kind",
    "parts",
    "searched",
    "suggested_filter",
)


@dataclass(frozen=True, slots=True)
class AlternativeRecord:
    """Another answer within reach of the one that is given, with its evidence. ``published`` is the
    newest date of the articles that say so; citations are numbered on from those of the answer.
    """

    answer: str
    confidence: float
    published: str | None
    citations: list[CitationRecord]

    @classmethod
    def of(cls, other: Alternative) -> AlternativeRecord:
        return cls(
            answer=other.text,
            confidence=round(other.confidence, PLACES),
            published=other.published.isoformat() if other.published else None,
            citations=[CitationRecord.of(citation) for citation in other.citations],
        )


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """One of the things of a list: a slice of the sentence of the citation with that number."""

    item: str
    start: int
    end: int
    citation: int

    @classmethod
    def of(cls, item: Item) -> ItemRecord:
        return cls(item.text, item.span.start, item.span.end, item.citation)


@dataclass(frozen=True, slots=True)
class PartRecord:
    """One of several questions in one; the citations of the first one that is answered are those of
    the whole, the others' are numbered on. ``decides`` is null and ``items`` empty where the kind
    of the part did not change its answer.
    """

    question: str
    answer: str | None
    reason: str | None
    confidence: float
    citations: list[CitationRecord]
    decides: str | None
    items: list[ItemRecord]

    @classmethod
    def of(cls, part: Part) -> PartRecord:
        return cls(
            question=part.question,
            answer=part.text,
            reason=part.reason,
            confidence=round(part.confidence, PLACES),
            citations=[CitationRecord.of(citation) for citation in part.citations],
            decides=part.decides,
            items=[ItemRecord.of(item) for item in part.items],
        )


@dataclass(frozen=True, slots=True)
class AnswerRecord:
    """``answer`` is null where the articles give none; ``reason`` says why. ``degraded`` answers
    were given while a part of the index did not answer. ``filter`` is null where all articles were
    asked, ``parts`` where the question is one, ``searched`` where it was searched as it was asked.
    ``as_of`` is the newest date of ``citations``, and null where no alternative has another.
    ``suggested_filter`` was not applied: the question's own words name it.
    ``kind`` is null where the kind of the question did not change the answer, ``decides`` where it
    is not certainly ``yes`` or ``no``, ``items`` where no list was found.
    """

    question: str
    answer: str | None
    reason: str | None
    confidence: float
    citations: list[CitationRecord]
    alternatives: list[AlternativeRecord]
    hits: list[HitRecord]
    elapsed_ms: float
    degraded: bool = False
    filter: FilterRecord | None = None
    as_of: str | None = None
    parts: list[PartRecord] | None = None
    searched: str | None = None
    suggested_filter: ConditionsRecord | None = None
    kind: str | None = None
    decides: str | None = None
    items: list[ItemRecord] | None = None

    @classmethod
    def of(cls, answer: Answer, suggested: Filter | None = None) -> AnswerRecord:
        return cls(
            question=answer.question,
            answer=answer.text,
            reason=answer.reason,
            confidence=round(answer.confidence, PLACES),
            citations=[CitationRecord.of(citation) for citation in answer.citations],
            alternatives=[AlternativeRecord.of(other) for other in answer.alternatives],
            hits=[HitRecord.of(hit) for hit in answer.hits],
            elapsed_ms=round(answer.elapsed_ms, PLACES_MS),
            degraded=not answer.complete,
            filter=FilterRecord.of(answer.scope) if answer.scope else None,
            as_of=answer.as_of.isoformat() if answer.as_of else None,
            parts=[PartRecord.of(part) for part in answer.parts] or None,
            searched=answer.searched,
            suggested_filter=ConditionsRecord.of_filter(suggested) if suggested else None,
            kind=answer.kind,
            decides=answer.decides,
            items=[ItemRecord.of(item) for item in answer.items] or None,
        )


def answer_to_dict(answer: Answer, suggested: Filter | None = None) -> dict[str, Any]:
    """The object that ``qa ask --json`` prints, with the filter that the question suggests;
    ``degraded`` is left out where it is false, and each other key of SELDOM where it is null.
    """
    data = asdict(AnswerRecord.of(answer, suggested))
    for key in SELDOM:
        if not data[key]:
            del data[key]
    return data
