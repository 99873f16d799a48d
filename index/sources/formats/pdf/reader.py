"""PDF: the text of each page, and where each page starts.

Owns what is read from a PDF, what is too much of it, and what is said to be left out. Reads text
only: a picture of text has none, and nothing is recognised or guessed.
"""

from __future__ import annotations

import re
import time
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from typing import Any

from index.corpus import Omission
from index.sources.formats.draft import Draft, Drafts, Place, cleaned, fenced
from index.sources.formats.fields import Fields, one_line
from index.sources.formats.pdf.columns import in_reading_order
from index.sources.formats.pdf.furniture import without_furniture
from index.sources.formats.pdf.layout import paged
from index.sources.formats.pdf.lines import lines_of
from index.sources.formats.pdf.measure import measured
from index.sources.formats.pdf.page import runs_of

MAX_PAGES = 2_000
MAX_SECONDS = 60.0  # of the processor; a page takes 10 ms, 100 where letters are drawn singly
MAX_STREAM = 20_000_000  # bytes, unpacked; a page of text has a few thousand
UNREADABLE = 0.3  # of the letters: then the fonts do not tell what their letters are

_UNSEEN = "nobody sees them on the page (hidden, clipped, tiny, or in the colour behind them)"
_MARKS = "marks of footnotes"
_FURNITURE = "running heads and page numbers"

_END_BYTES = 4096  # a whole file states its end near its end
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_ENTRIES = 600  # bytes before a stream, which say what it is
_CHUNK = 65_536
_LENGTH = re.compile(rb"/Linearized\b.{0,100}?/L\s+(\d{1,12})", re.S)
# What no letter is: without a meaning, or with one of the font's own.
_NO_LETTER = re.compile(r"[\x00-\x08\x0e-\x1f\ufffd\ufffe\uffff\ue000-\uf8ff]")
# What programs write where nobody stated anything.
_NO_TITLE = re.compile(r"untitled|no title|microsoft word - .*|.*\.(docx?|pdf|tex|dvi|indd)", re.I)
_NO_AUTHOR = {"anonymous", "unknown", "author"}


class _Clock:
    """Called at each step of a page; raises when the file has had its time."""

    def __init__(self, place: Place) -> None:
        self.place, self.end = place, time.process_time() + MAX_SECONDS

    def __call__(self) -> None:
        if time.process_time() > self.end:
            raise self.place.bad(
                f"takes longer to read than {MAX_SECONDS:.0f} seconds",
                "a PDF of text",
                "save it without its drawings, or as text",
            )


def read(content: bytes, name: str) -> Drafts:
    """Read one article. Raises SeedError, also for a PDF without text."""
    place = Place(name)
    start = content.find(b"%PDF-")
    if start < 0:
        raise place.bad("is not a PDF", "a file that starts with %PDF-", "export it anew")
    content = content[start:]  # what was saved in front of it is no part of it
    _check_whole(content, place)
    _check_streams(content, place)
    with fenced(place, library="pypdfium2", kind="a PDF"), closing(_opened(content, place)) as pdf:
        return Drafts((_draft(pdf, place),))


def _check_whole(content: bytes, place: Place) -> None:
    """Refuse a file that says itself that it is longer."""
    stated = _LENGTH.search(content[:1024])
    if stated and int(stated[1]) > len(content):
        raise _broken_off(place)


def _broken_off(place: Place) -> Exception:
    return place.bad("breaks off in the middle", "a whole PDF", "download or copy it anew")


def _check_streams(content: bytes, place: Place) -> None:
    """Refuse a file that grows too large when it is unpacked, before anything unpacks it whole."""
    for match in _STREAM.finditer(content):
        entries = content[max(0, match.start() - _ENTRIES) : match.start()].rpartition(b"obj")[2]
        if b"Fl" in entries and b"/Image" not in entries and _grows(content, match.end()):
            raise place.bad(
                f"holds a stream of more than {MAX_STREAM:,} bytes",
                "pages of text",
                "save it without its drawings, or as text",
            )


def _grows(content: bytes, start: int) -> bool:
    unpacker, size = zlib.decompressobj(), 0
    try:
        for position in range(start, len(content), _CHUNK):
            packed = content[position : position + _CHUNK]
            while packed and not unpacker.eof and size <= MAX_STREAM:
                size += len(unpacker.decompress(packed, MAX_STREAM // 10))
                packed = unpacker.unconsumed_tail
            if unpacker.eof or size > MAX_STREAM:
                break
    except zlib.error:  # encrypted, or damaged: PDFium sees to it
        return False
    return size > MAX_STREAM


def _opened(content: bytes, place: Place) -> Any:
    from pypdfium2 import PdfDocument, PdfiumError
    from pypdfium2.raw import FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY

    try:
        return PdfDocument(content)
    except PdfiumError as error:
        if error.err_code in (FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY):
            raise place.bad(
                "is encrypted", "a PDF without a password", "save a copy without one"
            ) from error
        if b"%%EOF" not in content[-_END_BYTES:]:
            raise _broken_off(place) from error
        raise


def _draft(pdf: Any, place: Place) -> Draft:
    if len(pdf) > MAX_PAGES:
        raise place.bad(f"has {len(pdf):,} pages", f"at most {MAX_PAGES:,}", "split it")
    clock, left_out, pages, asides = _Clock(place), Counter[str](), [], []
    for page in _pages(pdf):
        with closing(page):
            runs, unseen = runs_of(page, clock)
        directions, marks = lines_of(runs)
        pages.append(directions[0] if directions else [])
        asides.append([replace(line, is_aside=True) for d in directions[1:] for line in d])
        left_out += {_UNSEEN: unseen, _MARKS: marks}
    measure = measured(pages)
    pages, left_out[_FURNITURE] = without_furniture(pages, measure)
    text, starts = paged(
        [in_reading_order(page) + aside for page, aside in zip(pages, asides, strict=True)],
        measure,
    )
    _check_text(text, place, hidden=bool(left_out[_UNSEEN]))
    omissions = (Omission(count, reason) for reason, count in left_out.items() if count)
    return Draft(text, _fields(pdf), starts, omissions=tuple(omissions))


def _pages(pdf: Any) -> Iterator[Any]:
    for number in range(len(pdf)):
        yield pdf[number]


def _check_text(text: str, place: Place, *, hidden: bool) -> None:
    if not text.strip() and hidden:
        raise place.bad(
            "shows no text: its letters are hidden, clipped, tiny, or in the colour behind them",
            "text that can be seen",
            "run text recognition (OCR) over it",
        )
    if not text.strip():
        raise place.bad(
            "has no text: its pages are empty or pictures (scanned)",
            "text that can be selected",
            "run text recognition (OCR) over it",
        )
    words = text.split()
    apart = sum(len(word) == 1 and word.isalpha() for word in words) > len(words) / 2 > 10
    if apart or len(_NO_LETTER.findall(text)) > UNREADABLE * len(text):
        raise place.bad(
            "has text whose words cannot be told: "
            + ("every letter stands alone" if apart else "its fonts do not name their letters"),
            "text that can be copied out of it as words",
            "run text recognition (OCR) over it",
        )


def _fields(pdf: Any) -> Fields:
    title, author = (_stated(pdf.get_metadata_value(key)) for key in ("Title", "Author"))
    # Not the dates: they are those of the file, not of its publication.
    return Fields(
        title=None if title is None or _NO_TITLE.fullmatch(title) else title,
        author=None if author is None or author.lower() in _NO_AUTHOR else author,
    )


def _stated(value: str) -> str | None:
    return one_line(cleaned(value))
