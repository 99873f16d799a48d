"""Reading order of a PDF page: fragments of lines to whole lines, column by column.

Owns the distinction of columns and tables: prose side by side forms columns, read one after the
other; anything else side by side is a row, read across.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from index.sources.formats.pdf.lines import SAME_LINE, Line

MIN_LINES = 3  # on each side of a gutter
MIN_LETTERS = 15  # of a line of prose; table cells are shorter
MIN_FILLED = 0.6  # of the longest line's width, by a line of prose
CELL_GAP = 2.0  # of the font size; as wide a gap is no space between two words
MAX_EDGES = 8  # left edges that are tried
MAX_DEPTH = 8  # of columns within columns


def in_reading_order(pieces: Sequence[Line], depth: int = MAX_DEPTH) -> list[Line]:
    """Merge fragments of lines, given from top to bottom and left to right, to lines in reading
    order.

    ``depth`` limits how often columns are split within columns.
    """
    for gutter in _left_edges(pieces) if depth else ():
        bands = list(_bands(pieces, gutter))
        if any(len(band) == 2 for band in bands):
            return [line for band in bands for side in band
                    for line in in_reading_order(side, depth - 1)]  # fmt: skip
    return _merge_lines(pieces)


def _left_edges(pieces: Sequence[Line]) -> Iterator[float]:
    """Candidate left edges of columns, the most frequent first, right of the page's own margin."""
    starts = Counter(round(p.x) for p in pieces)
    margin = min(starts, default=0)
    for edge, count in starts.most_common(MAX_EDGES):
        if edge > margin and count >= MIN_LINES:
            yield edge - 1.0


def _bands(pieces: Sequence[Line], gutter: float) -> Iterator[list[list[Line]]]:
    """Horizontal bands of the page from top to bottom: one column, or two side by side."""
    undivided: list[Line] = []
    for crosses, group in groupby(pieces, key=lambda p: p.x < gutter < p.end):
        band = list(group)
        left, right = [p for p in band if p.end <= gutter], [p for p in band if p.x >= gutter]
        if crosses or not _are_columns(left, right):
            undivided += band
            continue
        if undivided:
            yield [undivided]
        yield [left, right]
        undivided = []
    if undivided:
        yield [undivided]


def _are_columns(left: Sequence[Line], right: Sequence[Line]) -> bool:
    if min(len(left), len(right)) < MIN_LINES:
        return False
    beside = min(left[0].y, right[0].y) - max(left[-1].y, right[-1].y)
    least = min(left[0].y - left[-1].y, right[0].y - right[-1].y)
    return beside > least / 2 and _is_prose(left) and _is_prose(right)


def _is_prose(lines: Sequence[Line]) -> bool:
    """True if most of the letters are in long lines: a table in a column has many cells, and few
    letters.
    """
    least = MIN_FILLED * max(p.end - p.x for p in lines)
    long = [p for p in lines if p.end - p.x >= least and len(p.text) >= MIN_LETTERS]
    return 2 * sum(len(p.text) for p in long) >= sum(len(p.text) for p in lines)


def _merge_lines(pieces: Sequence[Line]) -> list[Line]:
    """Merge the fragments of each line; one with a wide gap is the row of a table."""
    lines: list[Line] = []
    for piece in pieces:
        last = lines[-1] if lines else None
        if last is None or piece.x < last.end or _on_different_lines(last, piece):
            lines.append(piece)
            continue
        gap = piece.x - last.end
        lines[-1] = replace(
            max(last, piece, key=lambda p: p.size),
            text=f"{last.text} {piece.text}", x=last.x, end=piece.end,
            font=last.font if last.font == piece.font else 0,
            is_row=last.is_row or gap > CELL_GAP * piece.size,
        )  # fmt: skip
    return lines


def _on_different_lines(a: Line, b: Line) -> bool:
    return abs(a.y - b.y) > SAME_LINE * min(a.size, b.size)
