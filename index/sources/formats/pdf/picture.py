"""A page of a PDF as a picture, with a box on each line of the words that are looked for.

Owns the size of the picture and the boxes of letters; letters.py says which letters they are.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any

from index.sources.formats.draft import Origin
from index.sources.formats.pdf.document import opened
from index.sources.formats.pdf.geometry import bounding_box
from index.sources.formats.pdf.letters import Places, places_of
from index.sources.formats.pdf.page import bounding_box_of, page_text, runs_of
from index.sources.formats.picture import Box, PagePart, Picture

SCALE = 2.0  # pixels for a point: A4 has 1,191 x 1,684
MAX_SIDE = 2_400  # pixels; a larger page is drawn smaller
QUALITY = 82  # of WebP, of 100
MARGIN = 1.0  # points before the first letter of a box and behind the last

_UNITS = 100_000  # of the width and height, in which PDFium counts whole numbers


def picture(content: bytes, name: str, part: PagePart) -> Picture:
    """Draw the page. Raises SeedError."""
    origin = Origin(name)
    with opened(content, origin) as pdf:
        if not 1 <= part.page <= len(pdf):
            raise origin.error(
                f"has no page {part.page:,}", f"one of 1 to {len(pdf):,}", "update the index"
            )
        with closing(pdf[part.page - 1]) as page:
            boxes = tuple(_boxes(page, part)) if part.words else ()
            return _drawn(page, boxes)


def _drawn(page: Any, boxes: tuple[Box, ...]) -> Picture:
    scale = min(SCALE, MAX_SIDE / max(page.get_size()))
    image, file = page.render(scale=scale).to_pil(), io.BytesIO()
    image.save(file, "WEBP", quality=QUALITY, method=2)
    return Picture(file.getvalue(), image.width, image.height, boxes)


def _boxes(page: Any, part: PagePart) -> Iterator[Box]:
    """A box for each line of the words."""
    runs, _ = runs_of(page, lambda: None)
    with closing(page.get_textpage()) as text_page:
        characters = page_text(text_page.raw)
        for places in places_of(runs, characters, part.words, part.before):
            yield _box(page, text_page.raw, places)


def _box(page: Any, text_page: Any, places: Places) -> Box:
    """The box around characters as shares of the page as it is shown: turned, cut and from its
    upper left corner.
    """
    corners = [bounding_box_of(text_page, place, place) for place in places]
    left, bottom = min(c[0] for c in corners), min(c[1] for c in corners)
    right, top = max(c[2] for c in corners), max(c[3] for c in corners)
    shown = bounding_box([_shown(page, left - MARGIN, bottom), _shown(page, right + MARGIN, top)])
    return _within_page(shown)


def _within_page(box: Sequence[float]) -> Box:
    left, top, right, bottom = (min(max(edge, 0.0), 1.0) for edge in box)
    return left, top, right, bottom


def _shown(page: Any, x: float, y: float) -> tuple[float, float]:
    from ctypes import c_int

    from pypdfium2.raw import FPDF_PageToDevice

    across, down = c_int(), c_int()
    FPDF_PageToDevice(page.raw, 0, 0, _UNITS, _UNITS, 0, x, y, across, down)
    return across.value / _UNITS, down.value / _UNITS
