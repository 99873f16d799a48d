from __future__ import annotations

import pytest

from index.sources.formats.pdf.lines import Line
from index.sources.formats.pdf.running_heads import without_running_heads
from index.sources.formats.pdf.typography import Typography

USUAL = Typography(size=10.0, line_spacing=12.0)


def page(*lines: tuple[float, str], size: float = 10.0) -> list[Line]:
    return [Line(text, 72, 300, y, size) for y, text in lines]


def kept(*pages: list[Line]) -> tuple[list[list[str]], int]:
    left, dropped = without_running_heads(pages, USUAL)
    return [[line.text for line in lines] for lines in left], dropped


def body(i: int) -> list[tuple[float, str]]:
    return [(700.0, f"Text {'abc'[i]}"), (688.0, "goes on")]


@pytest.mark.parametrize("head", ["The Post", "The Post, 5 March 2024", "The Post, page {}"])
def test_running_head_is_no_text(head):
    pages = [page((800.0, head.format(i + 1)), *body(i)) for i in range(3)]
    texts, dropped = kept(*pages)
    assert texts == [["Text a", "goes on"], ["Text b", "goes on"], ["Text c", "goes on"]]
    assert dropped == 3 * len(head.replace("{}", "1").replace(" ", ""))


@pytest.mark.parametrize("number", ["{}", "Page {} of 3", "- {} -"])
def test_page_number_is_no_text(number):
    pages = [page(*body(i), (30.0, number.format(i + 1))) for i in range(3)]
    assert kept(*pages)[0][1] == ["Text b", "goes on"]


def test_heads_of_left_and_right_pages_are_no_text():
    heads = ["The Post", "Weekend", "The Post", "Weekend"]
    pages = [page((800.0, head), *body(i % 3)) for i, head in enumerate(heads)]
    assert all(len(lines) == 2 for lines in kept(*pages)[0])


def test_head_and_number_in_two_lines_are_no_text():
    pages = [page((810.0, "The Post"), (798.0, f"{i}"), *body(i)) for i in range(3)]
    assert all(len(lines) == 2 for lines in kept(*pages)[0])


def test_number_of_the_only_page_is_no_text():
    assert kept(page(*body(0), (30.0, "Page 1 of 1")))[0] == [["Text a", "goes on"]]


@pytest.mark.parametrize(
    "pages",
    [
        [page((700.0, "The same words"), (688.0, "go on here")) for _ in "ab"],
        [page((800.0, "Total 500"), *body(0)), page((800.0, "Total 700"), *body(1))],
        [page((800.0, "Dear Sir"), *body(0)), page((760.0, "Dear Sir"), *body(1))],
        [page((700.0, "1.")), page((700.0, "2."))],
        [page(*body(0), (660.0, "2024"))],
    ],
    ids=["no gap", "other number", "other height", "nothing else", "year"],
)
def test_text_that_only_looks_repeated_stays(pages):
    assert kept(*pages) == ([[line.text for line in lines] for lines in pages], 0)
