"""Typographic measures of a PDF: the usual font size and line spacing.

Owns what is usual; other files draw the conclusions from a difference.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median_low

from index.sources.formats.pdf.lines import Line

PARAGRAPH_GAP = 1.25  # of the line spacing; paragraphs are set at 1.4 of it or more
SIZE_TOLERANCE = 0.08  # of the font size
MAX_LINE_SPACING = 3.0  # of the font size; lines of one paragraph are nearer


@dataclass(frozen=True, slots=True)
class Typography:
    """The size of most letters and the distance between most baselines, both in points."""

    size: float
    line_spacing: float

    def is_body(self, size: float) -> bool:
        return same_size(size, self.size)

    def line_spacing_of(self, line: Line) -> float:
        """The line spacing of text in the size of that line."""
        return self.line_spacing * line.size / self.size


def same_size(size: float, other: float) -> bool:
    return abs(size - other) <= SIZE_TOLERANCE * max(size, other)


def typography_of(pages: Iterable[Sequence[Line]]) -> Typography:
    """Measure pages whose lines come from top to bottom."""
    pages = list(pages)
    sizes: Counter[float] = Counter()
    for line in (line for page in pages for line in page):
        sizes[round(line.size, 1)] += len(line.text)
    size = max(sizes, key=lambda s: (sizes[s], s), default=1.0)
    gaps = [
        gap
        for page in pages
        for gap in _line_gaps(page)
        if size / 2 < gap < MAX_LINE_SPACING * size
    ]
    return Typography(size, median_low(gaps) if gaps else 1.2 * size)


def _line_gaps(page: Sequence[Line]) -> Iterator[float]:
    """Distances between successive baselines of lines that start at the same place."""
    above: dict[int, float] = {}
    for line in page:
        start = round(line.x)
        yield above.get(start, line.y) - line.y
        above[start] = line.y
