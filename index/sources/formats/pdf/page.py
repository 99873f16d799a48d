"""Text runs of one PDF page with their positions, and the number of invisible letters.

Owns the positions of letters, as PDFium reports them; visibility.py says which are visible. Knows
nothing of lines, columns and paragraphs.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from index.sources.formats.pdf.geometry import Box, centre_within, within
from index.sources.formats.pdf.visibility import Visibility

RUNS_PER_TICK = 200  # reading the clock takes longer than a run

_HYPHENS = "\x02\ufffe"  # PDFium's characters for a hyphen at the end of a line
LETTERS = str.maketrans(
    {
        **dict.fromkeys(_HYPHENS, "-"),
        "ﬀ": "ff",
        "ﬁ": "fi",
        "ﬂ": "fl",
        "ﬃ": "ffi",
        "ﬄ": "ffl",
        "ﬅ": "st",
        "ﬆ": "st",
    }
    | dict.fromkeys("\uf0b7\uf0a7\uf076\uf0d8\uf0fc\uf06e", "•")  # bullets of symbol fonts
)


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one text object, from ``x`` to ``end`` on the baseline ``y``, in points.

    x grows along the line and y upwards, for text of any ``angle`` (whole degrees). ``font``
    identifies a font of the page. A leading space in ``text`` separates it from the run before.
    ``places`` are those of its visible characters among the characters of the page.
    """

    text: str
    x: float
    end: float
    y: float
    size: float
    font: int = 0
    angle: int = 0
    places: Sequence[int] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class _TextObject:
    """Index of the first character and the text of a text object; is there a space before it?"""

    start: int
    text: str
    spaced: bool


def runs_of(page: Any, tick: Callable[[], None]) -> tuple[list[Run], int]:
    """Text runs in drawing order, and the number of invisible letters.

    ``tick`` is called now and then, and may raise.
    """
    text_page = page.get_textpage()
    try:
        visibility, seen, unseen = Visibility(page), list[Run](), 0
        for i, found in enumerate(_text_objects(text_page.raw)):
            if i % RUNS_PER_TICK == 0:
                tick()
            run, hidden = _run(text_page.raw, found, visibility)
            unseen += hidden
            seen += filter(None, [run])
        return seen, unseen
    finally:
        text_page.close()


def _text_objects(text_page: Any) -> Iterator[_TextObject]:
    """The text objects in drawing order.

    Spaces and line ends that PDFium inserts belong to no text object.
    """
    from pypdfium2.raw import FPDFText_GetTextObject

    everything = page_text(text_page)
    start, text, current, put_in, spaced, i = 0, "", b"", "", False, 0
    while i < len(everything):
        text_object = FPDFText_GetTextObject(text_page, i)
        if not text_object:
            put_in += everything[i]
            i += 1
            continue
        end = _end_of_object(text_page, i, len(everything))
        if bytes(text_object) == current and put_in in ("", " "):
            text += put_in + everything[i:end]
        else:
            if text:
                yield _TextObject(start, text, spaced)
            start, text, current = i, everything[i:end], bytes(text_object)
            spaced = put_in == " "
        put_in, i = "", end
    if text:
        yield _TextObject(start, text, spaced)


def page_text(text_page: Any) -> str:
    """All characters of the page, one for each place."""
    from ctypes import c_ushort

    from pypdfium2.raw import FPDFText_CountChars, FPDFText_GetText, FPDFText_GetUnicode

    count = FPDFText_CountChars(text_page)
    units = (c_ushort * (count + 1))()
    FPDFText_GetText(text_page, 0, count, units)
    text = bytes(units)[: 2 * count].decode("utf-16-le", "replace")
    if len(text) == count and "\0" not in text:
        return text
    # Characters beyond 16 bits take two units, and unmapped ones none.
    return "".join(chr(FPDFText_GetUnicode(text_page, i)) for i in range(count))


def _end_of_object(text_page: Any, start: int, most: int) -> int:
    """The index after the last character of the text object, found in growing steps."""
    from pypdfium2.raw import FPDFText_GetTextObject

    text_object, known, step = bytes(FPDFText_GetTextObject(text_page, start)), start, 1
    while (
        known + step < most
        and bytes(FPDFText_GetTextObject(text_page, known + step)) == text_object
    ):
        known, step = known + step, step * 2
    while step > 1:
        step //= 2
        at = known + step
        if at < most and bytes(FPDFText_GetTextObject(text_page, at)) == text_object:
            known = at
    return known + 1


def _run(text_page: Any, found: _TextObject, visibility: Visibility) -> tuple[Run | None, int]:
    """The visible part of a text object, if any, and the number of its invisible letters."""
    import pypdfium2.raw as pdfium

    start, text = found.start, found.text
    text_object, matrix = pdfium.FPDFText_GetTextObject(text_page, start), pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text_page, start, matrix)
    size = pdfium.FPDFText_GetFontSize(text_page, start) * math.hypot(matrix.c, matrix.d)
    box = bounding_box_of(text_page, start, start + len(text) - 1)
    visible_box = visibility.visible_box(text_object, matrix)
    kept, places = text, list(range(start, start + len(text)))
    if not within(box, visible_box):
        places = [i for i in places if centre_within(bounding_box_of(text_page, i, i), visible_box)]
        kept = "".join(text[i - start] for i in places)
        box = bounding_box_of(text_page, places[0], places[-1]) if places else box
    if not kept.strip() or visibility.is_hidden(text_object, box, size):
        return None, _count_letters(text)
    angle = round(math.degrees(math.atan2(matrix.b, matrix.a))) % 360
    x, end, y = _extent_on_line(box, _origin(text_page, start), angle)
    font = int.from_bytes(bytes(pdfium.FPDFTextObj_GetFont(text_object)), "little")
    readable = " " * found.spaced + kept.translate(LETTERS)
    run = Run(readable, x, end, y, size, font=font, angle=angle, places=places)
    return run, _count_letters(text) - _count_letters(kept)


def bounding_box_of(text_page: Any, first: int, last: int) -> Box:
    """The smallest box around two characters."""
    from pypdfium2.raw import FS_RECTF, FPDFText_GetLooseCharBox

    a, b = FS_RECTF(), FS_RECTF()
    FPDFText_GetLooseCharBox(text_page, first, a)
    FPDFText_GetLooseCharBox(text_page, last, b)
    return (
        min(a.left, b.left), min(a.bottom, b.bottom), max(a.right, b.right), max(a.top, b.top)
    )  # fmt: skip


def _origin(text_page: Any, index: int) -> tuple[float, float]:
    from ctypes import c_double

    from pypdfium2.raw import FPDFText_GetCharOrigin

    x, y = c_double(), c_double()
    FPDFText_GetCharOrigin(text_page, index, x, y)
    return x.value, y.value


def _extent_on_line(
    box: Box, origin: tuple[float, float], angle: int
) -> tuple[float, float, float]:
    """Start and end of the text along its line, and the height of the baseline."""
    left, bottom, right, top = box
    if angle == 0:
        return left, right, origin[1]
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    xs = [x * cos + y * sin for x in (left, right) for y in (bottom, top)]
    if angle % 90:  # the box is wider than the text
        xs[0] = origin[0] * cos + origin[1] * sin
    return min(xs), max(xs), origin[1] * cos - origin[0] * sin


def _count_letters(text: str) -> int:
    return sum(not letter.isspace() for letter in text)
