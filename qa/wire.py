"""An answer as JSON: its keys, their types and how values are rounded. Pure.

Owns the form that ``qa ask --json``, exported files and the page's endpoints have in common; the
README and docs/api.md describe it. Reading it back is evidence/export/exported.py's.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from typing import Any

from index.filtering.filter import Filter
from qa.answer import Alternative, Answer, Hit, Item, Part, Scope
from qa.evidence.claim import Claim, Slice

PLACES = 6  # decimals of confidences and scores
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
PLACES_MS = 3  # decimals of milliseconds


@dataclass(frozen=True, slots=True)
class CitationRecord:
    """Evidence: ``quote`` is the answer, ``sentence`` the sentence it stands in; offsets are
    half-open and count characters of the article's text. ``page`` and ``paragraph`` count from 1;
    ``link`` opens the article's web page at the sentence.
    """

    number: int
    article: str
    title: str | None
    source: str | None
    published: str | None
    start: int
    end: int
    sentence_start: int
    sentence_end: int
    quote: str
    sentence: str
    digest: str
    score: float
    copies: list[str]
    url: str | None
    author: str | None
    page: int | None
    paragraph: int
    link: str | None

    @classmethod
    def of(cls, claim: Claim) -> CitationRecord:
        return cls(
            number=claim.number,
            article=claim.article,
            title=claim.title,
            source=claim.source,
            published=claim.published.isoformat() if claim.published else None,
            start=claim.span.start,
            end=claim.span.end,
            sentence_start=claim.sentence.start,
            sentence_end=claim.sentence.end,
            quote=claim.quote,
            sentence=claim.sentence_text,
            digest=claim.digest,
            score=round(claim.score, PLACES),
            copies=list(claim.copies),
            url=claim.url,
            author=claim.author,
            page=claim.page,
            paragraph=claim.paragraph,
            link=claim.link,
        )


@dataclass(frozen=True, slots=True)
class PassageRecord:
    """The further keys of a citation in an exported file: the text around the sentence."""

    passage: str
    passage_start: int
    passage_end: int

    @classmethod
    def of(cls, passage: Slice) -> PassageRecord:
        return cls(passage.text, passage.span.start, passage.span.end)


@dataclass(frozen=True, slots=True)
class HitRecord:
    """A passage that was read for the question."""

    article: str
    start: int
    end: int
    score: float
    rank: int

    @classmethod
    def of(cls, hit: Hit) -> HitRecord:
        return cls(
            article=hit.passage.article.id,
            start=hit.passage.span.start,
            end=hit.passage.span.end,
            score=round(hit.score, PLACES),
            rank=hit.rank,
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
class ConditionsRecord:
    """The conditions of a filter; null or empty where it makes none."""

    after: str | None
    before: str | None
    as_of: str | None
    sources: list[str]
    authors: list[str]
    within: list[str]

    @classmethod
    def of_filter(cls, where: Filter) -> ConditionsRecord:
        return ConditionsRecord(
            after=where.after.isoformat() if where.after else None,
            before=where.before.isoformat() if where.before else None,
            as_of=where.as_of.isoformat() if where.as_of else None,
            sources=list(where.sources),
            authors=list(where.authors),
            within=list(where.within),
        )


@dataclass(frozen=True, slots=True)
class FilterRecord(ConditionsRecord):
    """The filter of a question, which was asked of ``articles`` of ``total``; ``undated`` of the
    others only lack a date.
    """

    articles: int
    total: int
    undated: int

    @classmethod
    def of(cls, scope: Scope) -> FilterRecord:
        return cls(
            **asdict(ConditionsRecord.of_filter(scope.where)),
            articles=scope.articles,
            total=scope.total,
            undated=scope.undated,
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


def json_text(data: dict[str, Any], *, indent: int | None = None) -> str:
    """The object with its keys sorted; in one line unless indented."""
    return json.dumps(data, sort_keys=True, indent=indent)


def keys_of(record: type) -> frozenset[str]:
    """The keys of the JSON object that a record is written as."""
    return frozenset(field.name for field in fields(record))
