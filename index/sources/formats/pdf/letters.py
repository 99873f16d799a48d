"""The characters of a PDF page that a part of its text was read from, line by line. Pure.

Owns the way back from words to their places on a page: lines are made as the reader makes them, and
spaces, hyphens and the ends of lines make no difference. Knows nothing of boxes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.sources.formats.draft import clean_text
from index.sources.formats.pdf.columns import in_reading_order
from index.sources.formats.pdf.lines import SAME_LINE, Line, lines_of
from index.sources.formats.pdf.page import LETTERS, Run

MIN_PLACED = 0.8  # of the letters; with fewer, it is uncertain where the words are
MAX_SKIPPED = 3  # letters of a line that come from elsewhere, as a drop capital
TOLERANCE = 1.0  # points

_IGNORED = dict.fromkeys(map(ord, "-\u00ad\u2010^"))  # hyphens, and the mark of an exponent

Places = list[int]


@dataclass(frozen=True, slots=True)
class _Letters:
    """The letters of a line, and the place of each on the page; None for one without."""

    text: str
    places: list[int | None]


def places_of(runs: Sequence[Run], characters: str, words: str, before: int = 0) -> list[Places]:
    """The places of words on a page, a list for each line; none where they are not found.

    ``characters`` are all of the page, which the places of the runs count in. The words are those
    that the page has ``before`` times before them, or their last occurrence.
    """
    lines = list(_lines(runs, characters))
    start, wanted = _find("".join(line.text for line in lines), squeezed(words), before)
    if start < 0:
        return []
    found, end = list[Places](), start + len(wanted)
    for line in lines:
        part = line.places[max(0, start) : max(0, end)]
        found.append([place for place in part if place is not None])
        start, end = start - len(line.text), end - len(line.text)
    placed = sum(map(len, found))
    return [one for one in found if one] if placed >= MIN_PLACED * len(wanted) else []


def squeezed(words: str) -> str:
    """The words as they are compared."""
    return "".join(clean_text(words).translate(LETTERS).translate(_IGNORED).split())


def _find(text: str, wanted: str, before: int) -> tuple[int, str]:
    """The start of the wanted text, -1 if it is nowhere."""
    start = text.find(wanted) if wanted else -1
    for _ in range(before):
        following = text.find(wanted, start + 1)
        if start < 0 or following < 0:
            break
        start = following
    return start, wanted


def _lines(runs: Sequence[Run], characters: str) -> Iterator[_Letters]:
    """The lines of a page in reading order, the direction with most letters first."""
    directions: dict[int, list[Run]] = defaultdict(list)
    for run in runs:
        directions[run.angle].append(run)
    for direction in sorted(directions.values(), key=lambda d: -sum(len(run.text) for run in d)):
        by_height = sorted(direction, key=lambda run: run.y)
        heights = [run.y for run in by_height]
        for lines in lines_of(direction)[0]:
            for line in in_reading_order(lines):
                reach = SAME_LINE * line.size
                first, last = (
                    bisect_left(heights, line.y - reach),
                    bisect_left(heights, line.y + reach),
                )
                yield _letters(line, by_height[first:last], characters)


def _letters(line: Line, near: Sequence[Run], characters: str) -> _Letters:
    """The letters of a line, taken in turn from the runs at its height. A run that does not go on
    with the line is none of it, as the mark of a footnote.
    """
    text = squeezed(line.text)
    places, end = list[int | None]([None] * len(text)), 0
    for run in sorted(near, key=lambda run: run.x):
        if run.x < line.x - TOLERANCE or run.end > line.end + TOLERANCE:
            continue
        letters = [(one, place) for place in run.places for one in squeezed(characters[place])]
        said = "".join(one for one, _ in letters)
        at = text.find(said, end, end + len(said) + MAX_SKIPPED) if said else -1
        if at >= 0:
            end = at + len(said)
            places[at:end] = [place for _, place in letters]
    return _Letters(text, places)
