"""The values of the corpus: spans, articles and the passages split from them.

Owns the frozen values that all other files pass on. Knows nothing of files, models, vectors or
answers, and imports the standard library alone.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

DIGEST_LENGTH = 64  # hexadecimal digits of a SHA-256
_BEFORE_TEXT = b', "text": "'


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters: ``start`` is inside, ``end`` is the first one outside."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"span [{self.start}, {self.end}); expected 0 <= start < end")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """Cut the span out of the text that its offsets count in."""
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Omission:
    """Text of a file that was left out on purpose: the number of characters, and a short reason.

    The reason completes the sentence "120 characters of page.html were not used: ...".
    """

    characters: int
    reason: str

    def __post_init__(self) -> None:
        if self.characters < 1:
            raise ValueError(f"{self.characters} characters left out; expected at least 1")


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it is indexed.

    ``id`` is the path inside the seeds folder, with forward slashes, and ``path#record`` where a
    file holds many. ``digest`` is the SHA-256 of the file's bytes, as ``sha256sum`` prints it.
    Offsets count characters of ``text``: the file without its front matter and byte order mark,
    every line ending a single newline, or the text extracted from it. Fields that the file does not
    state are None. ``pages`` holds the offset at which each page starts; an empty page starts where
    the next one does, and a format without pages has none.
    """

    id: str
    text: str
    digest: str
    title: str | None = None
    source: str | None = None
    published: date | None = None
    url: str | None = None
    author: str | None = None
    pages: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if not self.id:
            raise ValueError("article without an id; expected its path inside the seeds folder")
        if not self.text.strip():
            raise ValueError(f"article {self.id!r} holds no text; expected at least one sentence")
        if len(self.digest) != DIGEST_LENGTH:
            raise ValueError(f"digest {self.digest!r}; expected {DIGEST_LENGTH} hexadecimal digits")
        object.__setattr__(self, "pages", tuple(self.pages))  # a list, from JSON
        offsets = (*self.pages, len(self.text))
        if (self.pages and offsets[0]) or any(a > b for a, b in pairwise(offsets)):
            raise ValueError(
                f"pages of {self.id!r} start at {self.pages}; expected offsets from 0 to at most"
                f" {len(self.text)}, ascending"
            )

    @property
    def name(self) -> str:
        """The title, or the id where the file states none."""
        return self.title or self.id

    def to_json(self) -> str:
        """The article as one line of ASCII."""
        fields = {name: getattr(self, name) for name in Article.__slots__}
        return json.dumps(fields, sort_keys=True, default=date.isoformat)

    @classmethod
    def from_json(cls, line: str | bytes) -> Article:
        """Parse what ``to_json`` gave."""
        fields: dict[str, Any] = json.loads(line)
        published = fields.pop("published")
        return cls(**fields, published=date.fromisoformat(published) if published else None)

    def page_of(self, offset: int) -> int | None:
        """The page, counted from 1, that a character is on; None where there are no pages."""
        if not 0 <= offset < len(self.text):
            raise ValueError(f"offset {offset}; expected 0 <= offset < {len(self.text)}")
        return bisect_right(self.pages, offset) or None


@dataclass(frozen=True, slots=True)
class Origin:
    """The stated origin of an article: fields of an Article without its text."""

    id: str
    source: str | None
    author: str | None
    published: date | None

    @classmethod
    def from_json(cls, line: bytes) -> Origin:
        """Parse the beginning of what ``Article.to_json`` gave.

        Raises ValueError where the text does not begin in it.
        """
        # Keys are sorted, and a quotation mark within a value has a backslash before it.
        head, found, _ = line.partition(_BEFORE_TEXT)
        if not found:
            raise ValueError(f"no text in the first {len(line)} bytes of an article")
        fields: dict[str, Any] = json.loads(head + b"}")
        published = fields["published"]
        return cls(
            id=fields["id"],
            source=fields["source"],
            author=fields["author"],
            published=date.fromisoformat(published) if published else None,
        )


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit of embedding and retrieval: a paragraph, or a part of one too long to embed.

    ``span`` and ``sentences`` are offsets into the article's text; the sentences are in reading
    order, do not overlap and leave out nothing of the span but white space.
    """

    article: Article
    span: Span
    sentences: tuple[Span, ...]

    def __post_init__(self) -> None:
        if self.span.end > len(self.article.text):
            raise ValueError(
                f"passage ends at {self.span.end}; expected at most {len(self.article.text)},"
                f" the length of {self.article.id!r}"
            )
        position = self.span.start
        for sentence in self.sentences:
            if not position <= sentence.start < sentence.end <= self.span.end:
                raise ValueError(f"{sentence} is out of order or outside {self.span}")
            position = sentence.end
        if not self.sentences:
            raise ValueError(f"passage {self.span} has no sentence; expected at least one")

    @property
    def text(self) -> str:
        return self.span.of(self.article.text)

    def sentence_around(self, span: Span) -> Span:
        """Widen a span inside the passage to the whole sentences that it touches."""
        touched = [s for s in self.sentences if s.start < span.end and span.start < s.end]
        if not touched:
            raise ValueError(f"{span} touches no sentence of the passage at {self.span}")
        return Span(min(touched[0].start, span.start), max(touched[-1].end, span.end))


def sentence_texts(passages: Iterable[Passage]) -> list[str]:
    """Every sentence's text, passage by passage: the order of sentence vectors."""
    return [sentence.of(p.article.text) for p in passages for sentence in p.sentences]
