"""Which cell of a table belongs to which row, and which term of a list to which value.

Owns cells that reach over several rows: each row names them again, so that it is understood alone.
How a row or a paragraph is written is text.py's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from index.sources.formats.web.tree import Page, tags

MAX_REPEATED = 200_000  # characters and cells of a page that are written again at most
MAX_TERM = 40  # characters of a term at most that is written in one line with its value
MAX_TERM_VALUE = 300  # characters of such a value at most
MAX_VALUE_ELEMENTS = 12  # elements: a value has no more in it

_ONE_VALUE = re.compile("(?<!t)td(?!d)")  # of <dt> and <dd>
_VALUE_BLOCKS = tags("blockquote br dd dl dt figure li ol pre table ul")  # of a value of several


@dataclass(frozen=True)
class Cell:
    """The text of a cell, and how many columns and rows it takes, from its own on."""

    text: str
    columns: int = 1
    rows: int = 1


def cell_of(text: str, element: Element) -> Cell:
    rows = _span(element, "rowspan", most=65_534)
    return Cell(text, max(1, _span(element, "colspan", most=1000)), rows or 65_534)


def _span(element: Element, name: str, *, most: int) -> int:
    """As browsers read it; 0 for the rows up to the end of the part of the table."""
    stated = element.get(name, "1").strip()
    return min(int(stated[:9]), most) if stated.isascii() and stated.isdecimal() else 1


class TableRows:
    """The rows of one page, as they come."""

    def __init__(self) -> None:
        self._above: dict[int, Cell] = {}  # cells that reach into the next row, by column
        self._budget = MAX_REPEATED

    def start_section(self) -> None:
        """A table, or a part of one, into which no cell reaches from above."""
        self._above = {}

    def has_text_from_above(self) -> bool:
        """Whether a cell from above says something in the next row."""
        return any(cell_of.text for cell_of in self._above.values())

    def fill_row(self, cells: Iterable[Cell]) -> list[str]:
        """The texts of a row, with those of the cells that reach into it from above."""
        self._budget -= sum(len(cell_of.text) + 1 for cell_of in self._above.values())
        above = self._above if self._budget > 0 else {}
        placed, column = dict(above), 0
        for cell_of in cells:
            while column in above:
                column += above[column].columns
            placed[column] = cell_of
            column += cell_of.columns
        self._above = {
            c: replace(cell_of, rows=cell_of.rows - 1)
            for c, cell_of in placed.items()
            if cell_of.rows > 1
        }
        return [placed[column].text for column in sorted(placed) if placed[column].text]


def terms_of_one_value(page: Page, chars: Sequence[int]) -> set[int]:
    """Positions of the short terms that alone have one value of one paragraph."""
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
