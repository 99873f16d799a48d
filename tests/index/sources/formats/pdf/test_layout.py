from __future__ import annotations

import pytest

from index.sources.formats.pdf.layout import join_pages
from index.sources.formats.pdf.lines import Line
from index.sources.formats.pdf.typography import Typography

USUAL = Typography(size=10.0, line_spacing=12.0)
FULL = 450.0


def page(*lines: str | Line, gap: float = 18.0) -> list[Line]:
    """Lines below each other; an empty one stands for the gap between two paragraphs."""
    y, made = 700.0, []
    for line in lines:
        if line == "":
            y -= gap - USUAL.line_spacing
            continue
        one = line if isinstance(line, Line) else Line(line, 72, FULL, 0, 10)
        made.append(Line(one.text, one.x, one.end, y, one.size, one.font, one.is_row, one.is_aside))
        y -= USUAL.line_spacing
    return made


def text_of(*pages: list[Line]) -> str:
    return join_pages(pages, USUAL)[0]


def short(text: str, **more: object) -> Line:
    return Line(text, 72, 200, 0, 10, **more)  # type: ignore[arg-type]


def test_lines_of_one_paragraph_are_one_line():
    assert text_of(page("One", "two.", "Three", "four.")) == "One two. Three four."


def test_wide_gap_parts_paragraphs():
    assert text_of(page("One", "two.", "", "Three", "four.")) == "One two.\n\nThree four."


def test_indented_line_after_a_full_stop_starts_a_paragraph():
    lines = page("One", "two.", Line("Three", 84, FULL, 0, 10), "four.")
    assert text_of(lines) == "One two.\n\nThree four."


def test_line_after_a_short_one_that_ends_a_sentence_starts_a_paragraph():
    assert text_of(page("One", short("two."), "Three", "four.")) == "One two.\n\nThree four."


def test_item_of_a_list_is_a_paragraph_and_its_hanging_lines_belong_to_it():
    lines = page("• One", Line("two", 84, FULL, 0, 10), "• Three.", "• Four.")
    assert text_of(lines) == "• One two\n\n• Three.\n\n• Four."


def test_number_that_ends_a_sentence_opens_no_item():
    assert text_of(page("It opens on May", "12. The board agreed.")) == (
        "It opens on May 12. The board agreed."
    )


def test_heading_in_other_letters_is_a_paragraph():
    large = Line("A heading", 72, 200, 0, 16)
    assert text_of(page(large, "One", "two.")) == "A heading\n\nOne two."
    assert text_of(page(short("A heading", font=1), Line("One", 72, FULL, 0, 10, 2))) == (
        "A heading\n\nOne"
    )


def test_rows_of_a_table_are_paragraphs():
    assert text_of(page("One", short("a 1", is_row=True), short("b 2", is_row=True), "Two")) == (
        "One\n\na 1\n\nb 2\n\nTwo"
    )


def test_verses_keep_their_lines():
    assert text_of(page(short("Roses are red"), short("Violets are blue"), "A long line")) == (
        "Roses are red\nViolets are blue\nA long line"
    )


@pytest.mark.parametrize(("after", "border"), [("goes on", " "), ("42 dollars", " ")])
def test_sentence_goes_on_in_the_next_column(after, border):
    column = [Line(after, 320, 600, 700, 10), Line("end.", 320, 600, 688, 10)]
    assert text_of([*page("One", "two"), *column]) == f"One two{border}{after} end."


def test_lines_of_another_column_do_not_make_a_line_short():
    column = [Line(t, 60, 285, y, 10) for t, y in (("to Hamburg in", 600), ("May of 2014", 588))]
    first = [Line("the bottle", 310, 535, 400, 10), Line("came", 310, 535, 388, 10)]
    assert text_of([*first, *column]) == "the bottle came to Hamburg in May of 2014"


@pytest.mark.parametrize(
    ("first", "second", "text", "starts"),
    [
        ("It costs", "on here.", "It costs on here.", (0, 9)),
        ("It costs", "42 dollars.", "It costs 42 dollars.", (0, 9)),
        ("It ends.", "on here.", "It ends.\n\non here.", (0, 10)),
        ("It costs", "On here.", "It costs\n\nOn here.", (0, 10)),
        ("The infor-", "mation.", "The information.", (0, 9)),
        ("", "One.", "One.", (0, 0)),
        ("One.", "", "One.", (0, 4)),
    ],
)
def test_pages_are_joined_and_their_starts_counted(first, second, text, starts):
    assert join_pages([page(first), page(second)], USUAL) == (text, starts)


def test_sentence_of_a_full_line_goes_on_with_a_name_on_the_next_page():
    first, second = page("A line that", "was said by Mayor"), page("Okafor on Tuesday.")
    assert text_of(first, second) == "A line that was said by Mayor Okafor on Tuesday."


def test_footnote_stands_before_the_sentence_that_goes_on_over_the_page():
    note = Line("The board's statement.", 72, 300, 0, 8)
    text, pages = join_pages([page("It costs", note), page("42 dollars.")], USUAL)
    assert text == "The board's statement.\n\nIt costs 42 dollars."
    assert pages == (0, text.index("42"))


def test_no_pages_give_no_text():
    assert join_pages([], USUAL) == ("", ())
    assert join_pages([[], []], USUAL) == ("", (0, 0))
