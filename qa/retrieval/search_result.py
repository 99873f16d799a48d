"""A search: the passages of a question, with nothing read, and its form as JSON. Pure.

Owns the keys that ``qa search --json`` and the endpoints have in common; docs/api.md describes
them. Finding and ranking the passages are retriever.py's.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from index.corpus import Span
from index.errors import SettingsError
from qa.answer import Hit
from qa.evidence.context import paragraph_of
from qa.text.links import sentence_link
from qa.wire.objects import PLACES, PLACES_MS

LIMIT = 10  # passages, where no other number is given


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Passages, best first; equal scores in the order of the articles.

    ``generation`` is that of the index that was searched. ``complete`` is False where a part of it
    did not answer, and better passages may exist.
    """

    question: str
    hits: tuple[Hit, ...]
    generation: int
    elapsed_ms: float = field(compare=False)
    complete: bool = True


@dataclass(frozen=True, slots=True)
class SentenceRecord:
    """A sentence of a passage; ``score`` is its cosine with the question, in [-1, 1]."""

    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class FoundRecord:
    """A passage. Offsets are half-open and count characters of the article's text; ``score`` orders
    passages, ``dense`` and ``lexical`` are its parts of vectors and words. ``page`` and
    ``paragraph`` count from 1; ``link`` opens the article's web page at the passage's sentence of
    the highest score. ``copy_of`` is the article that this one is a copy of.
    """

    rank: int
    score: float
    dense: float
    lexical: float
    article: str
    title: str | None
    source: str | None
    published: str | None
    author: str | None
    url: str | None
    page: int | None
    paragraph: int
    link: str | None
    start: int
    end: int
    text: str
    sentences: list[SentenceRecord]
    digest: str
    copy_of: str | None

    @classmethod
    def of(cls, hit: Hit) -> FoundRecord:
        passage, article = hit.passage, hit.passage.article
        return cls(
            rank=hit.rank,
            score=round(hit.score, PLACES),
            dense=round(hit.dense, PLACES),
            lexical=round(hit.lexical, PLACES),
            article=article.id,
            title=article.title,
            source=article.source,
            published=article.published.isoformat() if article.published else None,
            author=article.author,
            url=article.url,
            page=article.page_of(passage.span.start),
            paragraph=paragraph_of(article.text, passage.span.start),
            link=sentence_link(article.url, _nearest(hit).of(article.text)),
            start=passage.span.start,
            end=passage.span.end,
            text=passage.text,
            sentences=[
                SentenceRecord(sentence.start, sentence.end, round(score, PLACES))
                for sentence, score in zip(passage.sentences, hit.sentences, strict=True)
            ],
            digest=article.digest,
            copy_of=None if hit.duplicate_group == article.id else hit.duplicate_group,
        )


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """The passages of a question, best first. A ``degraded`` search was made while a part of the
    index did not answer.
    """

    question: str
    passages: list[FoundRecord]
    generation: int
    elapsed_ms: float
    degraded: bool = False

    @classmethod
    def of(cls, found: SearchResult) -> SearchRecord:
        return cls(
            question=found.question,
            passages=[FoundRecord.of(hit) for hit in found.hits],
            generation=found.generation,
            elapsed_ms=round(found.elapsed_ms, PLACES_MS),
            degraded=not found.complete,
        )


def search_to_dict(found: SearchResult) -> dict[str, Any]:
    """The object that ``qa search --json`` prints; ``degraded`` is left out where it is false."""
    data = asdict(SearchRecord.of(found))
    if not data["degraded"]:
        del data["degraded"]
    return data


def _nearest(hit: Hit) -> Span:
    """The passage's sentence of the highest score, of equal ones the first; the passage where it
    has none.
    """
    scored = zip(hit.sentences, hit.passage.sentences, strict=True)
    return max(scored, key=lambda one: one[0], default=(0.0, hit.passage.span))[1]


def check_limit(limit: int, most: int) -> None:
    """Raise SettingsError for a number of passages that is not from 1 to ``most``."""
    if isinstance(limit, bool) or not isinstance(limit, int) or not 1 <= limit <= most:
        raise SettingsError(
            found=f"a limit of {limit!r:.60} passages",
            expected=f"1 to {most}",
            cure="choose such a number; QA_CANDIDATES sets the greatest",
        )
