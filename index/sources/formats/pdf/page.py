"""Text of one page of a PDF: runs of letters, each with its place, and how many nobody can see.

Owns where letters stand, by PDFium's account of it; sight.py tells what of them is seen. Knows
nothing of lines, columns and paragraphs.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from index.sources.formats.pdf.sight import Frame, Sight, meets, within

RUNS_A_TICK = 200  # asking for the time takes longer than a run

_HYPHENS = "\x02\ufffe"  # PDFium's words for a hyphen that ends a line
_LETTERS = str.maketrans(
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
    """Letters drawn at once, from ``x`` to ``end`` on the baseline ``y``, in points.

    x grows along the line and y upwards, in text of any ``angle`` (whole degrees). ``font`` tells
    one font of the page from another. A space in front of ``text`` parts it from what was drawn
    before.
    """

    text: str
    x: float
    end: float
    y: float
    size: float
    font: int = 0
    angle: int = 0


def runs_of(page: Any, tick: Callable[[], None]) -> tuple[list[Run], int]:
    """Runs of letters in the order they are drawn, and the number of letters that nobody sees.

    ``tick`` is called now and then, and may raise.
    """
    letters = page.get_textpage()
    try:
        sight, seen, unseen = Sight(page), list[Run](), 0
        for i, (start, text, spaced) in enumerate(_drawn(letters.raw)):
            if i % RUNS_A_TICK == 0:
                tick()
            run, hidden = _run(letters.raw, start, text, spaced, sight)
            unseen += hidden
            seen += filter(None, [run])
        return seen, unseen
    finally:
        letters.close()


def _drawn(letters: Any) -> Iterator[tuple[int, str, bool]]:
    """Index of the first letter and the text of what one command draws, and whether PDFium finds a
    space before it. What it puts in itself, spaces and line ends, belongs to no command.
    """
    from pypdfium2.raw import FPDFText_GetTextObject

    everything = _text(letters)
    start, text, current, put_in, spaced, i = 0, "", b"", "", False, 0
    while i < len(everything):
        command = FPDFText_GetTextObject(letters, i)
        if not command:
            put_in += everything[i]
            i += 1
            continue
        end = _end(letters, i, len(everything))
        if bytes(command) == current and put_in in ("", " "):
            text += put_in + everything[i:end]
        else:
            if text:
                yield start, text, spaced
            start, text, current = i, everything[i:end], bytes(command)
            spaced = put_in == " "
        put_in, i = "", end
    if text:
        yield start, text, spaced


def _text(letters: Any) -> str:
    """All letters of the page, one for each index."""
    from ctypes import c_ushort

    from pypdfium2.raw import FPDFText_CountChars, FPDFText_GetText, FPDFText_GetUnicode

    count = FPDFText_CountChars(letters)
    units = (c_ushort * (count + 1))()
    FPDFText_GetText(letters, 0, count, units)
    text = bytes(units)[: 2 * count].decode("utf-16-le", "replace")
    if len(text) == count and "\0" not in text:
        return text
    # Letters beyond 16 bits take two units, and those without a meaning none.
    return "".join(chr(FPDFText_GetUnicode(letters, i)) for i in range(count))


def _end(letters: Any, start: int, most: int) -> int:
    """An index behind the letters that are drawn by the same command, found in growing steps."""
    from pypdfium2.raw import FPDFText_GetTextObject

    command, known, step = bytes(FPDFText_GetTextObject(letters, start)), start, 1
    while known + step < most and bytes(FPDFText_GetTextObject(letters, known + step)) == command:
        known, step = known + step, step * 2
    while step > 1:
        step //= 2
        at = known + step
        if at < most and bytes(FPDFText_GetTextObject(letters, at)) == command:
            known = at
    return known + 1


def _run(letters: Any, start: int, text: str, spaced: bool, sight: Sight) -> tuple[Run | None, int]:
    """The run as far as it is seen, if any of it is, and the number of its letters that are not."""
    import pypdfium2.raw as pdfium

    command, matrix = pdfium.FPDFText_GetTextObject(letters, start), pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(letters, start, matrix)
    size = pdfium.FPDFText_GetFontSize(letters, start) * math.hypot(matrix.c, matrix.d)
    frame = _frame(letters, start, start + len(text) - 1)
    window = sight.window(command, matrix)
    kept = text
    if not within(frame, window):
        places = range(start, start + len(text))
        shown = [i for i in places if meets(_frame(letters, i, i), window)]
        kept = "".join(text[i - start] for i in shown)
        frame = _frame(letters, shown[0], shown[-1]) if shown else frame
    if not kept.strip() or sight.hides(command, frame, size):
        return None, _count(text)
    angle = round(math.degrees(math.atan2(matrix.b, matrix.a))) % 360
    x, end, y = _along(frame, _origin(letters, start), angle)
    font = int.from_bytes(bytes(pdfium.FPDFTextObj_GetFont(command)), "little")
    readable = " " * spaced + kept.translate(_LETTERS)
    return Run(readable, x, end, y, size, font, angle), _count(text) - _count(kept)


def _frame(letters: Any, first: int, last: int) -> Frame:
    """The smallest frame around two letters."""
    from pypdfium2.raw import FS_RECTF, FPDFText_GetLooseCharBox

    a, b = FS_RECTF(), FS_RECTF()
    FPDFText_GetLooseCharBox(letters, first, a)
    FPDFText_GetLooseCharBox(letters, last, b)
    return (
        min(a.left, b.left), min(a.bottom, b.bottom), max(a.right, b.right), max(a.top, b.top)
    )  # fmt: skip


def _origin(letters: Any, index: int) -> tuple[float, float]:
    from ctypes import c_double

    from pypdfium2.raw import FPDFText_GetCharOrigin

    x, y = c_double(), c_double()
    FPDFText_GetCharOrigin(letters, index, x, y)
    return x.value, y.value


def _along(frame: Frame, origin: tuple[float, float], angle: int) -> tuple[float, float, float]:
    """Where the text starts and ends along its line, and the height of the line."""
    left, bottom, right, top = frame
    if angle == 0:
        return left, right, origin[1]
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    xs = [x * cos + y * sin for x in (left, right) for y in (bottom, top)]
    if angle % 90:  # the frame is wider than the text
        xs[0] = origin[0] * cos + origin[1] * sin
    return min(xs), max(xs), origin[1] * cos - origin[0] * sin


def _count(text: str) -> int:
    return sum(not letter.isspace() for letter in text)
