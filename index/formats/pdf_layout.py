"""Fragments of text on a page to lines, lines to paragraphs, pages to one text.

Owns where a paragraph of a PDF ends, and what becomes of a word that is parted at a line's end.
Pure: knows nothing of the file. A PDF has no paragraphs, only places: a gap wider than between
most lines, an indented first line, or a jump upwards (to the next column) starts one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low

from index.formats.draft import cleaned
from index.split import LONGEST_WRAPPED_LINE

GAP = 1.25  # of the usual distance of lines; paragraphs are set at 1.4 or more
FULL = 0.8  # of the longest line: a line as long as that was wrapped
SAME_LINE = 0.1  # of the size of letters
INDENT = (0.5, 5.0)  # of the size of letters

_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB06: "st"}
_PARTED = re.compile(r"(?<!\w)(\w+)([-\u00ad\u2010])\n(\w+)(\S*)( |(?=\n)|\Z)")
_WORD = re.compile(r"\w+(?:-\w+)*")
_ENDED = re.compile(r"""[.!?…:;]["'”’»)\]]*$""")
_SPACES = re.compile(r"[^\S\n]+")


@dataclass(frozen=True, slots=True)
class Line:
    """Text at a place: x grows to the right, y upwards, both in points as the size is."""

    text: str
    x: float
    y: float
    size: float


def lines_of(fragments: Sequence[Line]) -> list[Line]:
    """Put fragments together until one ends its line; a line lies where its first text does."""
    lines: list[Line] = []
    open_line: Line | None = None
    for piece in _split(fragments):
        if open_line is None or not open_line.text.strip():
            open_line = piece
        else:
            open_line = Line(open_line.text + piece.text, open_line.x, open_line.y, open_line.size)
        if piece.text.endswith("\n"):
            lines.append(open_line)
            open_line = None
    lines += filter(None, [open_line])
    return _rows([_tidy(line) for line in lines if line.text.strip()])


def paged(pages: Sequence[Sequence[Line]]) -> tuple[str, tuple[int, ...]]:
    """Join the pages to one text; returns it and the offset at which each page starts.

    An empty page starts where the next one does. A sentence that goes on over the end of a page is
    not parted by a blank line.
    """
    pitch = _pitch(pages)
    texts = [_paragraphs(lines, pitch) for lines in pages]
    rejoin = _rejoining({w for t in texts for w in _WORD.findall(t)})
    pieces, starts, length, last = [], [], 0, ""
    for page in (_PARTED.sub(rejoin, text) for text in texts):
        border = _border(last, page) if last and page else ""
        starts.append(length + len(border) if page else None)
        pieces += [border, page]
        length, last = length + len(border) + len(page), page or last
    return "".join(pieces), _filled(starts, length)


def _filled(starts: Sequence[int | None], end: int) -> tuple[int, ...]:
    """Let each empty page start where the next one that holds text does, or at the end."""
    filled: list[int] = []
    for start in reversed(starts):
        end = end if start is None else start
        filled.append(end)
    return tuple(reversed(filled))


def _border(page: str, following: str) -> str:
    return "\n" if _goes_on(page, following) else "\n\n"


def _split(fragments: Sequence[Line]) -> Iterator[Line]:
    for fragment in fragments:
        for text in fragment.text.splitlines(keepends=True):
            yield Line(text.replace("\r", "\n"), fragment.x, fragment.y, fragment.size)


def _rows(lines: list[Line]) -> list[Line]:
    """Put together what stands in one line, to the right of each other: the cells of a table."""
    rows: list[Line] = []
    for line in lines:
        last = rows[-1] if rows else None
        if last and abs(last.y - line.y) < SAME_LINE * line.size and line.x > last.x:
            rows[-1] = Line(f"{last.text} {line.text}", last.x, last.y, last.size)
        else:
            rows.append(line)
    return rows


def _tidy(line: Line) -> Line:
    text = cleaned(line.text.translate(_LIGATURES))
    return Line(_SPACES.sub(" ", text).strip(), line.x, line.y, line.size)


def _pitch(pages: Sequence[Sequence[Line]]) -> float:
    """The usual distance of two lines of one paragraph, 0 where there are no two lines."""
    gaps = [a.y - b.y for lines in pages for a, b in pairwise(lines) if a.y > b.y]
    return median_low(gaps) if gaps else 0.0


def _paragraphs(lines: Sequence[Line], pitch: float) -> str:
    margin = min((line.x for line in lines), default=0.0)
    paragraphs: list[list[str]] = []
    for i, line in enumerate(lines):
        if not i or _starts_paragraph(lines, i, pitch, margin):
            paragraphs.append([])
        paragraphs[-1].append(line.text)
    return "\n\n".join(map(_flowing, paragraphs))


def _flowing(lines: list[str]) -> str:
    """Lines of one paragraph; those too long for split.py to see a wrapped one are put together."""
    longest = max(map(len, lines))
    if longest <= LONGEST_WRAPPED_LINE:
        return "\n".join(lines)
    text = lines[0]
    for line, following in pairwise(lines):
        text += (" " if len(line) > FULL * longest else "\n") + following
    return text


def _starts_paragraph(lines: Sequence[Line], i: int, pitch: float, margin: float) -> bool:
    gap = lines[i - 1].y - lines[i].y
    if gap < -pitch / 2:
        return not _goes_on(lines[i - 1].text, lines[i].text)
    return gap > GAP * pitch or _is_indented(lines, i, margin)


def _is_indented(lines: Sequence[Line], i: int, margin: float) -> bool:
    """Tell a first line from a list item's second one: the lines around it are at the margin."""
    least, most = (ems * lines[i].size for ems in INDENT)
    around = [lines[i - 1], *lines[i + 1 : i + 2]]
    flush = len(around) == 2 and all(line.x - margin < least for line in around)
    return flush and least < lines[i].x - margin < most and bool(_ENDED.search(lines[i - 1].text))


def _goes_on(text: str, following: str) -> bool:
    return following[:1].islower() and not _ENDED.search(text[-20:])


def _rejoining(words: set[str]) -> Callable[[re.Match[str]], str]:
    """Put a parted word together: with its hyphen where the text spells it so elsewhere."""

    def rejoin(match: re.Match[str]) -> str:
        first, hyphen, second, rest, space = match.groups()
        # The line break moves behind the word, so that no line grows much longer.
        after = rest + ("\n" if space else "")
        if f"{first}-{second}" in words:
            return f"{first}-{second}{after}"
        # "U.S.-\nKorean", "1990-\n1995", "Jean-\nClaude": these hyphens are not a line end's work.
        parted = hyphen == "\u00ad" or (first[-1].islower() and second[0].islower())
        return first + second + after if parted else match[0]

    return rejoin
