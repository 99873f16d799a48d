"""PDF: the text of each page, and where each page starts.

Owns what is read from a PDF and what is too much of it; pdf_layout.py makes paragraphs of lines.
Reads text only: a picture of text has none, and nothing is recognised or guessed.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from index.formats.draft import Draft, Drafts, Place, cleaned, fenced
from index.formats.fields import Fields, one_line
from index.formats.pdf_layout import Line, lines_of, paged

MAX_PAGES = 2_000
MAX_SECONDS = 60.0  # a page of text takes 5 to 50 ms; only a file made to hang takes so long
# pypdf's own limits are made for pictures and forms, ours for text.
LIMITS: dict[str, Any] = {
    "zlib_maximum_output_length": 20_000_000,
    "lzw_maximum_output_length": 20_000_000,
    "run_length_maximum_output_length": 20_000_000,
    "array_based_stream_maximum_output_length": 20_000_000,
    "stream_decoding_work_maximum_length": 60_000_000,
    "stream_parsing_work_maximum_count": 1_000_000,
    "xform_maximum_invocations_per_extraction": 1_000,
    "jbig2dec_binary": None,  # no other program is started
}

_END_BYTES = 4096  # a whole file states its end near its end
# What programs write where nobody stated anything.
_NO_TITLE = re.compile(r"untitled|no title|microsoft word - .*|.*\.(docx?|pdf|tex|dvi|indd)", re.I)
_NO_AUTHOR = {"anonymous", "unknown", "author"}


class _Clock:
    """Called at each step of a page; raises when the file has had its time."""

    def __init__(self, place: Place) -> None:
        self.place, self.end = place, time.monotonic() + MAX_SECONDS

    def __call__(self, *_: object) -> None:
        if time.monotonic() > self.end:
            raise self.place.bad(
                f"takes longer to read than {MAX_SECONDS:.0f} seconds",
                "a PDF of text",
                "save it without its drawings, or as text",
            )


def read(content: bytes, name: str) -> Drafts:
    """Read one article. Raises SeedError, also for a PDF without text."""
    from pypdf import PdfReader, apply_configuration

    place = Place(name)
    _check_end(content, place)
    with (
        fenced(place, library="pypdf", kind="a PDF"),
        apply_configuration(**LIMITS),
    ):
        reader = PdfReader(BytesIO(content))
        _unlock(reader, place)
        if len(reader.pages) > MAX_PAGES:
            raise place.bad(
                f"has {len(reader.pages):,} pages", f"at most {MAX_PAGES:,}", "split it"
            )
        text, pages = paged(list(_pages(reader, place)))
        if not text.strip():
            raise place.bad(
                "has no text: its pages are empty or pictures (scanned)",
                "text that can be selected",
                "run text recognition (OCR) over it",
            )
        return Drafts((Draft(text, _fields(reader), pages),))


def _check_end(content: bytes, place: Place) -> None:
    if b"%PDF-" not in content[:1024]:
        raise place.bad("is not a PDF", "a file that starts with %PDF-", "export it anew")
    if b"%%EOF" not in content[-_END_BYTES:]:
        raise place.bad("breaks off in the middle", "a whole PDF", "download or copy it anew")


def _unlock(reader: Any, place: Place) -> None:
    """Open a PDF that anyone may read, though not change; another one needs a password."""
    from pypdf.errors import DependencyError, PyPdfError

    try:
        locked = reader.is_encrypted and not reader.decrypt("")
    except (DependencyError, PyPdfError, NotImplementedError):
        locked = True
    if locked:
        raise place.bad("is encrypted", "a PDF without a password", "save a copy without one")


def _pages(reader: Any, place: Place) -> Iterator[list[Line]]:
    clock = _Clock(place)
    for page in reader.pages:
        clock()
        yield lines_of(list(_fragments(page, clock)))


def _fragments(page: Any, clock: _Clock) -> Iterator[Line]:
    """Fragments of text in the order in which the page shows them, each with its place."""
    found: list[Line] = []

    def visit(
        text: str, matrix: list[float], text_matrix: list[float], _: Any, size: float
    ) -> None:
        a, b, c, d, e, f = matrix
        x, y = text_matrix[4], text_matrix[5]
        found.append(Line(text, x * a + y * c + e, x * b + y * d + f, size))

    page.extract_text(visitor_text=visit, visitor_operand_before=clock)
    clock()  # pypdf may have swallowed what the clock raised inside a form
    return iter(found)


def _fields(reader: Any) -> Fields:
    stated = reader.metadata or {}
    title, author = (_stated(stated.get(key)) for key in ("/Title", "/Author"))
    # Not the dates: they are those of the file, not of its publication.
    return Fields(
        title=None if title is None or _NO_TITLE.fullmatch(title) else title,
        author=None if author is None or author.lower() in _NO_AUTHOR else author,
    )


def _stated(value: object) -> str | None:
    return one_line(cleaned(value)) if isinstance(value, str) else None
