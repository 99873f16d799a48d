from __future__ import annotations

from index.sources.formats.pdf.lines import Line
from index.sources.formats.pdf.typography import Typography, same_size, typography_of


def line(y: float, *, x: float = 72.0, size: float = 10.0, text: str = "some text") -> Line:
    return Line(text, x, 300, y, size)


def test_size_is_that_of_most_letters():
    heading = line(730, size=20, text="Short")
    assert typography_of([[heading, line(700), line(688)]]).size == 10.0


def test_distance_is_that_of_most_lines():
    assert (
        typography_of([[line(700), line(688), line(670), line(658), line(400)]]).line_spacing
        == 12.0
    )


def test_lines_of_another_column_at_other_heights_count_apart():
    left, right = [line(700), line(688), line(676)], [line(694, x=300), line(682, x=300)]
    both = sorted([*left, *right], key=lambda one: -one.y)
    assert typography_of([both]).line_spacing == 12.0


def test_single_lines_have_the_distance_that_is_usual_for_their_size():
    assert typography_of([[line(700)]]) == Typography(10.0, 12.0)
    assert typography_of([]) == Typography(1.0, 1.2)


def test_distance_goes_with_the_size_of_the_line():
    assert Typography(10.0, 12.0).line_spacing_of(line(700, size=20)) == 24.0


def test_sizes_that_differ_little_are_alike():
    assert same_size(10.0, 10.5)
    assert not same_size(10.0, 12.0)
