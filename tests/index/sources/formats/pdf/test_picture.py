"""Boxes are where the letters are: all that is dark on a page of two words is in their boxes."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from index.errors import SeedError
from index.sources.formats.pdf import picture as drawing
from index.sources.formats.picture import PagePart, Picture
from tests.index.sources.formats.pdf.files import FIRST, SECOND, drawn, laid_out


def draw(content: bytes, words: str = "", page: int = 1) -> Picture:
    return drawing.picture(content, "a.pdf", PagePart(page, words))


def two_words(
    size: tuple[float, float] = (595, 842), angle: int = 0, *, crop: bool = False
) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=size, invariant=True)
    canvas.setFont("Helvetica", 24)
    canvas.drawString(100, 200, "Alpha.")
    canvas.drawString(300, 500, "Omega.")
    canvas.setPageRotation(angle)
    if crop:
        canvas.setCropBox((50, 120, 560, 700))
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def dark(picture: Picture) -> np.ndarray:
    """True for each pixel that is dark, row by row."""
    return np.asarray(Image.open(io.BytesIO(picture.content)).convert("L")) < 128


def inside(picture: Picture) -> np.ndarray:
    """The dark pixels within the boxes."""
    pixels = dark(picture)
    kept = np.zeros_like(pixels)
    for left, top, right, bottom in picture.boxes:
        rows = slice(int(top * picture.height), int(bottom * picture.height) + 1)
        columns = slice(int(left * picture.width), int(right * picture.width) + 1)
        kept[rows, columns] = pixels[rows, columns]
    return kept


@pytest.mark.parametrize("crop", [False, True], ids=["whole", "cropped"])
@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_the_box_of_a_word_has_its_letters_and_no_others(angle, crop):
    content = two_words(angle=angle, crop=crop)
    first, second = draw(content, "Alpha."), draw(content, "Omega.")
    assert len(first.boxes) == len(second.boxes) == 1
    assert inside(first).any() and inside(second).any()
    assert not (inside(first) & inside(second)).any()
    assert (inside(first) | inside(second)).sum() == dark(first).sum()
    left, top, right, bottom = first.boxes[0]
    is_upright = (bottom - top) * first.height > (right - left) * first.width
    assert is_upright == (angle in (90, 270))


def test_a_sentence_of_two_lines_has_two_boxes():
    boxes = draw(laid_out(FIRST, SECOND), SECOND).boxes
    assert len(boxes) == 2
    assert boxes[0][1] < boxes[1][1] and boxes[1][2] < boxes[0][2]


def test_words_that_are_not_on_the_page_have_no_box():
    content = drawn("One.", "Two.")
    assert draw(content, "Two.", page=1).boxes == ()
    assert len(draw(content, "Two.", page=2).boxes) == 1
    assert draw(content).boxes == ()


def test_a_large_page_is_drawn_smaller():
    picture = draw(two_words((14_000, 7_000)), "Omega.")
    assert (picture.width, picture.height) == (2_400, 1_200)
    assert len(picture.boxes) == 1


def test_a_small_page_is_drawn_with_two_pixels_for_a_point():
    assert (draw(two_words((400, 600))).width, draw(two_words((400, 600))).height) == (800, 1_200)


@pytest.mark.parametrize("page", [-1, 0, 3])
def test_a_page_that_is_not_there_is_told_in_one_line(page):
    with pytest.raises(SeedError) as caught:
        draw(drawn("One.", "Two."), page=page)
    assert str(caught.value) == (
        f"seed 'a.pdf' has no page {page}; expected one of 1 to 2; update the index"
    )


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4\n<<<<", drawn("One.")[:300]])
def test_a_broken_file_is_told_in_one_line(content):
    with pytest.raises(SeedError) as caught:
        draw(content)
    assert str(caught.value).startswith("seed 'a.pdf' ") and "\n" not in str(caught.value)
