"""Table cells and their rows, and terms of description lists and their values.

Owns cells that span several rows: their text is repeated in each row, so that a row can be
understood alone. text.py owns how a row or a paragraph is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from index.sources.formats.web.tree import Page, tags

MAX_REPEATED = 200_000  # characters and cells of a page that may be repeated
MAX_TERM = 40  # characters of a term that is written in one line with its value
MAX_TERM_VALUE = 300  # characters of such a value
MAX_VALUE_ELEMENTS = 12  # elements in such a value

_ONE_VALUE = re.compile("(?<!t)td(?!d)")  # "t" for <dt>, "d" for <dd>
_VALUE_BLOCKS = tags("blockquote br dd dl dt figure li ol pre table ul")  # of a value of several


@dataclass(frozen=True)
class Cell:
    """The text of a cell, and the number of columns and rows that it spans."""

    text: str
    columns: int = 1
    rows: int = 1


def cell_of(text: str, element: Element) -> Cell:
    """The cell of an element, with its spans."""
    rows = _span(element, "rowspan", most=65_534)
    return Cell(text, max(1, _span(element, "colspan", most=1000)), rows or 65_534)


def _span(element: Element, name: str, *, most: int) -> int:
    """A span as browsers read it; 0 means up to the last row of the table section."""
    stated = element.get(name, "1").strip()
    return min(int(stated[:9]), most) if stated.isascii() and stated.isdecimal() else 1


class TableRows:
    """The rows of one page, in document order."""

    def __init__(self) -> None:
        self._above: dict[int, Cell] = {}  # cells that span into the next row, by column
        self._budget = MAX_REPEATED

    def start_section(self) -> None:
        """Begin a table or a section of one: no cell spans into it from above."""
        self._above = {}

    def has_text_from_above(self) -> bool:
        """Return whether a cell with text spans from above into the next row."""
        return any(cell.text for cell in self._above.values())

    def fill_row(self, cells: Iterable[Cell]) -> list[str]:
        """The texts of a row, with those of the cells that span into it from above."""
        self._budget -= sum(len(cell.text) + 1 for cell in self._above.values())
        above = self._above if self._budget > 0 else {}
        placed, column = dict(above), 0
        for cell in cells:
            while column in above:
                column += above[column].columns
            placed[column] = cell
            column += cell.columns
        self._above = {
            c: replace(cell, rows=cell.rows - 1) for c, cell in placed.items() if cell.rows > 1
        }
        return [placed[column].text for column in sorted(placed) if placed[column].text]


def terms_of_one_value(page: Page, chars: Sequence[int]) -> set[int]:
    """Positions of the short terms that have exactly one value of one paragraph."""
    lists: dict[int, list[int]] = {}
    for at in page.with_tags(("dd", "dt")):
        if chars[at]:
            lists.setdefault(page.parents[at], []).append(at)
    found = set()
    for listed in lists.values():
        kinds = "".join(str(page.elements[at].tag)[1] for at in listed)
        for pair in _ONE_VALUE.finditer(kinds):
            term, value = listed[pair.start()], listed[pair.start() + 1]
            if (
                chars[term] <= MAX_TERM
                and chars[value] <= MAX_TERM_VALUE
                and _is_simple(page, value)
            ):
                found.add(term)
    return found


def _is_simple(page: Page, at: int) -> bool:
    inside = [
        e.tag for e in page.elements[at + 1 : min(page.ends[at], at + MAX_VALUE_ELEMENTS + 2)]
    ]
    blocks = inside.count("p") + inside.count("div")
    return len(inside) <= MAX_VALUE_ELEMENTS and blocks <= 1 and _VALUE_BLOCKS.isdisjoint(inside)
