"""What of a PDF's page a reader sees.

Owns which text is left out because nobody can see it: invisible, in the colour of what lies behind
it, too small, clipped or beyond the edge. Invisible text over a scanned page is what was recognised
there, and stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import byref, c_float, c_int, c_uint
from dataclasses import dataclass
from itertools import islice
from typing import Any

SMALLEST = 2.0  # points; nobody reads smaller letters
SCANNED = 0.5  # of a page: pictures that cover as much are a scan
SHADE = 16  # of 255, in each colour: what is nearer looks the same
THIN = 4.0  # points; a filled shape as thin is a rule, and lies behind no text
MOST_SHAPES = 2_000  # of a page: a drawing has more, and lies behind no article
MOST_POINTS = 100  # of a clipping path
DEEPEST = 4  # forms within forms that are looked into

Frame = tuple[float, float, float, float]  # left, bottom, right, top in points
Colour = tuple[int, int, int]

_EVERYWHERE: Frame = (-1e9, -1e9, 1e9, 1e9)
_WHITE: Colour = (255, 255, 255)
_UNSEEN_MODES = (3, 7)
_FILLED_MODES = (0, 4)
_SAME = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

_Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class _Shape:
    """What lies behind text: a filled area, or a picture, which is of no one colour."""

    frame: Frame
    colour: Colour | None

    @property
    def area(self) -> float:
        left, bottom, right, top = self.frame
        return (right - left) * (top - bottom)


class Sight:
    """Tells of text at a place of one page whether it is seen."""

    def __init__(self, page: Any) -> None:
        self.edge: Frame = page.get_bbox()
        shapes = islice(_shapes(page), MOST_SHAPES)
        self.shapes = [s for s in shapes if min(_sides(s.frame)) > THIN]
        self.colours = {_WHITE, *(s.colour for s in self.shapes if s.colour)}
        pictured = sum(s.area for s in self.shapes if s.colour is None)
        self.scanned = pictured >= SCANNED * _Shape(self.edge, None).area

    def window(self, command: Any, matrix: Any) -> Frame:
        """The part of the page in which a command that draws text can leave any."""
        return common(self.edge, _clip(command, matrix))

    def hides(self, command: Any, frame: Frame, size: float) -> bool:
        """Tell whether the text that a command draws inside the page is not to be seen."""
        from pypdfium2.raw import FPDFTextObj_GetTextRenderMode

        mode = FPDFTextObj_GetTextRenderMode(command)
        if mode in _UNSEEN_MODES:
            return not (self.scanned and self._behind(frame) is None)
        if size < SMALLEST:
            return True
        return mode in _FILLED_MODES and self._sinks(command, frame)

    def _sinks(self, command: Any, frame: Frame) -> bool:
        """Tell whether the text has no colour, or that of what lies behind it."""
        found = _fill(command)
        if found is None:
            return False
        colour, opacity = found
        if opacity < SHADE:
            return True
        if not any(_alike(colour, other) for other in self.colours):
            return False
        behind = self._behind(frame)
        return behind is not None and _alike(colour, behind)

    def _behind(self, frame: Frame) -> Colour | None:
        """The colour behind the middle of the frame; None for a picture."""
        for shape in reversed(self.shapes):
            if meets(frame, shape.frame):
                return shape.colour
        return _WHITE


def meets(a: Frame, b: Frame) -> bool:
    """Tell whether the middle of the first lies inside the second."""
    x, y = (a[0] + a[2]) / 2, (a[1] + a[3]) / 2
    return b[0] <= x <= b[2] and b[1] <= y <= b[3]


def within(a: Frame, b: Frame) -> bool:
    return b[0] <= a[0] and b[1] <= a[1] and a[2] <= b[2] and a[3] <= b[3]


def common(a: Frame, b: Frame) -> Frame:
    """What two frames have in common; inside out where that is nothing."""
    return max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])


def _sides(frame: Frame) -> tuple[float, float]:
    return frame[2] - frame[0], frame[3] - frame[1]


def _alike(a: Colour, b: Colour) -> bool:
    return all(abs(x - y) < SHADE for x, y in zip(a, b, strict=True))


def _fill(command: Any) -> tuple[Colour, int] | None:
    """Colour and opacity of 255 each; None for a pattern."""
    from pypdfium2.raw import FPDFPageObj_GetFillColor

    red, green, blue, opacity = (c_uint() for _ in range(4))
    if not FPDFPageObj_GetFillColor(command, *map(byref, (red, green, blue, opacity))):
        return None
    return (red.value, green.value, blue.value), opacity.value


def _shapes(page: Any) -> Iterator[_Shape]:
    import pypdfium2.raw as pdfium

    count = pdfium.FPDFPage_CountObjects(page.raw)
    for i in range(count):
        yield from _shapes_of(pdfium.FPDFPage_GetObject(page.raw, i), _SAME, DEEPEST)


def _shapes_of(drawn: Any, matrix: _Matrix, depth: int) -> Iterator[_Shape]:
    """The areas that one command fills, in the order they are drawn."""
    import pypdfium2.raw as pdfium

    kind = pdfium.FPDFPageObj_GetType(drawn)
    if kind == pdfium.FPDF_PAGEOBJ_FORM and depth:
        inner = _times(_matrix_of(drawn), matrix)
        for i in range(pdfium.FPDFFormObj_CountObjects(drawn)):
            yield from _shapes_of(pdfium.FPDFFormObj_GetObject(drawn, i), inner, depth - 1)
    elif kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING):
        yield _Shape(_bounds(drawn, matrix), None)
    elif kind == pdfium.FPDF_PAGEOBJ_PATH:
        mode, stroked = c_int(), c_int()
        pdfium.FPDFPath_GetDrawMode(drawn, mode, stroked)
        colour, opacity = _fill(drawn) or (None, 255)
        if mode.value and opacity > 255 - SHADE:
            yield _Shape(_bounds(drawn, matrix), colour)


def _bounds(drawn: Any, matrix: _Matrix) -> Frame:
    from pypdfium2.raw import FPDFPageObj_GetBounds

    left, bottom, right, top = (c_float() for _ in range(4))
    FPDFPageObj_GetBounds(drawn, *map(byref, (left, bottom, right, top)))
    a, b, c, d, e, f = matrix
    places = [
        (x * a + y * c + e, x * b + y * d + f)
        for x in (left.value, right.value)
        for y in (bottom.value, top.value)
    ]
    return _around(places)


def _around(places: list[tuple[float, float]]) -> Frame:
    xs, ys = zip(*places, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _matrix_of(drawn: Any) -> _Matrix:
    from pypdfium2.raw import FS_MATRIX, FPDFPageObj_GetMatrix

    found = FS_MATRIX()
    FPDFPageObj_GetMatrix(drawn, found)
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(first: _Matrix, second: _Matrix) -> _Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return (
        a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s,
        e * p + f * r + t, e * q + f * s + u,
    )  # fmt: skip


def _clip(command: Any, matrix: Any) -> Frame:
    """The frame that the command's clipping paths leave; everything where there is none.

    Inside a form, whose places are not the page's, nothing is known to be clipped.
    """
    import pypdfium2.raw as pdfium

    clip = pdfium.FPDFPageObj_GetClipPath(command)
    frame = _EVERYWHERE
    count = pdfium.FPDFClipPath_CountPaths(clip)
    if count < 1 or _matrix_of(command)[4:] != (matrix.e, matrix.f):
        return frame
    for path in range(min(count, DEEPEST)):
        points = pdfium.FPDFClipPath_CountPathSegments(clip, path)
        places = []
        for i in range(points if points <= MOST_POINTS else 0):
            x, y = c_float(), c_float()
            segment = pdfium.FPDFClipPath_GetPathSegment(clip, path, i)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            places.append((x.value, y.value))
        if places:
            frame = common(frame, _around(places))
    return frame
