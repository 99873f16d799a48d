"""What somebody says that an article says: a citation that nobody has proved. Pure.

Owns Claim and Slice. Unlike a Citation, a claim may be anything but true: it is what stands in a
file that was exported, and may have been altered since.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from index.corpus import Span


@dataclass(frozen=True, slots=True)
class Slice:
    """A text, and where in an article it is said to stand."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Claim:
    """The fields of a Citation; ``passage`` is the text around the sentence, where that is claimed
    too.
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
