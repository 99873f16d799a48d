"""A text cut into what is checked: its statements, and the sources that it names. Pure.

Owns the boundaries of statements (sentences, joined where a quotation goes on over several), and
which marks open and close a quotation. Knows nothing of articles.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from index.corpus import Span
from index.errors import TextError
from index.files.bounded import read_bounded
from index.sources.paragraphs import split_paragraphs
from index.sources.split import split_sentences
from qa.readers.questions import is_question

LONGEST_TEXT = 200_000  # characters
LONGEST_STATEMENT = 10_000  # characters: a speech in quotation marks is one statement
MOST_PARTS = 5_000  # sentences and quotations: each is looked for by itself
MAX_BYTES = 10_000_000  # that are read, to say how long a text is that is too long

_APOSTROPHE = r"(?<=\w)['’](?=\w)"
# One alternative for each pair of marks; an unpaired mark opens nothing.
_QUOTED = re.compile(
    r'"([^"\n]+)"|“([^“”\n]+)”|„([^„“”\n]+)[“”]|«([^«»\n]+)»'
    rf"|(?<!\w)‘((?:[^‘’\n]|{_APOSTROPHE})+)’(?!\w)"
    rf"|(?<!\w)'(?=\S)((?:[^'\n]|{_APOSTROPHE})+)(?<=\S)'(?!\w)"
)
_LETTER = re.compile(r"[^\W_]")
_REFERENCE = re.compile(r"\[(\d{1,3})\]")
_ONLY_REFERENCES = re.compile(rf"(?:\s*{_REFERENCE.pattern})+\W*")
_SOURCE = re.compile(r"[ \t]*\[(\d{1,3})\]:?[ \t]+(\S.*)")
_WORD = re.compile(r"[^\W\d_]{2}")


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of the text; spans count in the text. ``references`` are its ``[1]``."""

    span: Span
    text: str
    quotes: tuple[Span, ...]
    references: tuple[int, ...]

    @property
    def without_references(self) -> str:
        """The text with spaces in the place of its references, so that offsets are the same."""
        return _REFERENCE.sub(lambda match: " " * len(match[0]), self.text)

    def quoted(self, quote: Span) -> str:
        """The words of one of its quotations."""
        return self.text[quote.start - self.span.start : quote.end - self.span.start]


@dataclass(frozen=True, slots=True)
class Draft:
    """A text with its statements in order; ``sources`` are the lines that name its sources."""

    text: str
    statements: tuple[Statement, ...]
    sources: Mapping[int, str]


def read_text(source: Path | BinaryIO) -> str:
    """A text in UTF-8 from a file or a stream, of at most MAX_BYTES.

    Raises TextError where it cannot be read, is larger, or is no text.
    """
    try:
        text = _content(source).decode("utf-8-sig")
    except OSError as error:
        reason = error.strerror or str(error)
        raise _unreadable(f"the text cannot be read ({reason})", "name such a file") from error
    except ValueError as error:
        found = f"the text is not in UTF-8 ({error})"
        raise _unreadable(found, "save it as plain text") from error
    if "\0" in text:
        raise _unreadable("the text holds a zero byte", "save the document as plain text")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _content(source: Path | BinaryIO) -> bytes:
    if isinstance(source, Path):
        return read_bounded(source, MAX_BYTES)
    return source.read(MAX_BYTES)


def _unreadable(found: str, cure: str) -> TextError:
    expected = f"a file of plain text, at most {LONGEST_TEXT:,} characters"
    return TextError(found=found, expected=expected, cure=cure)


def parse_draft(text: str, limit: int = LONGEST_TEXT) -> Draft:
    """Cut a text into statements; questions and lines without words state nothing.

    Raises TextError for a text without a statement, for more than ``limit`` characters, for a
    statement of more than LONGEST_STATEMENT, and for more than MOST_PARTS.
    """
    _require_few(len(text), limit)
    statements: list[Statement] = []
    sources: dict[int, str] = {}
    for paragraph in split_paragraphs(text):
        for span in _prose(text, paragraph, sources):
            statements += _statements(text, span)
    if not statements:
        raise TextError(
            found="the text states nothing" if text.strip() else "the text is empty",
            expected="sentences to hold against the articles",
            cure="give a text: qa check-text FILE",
        )
    parts = sum(1 + len(one.quotes) for one in statements)
    _require_few(parts, MOST_PARTS, of_parts=True)
    return Draft(text, tuple(statements), sources)


def _require_few(number: int, limit: int, *, of_parts: bool = False) -> None:
    if number > limit:
        raise TextError(
            found=f"the text has {number:,} {'sentences and quotes' if of_parts else 'characters'}",
            expected=f"at most {limit:,}",
            cure="check it in parts",
        )


def _prose(text: str, paragraph: Span, sources: dict[int, str]) -> Iterator[Span]:
    """The parts of a paragraph between the lines that name sources, which are noted."""
    start = at = paragraph.start
    for line in paragraph.of(text).splitlines(keepends=True):
        if source := _SOURCE.match(line):
            sources[int(source[1])] = source[2].strip()
            if start < at:
                yield Span(start, at)
            start = at + len(line)
        at += len(line)
    if start < at:
        yield Span(start, at)


def _statements(text: str, part: Span) -> Iterator[Statement]:
    content = part.of(text)
    quotes = list(quotations(content))
    opened = [quote.start for quote in quotes]
    for sentence in _joined(content, split_sentences(content, Span(0, len(content))), quotes):
        said = sentence.of(content)
        if not _WORD.search(said) or is_question(said):
            continue
        if len(said) > LONGEST_STATEMENT:
            raise TextError(
                found=f"the sentence at character {part.start + sentence.start:,} of the text has"
                f" {len(said):,} characters",
                expected=f"at most {LONGEST_STATEMENT:,}",
                cure="end it earlier with a full stop",
            )
        first, last = bisect_left(opened, sentence.start), bisect_right(opened, sentence.end)
        own = (quote for quote in quotes[first:last] if sentence.contains(quote))
        yield Statement(
            _shifted(sentence, part.start),
            said,
            tuple(_shifted(quote, part.start) for quote in own),
            tuple(int(number) for number in _REFERENCE.findall(said)),
        )


def _joined(text: str, sentences: list[Span], quotes: list[Span]) -> Iterator[Span]:
    """The sentences, those that one quotation goes over as one, and references with the sentence
    before them.
    """
    opened = [quote.start for quote in quotes]
    current: Span | None = None
    for sentence in sentences:
        before = bisect_left(opened, current.end) if current else 0  # quotations that opened
        is_quoted = current and before and current.end < quotes[before - 1].end
        if current and (is_quoted or _ONLY_REFERENCES.fullmatch(sentence.of(text))):
            current = Span(current.start, sentence.end)
            continue
        if current is not None:
            yield current
        current = sentence
    if current is not None:
        yield current


def _shifted(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def quotations(text: str) -> Iterator[Span]:
    """The quotations of a text without their marks, in order; inner ones belong to the outer."""
    for match in _QUOTED.finditer(text):
        span = Span(*match.span(match.lastindex or 0))
        if _LETTER.search(span.of(text)):
            yield span
