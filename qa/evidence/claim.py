"""A statement that an article says something at a place, true or not. Pure.

Owns Claim and Slice, and the dates of several claims. A Citation is a claim that was made from the
article itself; any other may be false: it was read from an exported file, which may have been
altered since.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from index.corpus import Span


@dataclass(frozen=True, slots=True)
class Slice:
    """A text, and the span of an article where it is stated to be."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A quote in its sentence; ``span`` and ``sentence`` count in the text of the article.

    ``quote`` is the slice at ``span``, ``sentence_text`` the slice at ``sentence``, which contains
    it; ``digest`` is that of the article's file. ``copies`` are the ids of articles that say the
    same and are copies of this one: evidence that counts once. ``passage`` is the text around the
    sentence, where that is stated too. ``paragraph`` is the number of the one that the quote starts
    in, ``page`` that of its page; both count from 1, and ``page`` is None where the file has none.
    ``link`` is the article's address on the web with a fragment that scrolls to the sentence.
    """

    number: int
    article: str
    title: str | None
    source: str | None
    published: date | None
    span: Span
    sentence: Span
    quote: str
    sentence_text: str
    digest: str
    score: float
    copies: tuple[str, ...] = ()
    passage: Slice | None = None
    url: str | None = None
    author: str | None = None
    page: int | None = None
    paragraph: int = 1
    link: str | None = None

    @property
    def around_quote(self) -> tuple[str, str]:
        """The text of the sentence before the quote, and after it."""
        start = self.span.start - self.sentence.start
        return self.sentence_text[:start], self.sentence_text[start + len(self.span) :]


def newest_date(claims: Iterable[Claim]) -> date | None:
    """The newest date that an article of some claims states."""
    return max((claim.published for claim in claims if claim.published), default=None)


def date_apart(own: Iterable[Claim], others: Iterable[date | None]) -> date | None:
    """The newest date of an answer's evidence, where one of the others' dates is another day."""
    day = newest_date(own)
    return day if day and any(other and other != day for other in others) else None
