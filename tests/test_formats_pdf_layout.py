from __future__ import annotations

import time

import pytest

from index.formats.pdf_layout import Line, lines_of, paged
from index.split import split_paragraphs


def page(*lines: str | tuple[str, float], pitch: float = 12.0, gap: float = 18.0) -> list[Line]:
    """Lines below each other; an empty one stands for the gap between two paragraphs."""
    y, made = 700.0, []
    for line in lines:
        text, x = line if isinstance(line, tuple) else (line, 72.0)
        if text:
            made.append(Line(text, x, y, 10.0))
            y -= pitch
        else:
            y -= gap - pitch
    return made


def test_fragments_are_put_together_to_lines():
    fragments = [
        Line("", 0, 0, 12),
        Line("The ", 72, 700, 10),
        Line("ﬁrst\u00a0 line", 95, 700, 10),
        Line("\n", 95, 700, 10),
        Line("second\nthird", 72, 688, 10),
    ]
    assert lines_of(fragments) == [
        Line("The first line", 72, 700, 10),
        Line("second", 72, 688, 10),
        Line("third", 72, 688, 10),
    ]


def test_cells_beside_each_other_are_one_line():
    assert lines_of([Line("a\n", 72, 700, 10), Line("b\n", 100, 700.5, 10)]) == [
        Line("a b", 72, 700, 10)
    ]


def test_wide_gap_parts_paragraphs():
    assert paged([page("One", "two.", "", "Three", "four.")])[0] == "One\ntwo.\n\nThree\nfour."


def test_indented_line_after_a_full_stop_starts_a_paragraph():
    lines = page("One", "two.", ("Three", 84.0), "four.")
    assert paged([lines])[0] == "One\ntwo.\n\nThree\nfour."


def test_hanging_line_of_a_list_item_starts_none():
    lines = page("• One.", ("two.", 84.0), ("three.", 84.0), "• Four.")
    assert paged([lines])[0] == "• One.\ntwo.\nthree.\n• Four."


@pytest.mark.parametrize(("after", "border"), [("goes on", "\n"), ("New start", "\n\n")])
def test_next_column_starts_a_paragraph_unless_the_sentence_goes_on(after, border):
    lines = [*page("One", "two"), Line(after, 320, 700, 10), Line("end.", 320, 688, 10)]
    assert paged([lines])[0] == f"One\ntwo{border}{after}\nend."


@pytest.mark.parametrize(
    ("first", "second", "text", "starts"),
    [
        ("It goes", "on here.", "It goes\non here.", (0, 8)),
        ("It ends.", "on here.", "It ends.\n\non here.", (0, 10)),
        ("It goes", "On here.", "It goes\n\nOn here.", (0, 9)),
        ("", "One.", "One.", (0, 0)),
        ("One.", "", "One.", (0, 4)),
    ],
)
def test_pages_are_joined_and_their_starts_counted(first, second, text, starts):
    assert paged([page(first), page(second)]) == (text, starts)


def test_no_pages_give_no_text():
    assert paged([]) == ("", ())


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["The infor-", "mation, he said"], "The information,\nhe said"),
        (["The infor\u00ad", "mation he"], "The information\nhe"),
        (["The infor-", "mation"], "The information"),
        (["The well-", "known man", "is well-known"], "The well-known\nman\nis well-known"),
        (["The U.S.-", "Korean talks"], "The U.S.-\nKorean talks"),
        (["From 1990-", "1995 on"], "From 1990-\n1995 on"),
        (["Jean-", "Claude came"], "Jean-\nClaude came"),
        (["A dash -", "and more"], "A dash -\nand more"),
    ],
)
def test_word_parted_at_a_lines_end_is_put_together(lines, text):
    assert paged([page(*lines)])[0] == text


def test_lines_too_long_to_look_wrapped_are_put_together():
    long = "word " * 30 + "end"
    text, _ = paged([page(long, long, "Last line.", "", "Next.")])
    assert text == f"{long} {long} Last line.\n\nNext."
    assert len(split_paragraphs(text)) == 2


def test_much_text_takes_little_time():
    start = time.perf_counter()
    paged([page("a" * 100_000 + "-", "b" * 100_000), *[page("word")] * 2000])
    assert time.perf_counter() - start < 5
