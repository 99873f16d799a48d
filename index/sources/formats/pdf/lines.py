"""Text runs of a PDF page to fragments of lines.

Owns line membership, word spacing, drop capitals and superscripts: the suffix of an ordinal, an
exponent, or a footnote mark, which is no part of the text.
"""

from __future__ import annotations

import heapq
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from index.sources.formats.draft import clean_text
from index.sources.formats.pdf.page import Run

COLUMN_GAP = 0.7  # of the font size; wider than most spaces, perhaps between two columns
WORD_GAP = 0.15  # of the font size; wider than between two letters of a word
SAME_LINE = 0.7  # of the smaller size; lines are further apart, superscripts are not
DROP_CAP_SIZE = 1.8  # times the font size at least; nearer to its text than as many ems
MAX_DROP_CAPS = 5  # letters of such a size on a page
SUPERSCRIPT = (0.85, 0.15)  # of the font size: maximum size, minimum height above the line

_SPACES = re.compile(r"\s+")
_SOFT_HYPHEN = re.compile("\u00ad(?=\\w)")
_ORDINAL = re.compile(r"(?<=\d)(st|nd|rd|th|er|re|e|o|a)", re.IGNORECASE)
_EXPONENT = re.compile(r"[-+−–]?(\d+|[a-z])")
# 10 to the 6th, square metres, x squared; not 2024 or 1,500, which a footnote mark may follow.
_BASE = re.compile(
    r"(?<![\d.,])(?!1[5-9]\d\d|20\d\d)\d+$|(?<![^\W_])\d*\s?([cdkmnµ]?m|ft|in|yd|mi|s|[A-Za-z])$"
)
_NOTE_MARK = re.compile(r"[\d,;\s*†‡§¶#()\[\]–-]+|[a-z]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or its fragment between two gaps, from ``x`` to ``end`` on baseline ``y``, in points.

    ``font`` is 0 for mixed fonts. ``is_row`` marks the row of a table, ``is_aside`` text beside the
    main text: rotated, or small at the foot of the page.
    """

    text: str
    x: float
    end: float
    y: float
    size: float
    font: int = 0
    is_row: bool = False
    is_aside: bool = False


def lines_of(runs: Sequence[Run]) -> tuple[list[list[Line]], int]:
    """Line fragments for each direction of writing, and the number of letters in footnote marks.

    The direction with most letters comes first; fragments come from top to bottom, then left to
    right.
    """
    directions: dict[int, list[Run]] = defaultdict(list)
    for run in runs:
        directions[run.angle].append(run)
    ordered = sorted(directions.values(), key=lambda d: -sum(len(run.text) for run in d))
    found, marks = [], 0
    for direction in map(_with_drop_caps, ordered):
        pieces = [_piece(piece) for row in _rows(direction) for piece in _pieces(row)]
        found.append([line for line, _ in pieces if line.text])
        marks += sum(dropped for _, dropped in pieces)
    return found, marks


def _with_drop_caps(runs: list[Run]) -> list[Run]:
    """Move a drop capital, which spans several lines, into the first of them."""
    sizes = Counter(run.size for run in runs)
    large = {size for size in heapq.nlargest(MAX_DROP_CAPS, sizes) if sizes[size] <= MAX_DROP_CAPS}
    return [
        _drop_cap_in_line(run, runs)
        if run.size in large and len(run.text.strip()) == 1 and run.text.isupper()
        else run
        for run in runs
    ]


def _drop_cap_in_line(initial: Run, runs: Sequence[Run]) -> Run:
    """The letter as part of the line that starts beside its top, if there is one."""
    lines = [
        run
        for run in runs
        if DROP_CAP_SIZE * run.size < initial.size
        and 0 < run.y - initial.y < initial.size
        and 0 <= run.x - initial.end < DROP_CAP_SIZE * run.size
    ]
    if not lines:
        return initial
    first = max(lines, key=lambda run: run.y)
    return replace(initial, end=first.x, y=first.y, size=first.size, font=first.font)


def _rows(runs: Iterable[Run]) -> Iterator[list[Run]]:
    """Runs at one height, from left to right; the largest run determines the height of a row."""
    row: list[Run] = []
    for run in sorted(runs, key=lambda r: (-r.y, r.x)):
        if row and row[0].y - run.y > SAME_LINE * min(row[0].size, run.size):
            yield sorted(row, key=lambda r: r.x)
            row = []
        row.append(run)
        if run.size > row[0].size:
            row[0], row[-1] = row[-1], row[0]
    if row:
        yield sorted(row, key=lambda r: r.x)


def _pieces(row: Sequence[Run]) -> Iterator[list[Run]]:
    piece: list[Run] = []
    for run in row:
        if piece and run.x - piece[-1].end > COLUMN_GAP * max(run.size, piece[-1].size):
            yield piece
            piece = []
        piece.append(run)
    yield piece


def _piece(runs: Sequence[Run]) -> tuple[Line, int]:
    """The line, and the number of letters in footnote marks removed from it."""
    main = max(runs, key=lambda r: (r.size, len(r.text)))
    text, dropped, end = "", 0, runs[0].x
    for raised, group in groupby(runs, key=lambda run: _is_superscript(run, main)):
        pieces = list(group)
        piece, end = _concatenate(pieces, end), pieces[-1].end
        if raised:
            spelt = _superscript_text(text, piece.strip())
            dropped += 0 if spelt else len("".join(piece.split()))
            piece = spelt
        text += piece
    font = main.font if len({run.font for run in runs}) == 1 else 0
    text = _SPACES.sub(" ", _SOFT_HYPHEN.sub("", clean_text(text))).strip()
    end = max(run.end for run in runs)
    return Line(text, x=runs[0].x, end=end, y=main.y, size=main.size, font=font), dropped


def _is_superscript(run: Run, main: Run) -> bool:
    most, least = SUPERSCRIPT
    return run.size < most * main.size and run.y - main.y > least * main.size


def _concatenate(runs: Sequence[Run], end: float) -> str:
    """The text of adjacent runs, the first of which follows a run that ended at ``end``."""
    text = ""
    for run in runs:
        apart = run.x - end > WORD_GAP * run.size and not run.text.startswith(" ")
        text += " " * apart + run.text
        end = run.end
    return text


def _superscript_text(before: str, raised: str) -> str:
    """Superscript letters as written in a line; the empty text for a footnote mark."""
    if _ORDINAL.fullmatch(before[-1:] + raised, len(before[-1:])):
        return raised
    if before and _EXPONENT.fullmatch(raised) and _BASE.search(before):
        return f"^{raised}"
    return "" if _NOTE_MARK.fullmatch(raised) else raised
