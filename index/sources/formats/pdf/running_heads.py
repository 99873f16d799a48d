"""Running heads, running feet and page numbers of a PDF.

Owns their recognition: they are the first or last lines of a page, set apart, and recur at the same
height on a page nearby, in the same words and with the same or an increasing number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.sources.formats.pdf.lines import SAME_LINE, Line
from index.sources.formats.pdf.typography import PARAGRAPH_GAP, Typography

MAX_ROWS = 4  # at the top or the bottom of a page
NEARBY_PAGES = 2  # left and right pages may have different heads
MAX_SHIFT = 3.0  # points between the heights of one head on two pages
NUMBER_GAP = 2.0  # of the line spacing, before a page number that no other page confirms

_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"\W*(page|p\.|seite|página|pagina)?\W*\d{1,3}(\s*(of|von|de|sur|/|\|)\s*\d{1,3})?\W*", re.I
)


@dataclass(frozen=True, slots=True)
class _Row:
    """The fragments at one height, and their text from left to right."""

    lines: tuple[Line, ...]
    text: str

    @property
    def y(self) -> float:
        return self.lines[0].y

    @property
    def size(self) -> float:
        return max(line.size for line in self.lines)


def without_running_heads(
    pages: Sequence[Sequence[Line]], typography: Typography
) -> tuple[list[list[Line]], int]:
    """The pages without running heads and page numbers, and the number of letters removed.

    Lines come from top to bottom; a page always keeps one row at least.
    """
    rows, dropped = [_rows(page) for page in pages], 0
    for _ in ("head", "foot"):
        edges = [page[:MAX_ROWS] for page in rows]
        for i, page in enumerate(rows):
            count = _count_running_heads(edges, i, page, typography)
            dropped += sum(len("".join(row.text.split())) for row in page[:count])
            rows[i] = page[count:]
        rows = [page[::-1] for page in rows]
    return [[line for row in page for line in row.lines] for page in rows], dropped


def _rows(lines: Sequence[Line]) -> list[_Row]:
    rows: list[list[Line]] = []
    for line in lines:
        if rows and rows[-1][0].y - line.y < SAME_LINE * line.size / 2:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [_Row(tuple(row), " ".join(line.text for line in row)) for row in rows]


def _count_running_heads(
    edges: Sequence[Sequence[_Row]], page: int, rows: Sequence[_Row], typography: Typography
) -> int:
    """The number of rows, from the edge of the page inwards, that are running heads."""
    repeated = 0
    for row in rows[: min(MAX_ROWS, len(rows) - 1)]:
        if not _is_repeated(row, edges, page):
            break
        repeated += 1
    while repeated and not _is_set_apart(rows[repeated - 1], rows[repeated], typography):
        repeated -= 1
    if not repeated and len(rows) > 1 and _PAGE_NUMBER.fullmatch(rows[0].text):
        return int(abs(rows[0].y - rows[1].y) > NUMBER_GAP * typography.line_spacing)
    return repeated


def _is_repeated(row: _Row, edges: Sequence[Sequence[_Row]], page: int) -> bool:
    around = range(max(0, page - NEARBY_PAGES), min(len(edges), page + NEARBY_PAGES + 1))
    return any(
        _matches(row, other, i - page) for i in around if i != page for other in edges[i]
    )  # fmt: skip


def _matches(row: _Row, other: _Row, pages: int) -> bool:
    """Return whether a row recurs ``pages`` pages later, its numbers equal or larger by as many."""
    if abs(row.y - other.y) > MAX_SHIFT or _NUMBER.split(row.text) != _NUMBER.split(other.text):
        return False
    numbers = zip(_NUMBER.findall(row.text), _NUMBER.findall(other.text), strict=True)
    return all(a == b or (len(b) < 6 and int(b) - int(a[:9]) == pages) for a, b in numbers)


def _is_set_apart(row: _Row, inner: _Row, typography: Typography) -> bool:
    far = abs(row.y - inner.y) > PARAGRAPH_GAP * typography.line_spacing
    return far or not typography.is_body(row.size)
