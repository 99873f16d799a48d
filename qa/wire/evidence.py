"""The evidence of an answer as JSON: citations, passages around them, passages that were read."""

from __future__ import annotations

from dataclasses import dataclass

from qa.answer import Hit
from qa.evidence.claim import Claim, Slice
from qa.wire.objects import PLACES


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
