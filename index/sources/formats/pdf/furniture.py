"""What stands around the text of a PDF on page after page: running heads and page numbers.

Owns how they are told from the text: they come first or last on a page, set apart, and stand again
at the same height of a page nearby, in the same words and with the same or a growing number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.sources.formats.pdf.lines import SAME_LINE, Line
from index.sources.formats.pdf.measure import APART, Measure

MOST = 4  # lines at the head or the foot of a page
NEARBY = 2  # pages: left and right ones may have heads of their own
HEIGHT = 3.0  # points by which the places of one head differ
FAR = 2.0  # of the distance of lines: a number that no other page repeats stands further off

_NUMBER = re.compile(r"\d+")
_PAGE = re.compile(
    r"\W*(page|p\.|seite|página|pagina)?\W*\d{1,3}(\s*(of|von|de|sur|/|\|)\s*\d{1,3})?\W*", re.I
)


@dataclass(frozen=True, slots=True)
class _Row:
    """The pieces of one height, and their text from left to right."""

    lines: tuple[Line, ...]
    text: str

    @property
    def y(self) -> float:
        return self.lines[0].y

    @property
    def size(self) -> float:
        return max(line.size for line in self.lines)


def without_furniture(
    pages: Sequence[Sequence[Line]], measure: Measure
) -> tuple[list[list[Line]], int]:
    """The pages without heads and numbers, and the number of letters of these.

    Lines come from top to bottom; a page always keeps one.
    """
    rows, dropped = [_rows(page) for page in pages], 0
    for _ in ("head", "foot"):
        edges = [page[:MOST] for page in rows]
        for i, page in enumerate(rows):
            count = _furniture(edges, i, page, measure)
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


def _furniture(
    edges: Sequence[Sequence[_Row]], page: int, rows: Sequence[_Row], measure: Measure
) -> int:
    """How many rows, from the edge inwards, are no text."""
    repeated = 0
    for row in rows[: min(MOST, len(rows) - 1)]:
        if not _is_repeated(row, edges, page):
            break
        repeated += 1
    while repeated and not _is_apart(rows[repeated - 1], rows[repeated], measure):
        repeated -= 1
    if not repeated and len(rows) > 1 and _PAGE.fullmatch(rows[0].text):
        return int(abs(rows[0].y - rows[1].y) > FAR * measure.pitch)
    return repeated


def _is_repeated(row: _Row, edges: Sequence[Sequence[_Row]], page: int) -> bool:
    around = range(max(0, page - NEARBY), min(len(edges), page + NEARBY + 1))
    return any(
        _repeats(row, other, i - page) for i in around if i != page for other in edges[i]
    )  # fmt: skip


def _repeats(row: _Row, other: _Row, pages: int) -> bool:
    """Tell whether a row stands again some pages later, its numbers the same or grown by these."""
    if abs(row.y - other.y) > HEIGHT or _NUMBER.split(row.text) != _NUMBER.split(other.text):
        return False
    numbers = zip(_NUMBER.findall(row.text), _NUMBER.findall(other.text), strict=True)
    return all(a == b or (len(b) < 6 and int(b) - int(a[:9]) == pages) for a, b in numbers)


def _is_apart(row: _Row, inner: _Row, measure: Measure) -> bool:
    far = abs(row.y - inner.y) > APART * measure.pitch
    return far or not measure.is_body(row.size)
