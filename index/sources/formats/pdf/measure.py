"""The usual measures of a PDF: how large most letters are, how far apart lines are.

Owns what is usual; what follows from a difference is for others to say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median_low

from index.sources.formats.pdf.lines import Line

APART = 1.25  # of the distance of lines: paragraphs are set at 1.4 of it or more
ALIKE = 0.08  # of the size of letters
FURTHEST = 3.0  # of the size of letters: lines of one paragraph are nearer


@dataclass(frozen=True, slots=True)
class Measure:
    """Size of most letters and distance of most lines, both in points."""

    size: float
    pitch: float

    def is_body(self, size: float) -> bool:
        return are_alike(size, self.size)

    def pitch_of(self, line: Line) -> float:
        """The distance of lines of that size."""
        return self.pitch * line.size / self.size


def are_alike(size: float, other: float) -> bool:
    return abs(size - other) <= ALIKE * max(size, other)


def measured(pages: Iterable[Sequence[Line]]) -> Measure:
    """Measure pages whose lines come from top to bottom."""
    pages = list(pages)
    sizes: Counter[float] = Counter()
    for line in (line for page in pages for line in page):
        sizes[round(line.size, 1)] += len(line.text)
    size = max(sizes, key=lambda s: (sizes[s], s), default=1.0)
    gaps = [gap for page in pages for gap in _gaps(page) if size / 2 < gap < FURTHEST * size]
    return Measure(size, median_low(gaps) if gaps else 1.2 * size)


def _gaps(page: Sequence[Line]) -> Iterator[float]:
    """Distances of lines that start at the same place, one below the other."""
    above: dict[int, float] = {}
    for line in page:
        start = round(line.x)
        yield above.get(start, line.y) - line.y
        above[start] = line.y
