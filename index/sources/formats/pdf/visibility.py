"""Visibility of text on a PDF page.

Owns which text is omitted because it cannot be seen: invisible, in the colour of its background,
too small, clipped or off the page. Invisible text over a scanned page is recognized text, and is
kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import byref, c_float, c_int, c_uint
from dataclasses import dataclass
from itertools import islice
from typing import Any

from index.sources.formats.pdf.geometry import (
    IDENTITY,
    UNLIMITED,
    Box,
    Matrix,
    bounding_box,
    centre_within,
    intersection,
    multiply,
    transform,
    width_and_height,
)

MIN_FONT_SIZE = 2.0  # points; smaller letters are unreadable
SCAN_SHARE = 0.5  # of a page's area; pictures that cover more are a scan
COLOUR_TOLERANCE = 16  # of 255 in each channel; nearer colours look the same
RULE_WIDTH = 4.0  # points; a filled shape as thin is a rule and no background
MAX_SHAPES = 2_000  # of a page; a drawing has more and is no background
MAX_CLIP_POINTS = 100  # of a clipping path
MAX_FORM_DEPTH = 4  # of nested form objects

Colour = tuple[int, int, int]

_WHITE: Colour = (255, 255, 255)
_INVISIBLE_MODES = (3, 7)
_FILLED_MODES = (0, 4)


@dataclass(frozen=True, slots=True)
class _Shape:
    """A possible background: a filled area, or a picture, which has no single colour."""

    box: Box
    colour: Colour | None

    @property
    def area(self) -> float:
        left, bottom, right, top = self.box
        return (right - left) * (top - bottom)


class Visibility:
    """Visibility of text at any position of one page."""

    def __init__(self, page: Any) -> None:
        self.edge: Box = page.get_bbox()
        shapes = islice(_shapes(page), MAX_SHAPES)
        self.shapes = [s for s in shapes if min(width_and_height(s.box)) > RULE_WIDTH]
        self.colours = {_WHITE, *(s.colour for s in self.shapes if s.colour)}
        pictured = sum(s.area for s in self.shapes if s.colour is None)
        self.is_scan = pictured >= SCAN_SHARE * _Shape(self.edge, None).area

    def visible_box(self, text_object: Any, matrix: Any) -> Box:
        """The part of the page in which a text object can be visible."""
        return intersection(self.edge, _clip_box(text_object, matrix))

    def is_hidden(self, text_object: Any, box: Box, size: float) -> bool:
        """Return whether the text of a text object, inside the page, is hidden."""
        from pypdfium2.raw import FPDFTextObj_GetTextRenderMode

        mode = FPDFTextObj_GetTextRenderMode(text_object)
        if mode in _INVISIBLE_MODES:
            return not (self.is_scan and self._colour_behind(box) is None)
        if size < MIN_FONT_SIZE:
            return True
        return mode in _FILLED_MODES and self._blends_in(text_object, box)

    def _blends_in(self, text_object: Any, box: Box) -> bool:
        """Return whether the text is transparent, or has the colour of its background."""
        found = _fill_colour(text_object)
        if found is None:
            return False
        colour, opacity = found
        if opacity < COLOUR_TOLERANCE:
            return True
        if not any(_same_colour(colour, other) for other in self.colours):
            return False
        behind = self._colour_behind(box)
        return behind is not None and _same_colour(colour, behind)

    def _colour_behind(self, box: Box) -> Colour | None:
        """The background colour at the centre of the box; None for a picture."""
        for shape in reversed(self.shapes):
            if centre_within(box, shape.box):
                return shape.colour
        return _WHITE


def _same_colour(a: Colour, b: Colour) -> bool:
    return all(abs(x - y) < COLOUR_TOLERANCE for x, y in zip(a, b, strict=True))


def _fill_colour(text_object: Any) -> tuple[Colour, int] | None:
    """Fill colour and opacity, from 0 to 255; None for a pattern."""
    from pypdfium2.raw import FPDFPageObj_GetFillColor

    red, green, blue, opacity = (c_uint() for _ in range(4))
    if not FPDFPageObj_GetFillColor(text_object, *map(byref, (red, green, blue, opacity))):
        return None
    return (red.value, green.value, blue.value), opacity.value


def _shapes(page: Any) -> Iterator[_Shape]:
    import pypdfium2.raw as pdfium

    count = pdfium.FPDFPage_CountObjects(page.raw)
    for i in range(count):
        yield from _shapes_of_object(
            pdfium.FPDFPage_GetObject(page.raw, i), IDENTITY, MAX_FORM_DEPTH
        )


def _shapes_of_object(drawn: Any, matrix: Matrix, depth: int) -> Iterator[_Shape]:
    """The areas that one page object fills, in drawing order."""
    import pypdfium2.raw as pdfium

    kind = pdfium.FPDFPageObj_GetType(drawn)
    if kind == pdfium.FPDF_PAGEOBJ_FORM and depth:
        inner = multiply(_matrix_of(drawn), matrix)
        for i in range(pdfium.FPDFFormObj_CountObjects(drawn)):
            yield from _shapes_of_object(pdfium.FPDFFormObj_GetObject(drawn, i), inner, depth - 1)
    elif kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING):
        yield _Shape(_bounds(drawn, matrix), None)
    elif kind == pdfium.FPDF_PAGEOBJ_PATH:
        mode, stroked = c_int(), c_int()
        pdfium.FPDFPath_GetDrawMode(drawn, mode, stroked)
        colour, opacity = _fill_colour(drawn) or (None, 255)
        if mode.value and opacity > 255 - COLOUR_TOLERANCE:
            yield _Shape(_bounds(drawn, matrix), colour)


def _bounds(drawn: Any, matrix: Matrix) -> Box:
    from pypdfium2.raw import FPDFPageObj_GetBounds

    left, bottom, right, top = (c_float() for _ in range(4))
    FPDFPageObj_GetBounds(drawn, *map(byref, (left, bottom, right, top)))
    return transform((left.value, bottom.value, right.value, top.value), matrix)


def _matrix_of(drawn: Any) -> Matrix:
    from pypdfium2.raw import FS_MATRIX, FPDFPageObj_GetMatrix

    found = FS_MATRIX()
    FPDFPageObj_GetMatrix(drawn, found)
    return found.a, found.b, found.c, found.d, found.e, found.f


def _clip_box(text_object: Any, matrix: Any) -> Box:
    """The bounding box of the text object's clipping paths; unlimited if there is none.

    Inside a form object, whose coordinates are not the page's, clipping is unknown.
    """
    import pypdfium2.raw as pdfium

    clip = pdfium.FPDFPageObj_GetClipPath(text_object)
    box = UNLIMITED
    count = pdfium.FPDFClipPath_CountPaths(clip)
    if count < 1 or _matrix_of(text_object)[4:] != (matrix.e, matrix.f):
        return box
    for path in range(min(count, MAX_FORM_DEPTH)):
        points = pdfium.FPDFClipPath_CountPathSegments(clip, path)
        places = []
        for i in range(points if points <= MAX_CLIP_POINTS else 0):
            x, y = c_float(), c_float()
            segment = pdfium.FPDFClipPath_GetPathSegment(clip, path, i)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            places.append((x.value, y.value))
        if places:
            box = intersection(box, bounding_box(places))
    return box
