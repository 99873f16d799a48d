from __future__ import annotations

import pytest

from index.sources.formats.pdf.lines import Line, lines_of
from index.sources.formats.pdf.page import Run

WIDTH = 5.0  # points of a letter in these tests


def row(*parts: str | tuple[str, float, float], y: float = 700.0) -> list[Run]:
    """Runs after each other; one with a rise and a size is raised or lowered."""
    x, made = 72.0, []
    for part in parts:
        text, rise, size = part if isinstance(part, tuple) else (part, 0.0, 10.0)
        end = x + WIDTH * len(text)
        made.append(Run(text, x, end, y + rise, size))
        x = end
    return made


def one(*parts: str | tuple[str, float, float]) -> tuple[str, int]:
    [[line]], marks = lines_of(row(*parts))
    return line.text, marks


def up(text: str) -> tuple[str, float, float]:
    return text, 4.0, 7.0


def test_runs_side_by_side_are_a_line():
    runs = [Run("The", 72, 87, 700, 10), Run("board", 90, 115, 700, 10)]
    assert lines_of(runs) == ([[Line("The board", 72, 115, 700, 10)]], 0)


def test_letters_without_a_gap_are_a_word():
    assert one("T", "h", "e") == ("The", 0)


def test_wide_gap_parts_a_line():
    runs = [Run("left", 72, 92, 700, 10), Run("right", 300, 325, 700, 10)]
    assert [line.text for line in lines_of(runs)[0][0]] == ["left", "right"]


def test_lines_come_from_top_to_bottom_however_they_are_drawn():
    runs = [*row("second", y=688), *row("first", y=700)]
    assert [line.text for line in lines_of(runs)[0][0]] == ["first", "second"]


@pytest.mark.parametrize(
    ("parts", "text", "marks"),
    [
        (("holds 10", up("6"), " litres"), "holds 10^6 litres", 0),
        (("holds 10", up("-6"), " litres"), "holds 10^-6 litres", 0),
        (("40 km", up("2"), " of land"), "40 km^2 of land", 0),
        (("the 5", up("th"), " of May"), "the 5th of May", 0),
        (("seven votes.", up("3"), " It"), "seven votes. It", 1),
        (("seven votes", up("12"), " to two"), "seven votes to two", 2),
        (("in 2024", up("3"), " it"), "in 2024 it", 1),
        (("cost 1,500", up("4"), " dollars"), "cost 1,500 dollars", 1),
        (("the votes", up("*"), " of"), "the votes of", 1),
        ((up("3"), "Statement"), "Statement", 1),
        (("CO", ("2", -2.0, 7.0), " is a gas"), "CO2 is a gas", 0),
        (("the Post", up("TM"), " said"), "the PostTM said", 0),
    ],
)
def test_raised_letters_change_no_number(parts, text, marks):
    assert one(*parts) == (text, marks)


def test_large_initial_belongs_to_the_line_beside_its_top():
    runs = [
        Run("T", 72, 90, 684, 30),
        Run("he board agreed", 95, 170, 700, 10),
        Run("to it on Tuesday", 95, 170, 688, 10),
    ]
    assert [line.text for line in lines_of(runs)[0][0]] == ["The board agreed", "to it on Tuesday"]


def test_turned_text_comes_apart_from_the_rest():
    runs = [*row("The text of it"), Run("stamp", 10, 40, 20, 10, angle=90)]
    assert [[line.text for line in d] for d in lines_of(runs)[0]] == [["The text of it"], ["stamp"]]


def test_no_runs_are_no_lines():
    assert lines_of([]) == ([], 0)
