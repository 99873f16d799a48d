"""A checked text cut into pieces that are marked alike. Pure.

Owns which words of a sentence are marked as wrong. Knows nothing of the look of a mark.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from index.corpus import Span
from index.sources.paragraphs import split_paragraphs
from qa.checking.result import CheckedStatement, CheckedText


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a paragraph outside of all sentences that were checked, or one of these.

    ``number`` counts them from 1, and is None outside; ``parts`` are the texts of the piece in
    order, each with whether it is marked as wrong.
    """

    number: int | None
    checked: CheckedStatement | None
    parts: tuple[tuple[str, bool], ...]


def paragraphs_of(checked: CheckedText) -> Iterator[list[Piece]]:
    """The paragraphs of the text; the parts of one, joined, are its text."""
    for paragraph in split_paragraphs(checked.text):
        yield list(_pieces(checked, paragraph))


def _pieces(checked: CheckedText, paragraph: Span) -> Iterator[Piece]:
    inside = [
        (n, s) for n, s in enumerate(checked.statements, 1) if paragraph.contains(s.statement.span)
    ]
    at = paragraph.start
    for number, one in inside:
        span = one.statement.span
        if at < span.start:
            yield Piece(None, None, ((checked.text[at : span.start], False),))
        yield Piece(number, one, tuple(_parts(one, checked.text)))
        at = span.end
    if at < paragraph.end:
        yield Piece(None, None, ((checked.text[at : paragraph.end], False),))


def _parts(one: CheckedStatement, whole: str) -> Iterator[tuple[str, bool]]:
    """The sentence cut at its values and quotations that are not confirmed."""
    start = one.statement.span.start
    wrong = [
        *(Span(v.value.span.start + start, v.value.span.end + start)
          for v in one.values if v.status != "same"),
        *(q.result.span for q in one.quotes if q.result.status != "verbatim"),
    ]  # fmt: skip
    boundaries = {start, one.statement.span.end}
    boundaries.update(at for span in wrong for at in (span.start, span.end))
    for first, last in pairwise(sorted(boundaries)):
        piece = Span(first, last)
        yield piece.of(whole), any(span.contains(piece) for span in wrong)
