from __future__ import annotations

from index.sources.formats.pdf.columns import in_reading_order
from index.sources.formats.pdf.lines import Line

LEFT = ["The board agreed to a", "new terminal after a", "meeting that was long", "and loud."]
RIGHT = ["Fishermen had asked for", "a berth of their own,", "which the board will", "study."]


def placed(*rows: tuple[tuple[float, str], ...], line_spacing: float = 12.0) -> list[Line]:
    return [
        Line(text, x, x + 5.0 * len(text), 700 - line_spacing * i, 10)
        for i, row in enumerate(rows)
        for x, text in row
    ]


def texts(pieces: list[Line]) -> list[str]:
    return [line.text for line in in_reading_order(pieces)]


def test_columns_are_read_one_after_the_other():
    rows = [((50.0, a), (220.0, b)) for a, b in zip(LEFT, RIGHT, strict=True)]
    assert texts(placed(*rows)) == LEFT + RIGHT


def test_columns_whose_lines_are_at_different_heights_are_columns():
    left, right = ([((x, t),) for t in c] for x, c in ((50.0, LEFT), (220.0, RIGHT)))
    lower = [Line(p.text, p.x, p.end, p.y - 6, 10) for p in placed(*right)]
    pieces = sorted([*placed(*left), *lower], key=lambda p: -p.y)
    assert texts(pieces) == LEFT + RIGHT


def test_three_columns_are_read_one_after_the_other():
    rows = [((50.0, a), (220.0, b), (390.0, a)) for a, b in zip(LEFT, RIGHT, strict=True)]
    assert texts(placed(*rows)) == LEFT + RIGHT + LEFT


def test_heading_over_both_columns_comes_first_and_a_line_below_them_last():
    rows = [((50.0, a), (220.0, b)) for a, b in zip(LEFT, RIGHT, strict=True)]
    wide = "A heading that goes over both of the columns"
    assert texts(placed(((50.0, wide),), *rows, ((50.0, wide),))) == [wide, *LEFT, *RIGHT, wide]


def test_cells_of_a_table_are_read_across():
    rows = [((50.0, name), (200.0, number)) for name, number in
            (("Lisgar", "42"), ("Port Arlen", "7"), ("Harbour", "11"), ("Quay", "3"))]  # fmt: skip
    lines = in_reading_order(placed(*rows))
    assert [line.text for line in lines] == ["Lisgar 42", "Port Arlen 7", "Harbour 11", "Quay 3"]
    assert all(line.is_row for line in lines)


def test_a_table_in_a_column_does_not_join_it_with_the_column_beside_it():
    cells = [("Arlen", "7"), ("Lisgar", "42"), ("Quay", "3"), ("Mole", "12"), ("Dock", "5")]
    left = [[(50.0, line)] for line in LEFT] + [[(50.0, a), (110.0, b)] for a, b in cells]
    right = [(220.0, line) for line in (*RIGHT, *LEFT, "That was all.")]
    rows = [(*row, beside) for row, beside in zip(left, right, strict=True)]
    table = [f"{name} {number}" for name, number in cells]
    assert texts(placed(*rows)) == [*LEFT, *table, *RIGHT, *LEFT, "That was all."]


def test_wide_space_between_two_words_is_no_gap():
    [line] = in_reading_order(placed(((50.0, "The"), (75.0, "board"))))
    assert (line.text, line.is_row) == ("The board", False)


def test_no_pieces_are_no_lines():
    assert in_reading_order([]) == []
