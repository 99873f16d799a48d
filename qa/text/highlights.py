"""The text of an article cut into segments, with cited sentences and quotes to highlight. Pure.

Owns the cutting. Knows nothing of the look of a highlight.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from index.corpus import Span
from qa.answer import Citation

Kind = Literal["plain", "sentence", "quote"]


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of an article: plain, part of a cited sentence, or the cited quote within it."""

    text: str
    kind: Kind
    number: int | None = None  # of the citation


def segments(
    text: str, citations: Sequence[Citation], paragraphs: Sequence[Span]
) -> list[list[Segment]]:
    """Cut each paragraph at the boundaries of the sentences and quotes cited from the text.

    Joined, a paragraph's segments are its text. Where two citations overlap, the one with the
    smaller number is shown.
    """
    marks: list[tuple[Span, Kind, int]] = []
    for c in sorted(citations, key=lambda c: -c.number):
        marks += [(c.sentence, "sentence", c.number), (c.span, "quote", c.number)]
    return [_cut(text, paragraph, marks) for paragraph in paragraphs]


def _cut(text: str, paragraph: Span, marks: Sequence[tuple[Span, Kind, int]]) -> list[Segment]:
    ends = {end for span, _, _ in marks for end in (span.start, span.end)}
    inside = {end for end in ends if paragraph.start < end < paragraph.end}
    cut = []
    for start, end in pairwise(sorted({paragraph.start, *inside, paragraph.end})):
        piece = Span(start, end)
        over = [(kind, number) for span, kind, number in marks if span.contains(piece)]
        cut.append(Segment(piece.of(text), *(over[-1] if over else ("plain", None))))
    return cut
