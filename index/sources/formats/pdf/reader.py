"""PDF: the text of each page, and the offset where each page starts.

Owns what is read from a PDF, its limits, and the omissions that are reported. Reads text only: a
picture of text has none, and no text is recognized or guessed.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from typing import Any

from index.corpus import Omission
from index.sources.formats.draft import (
    FOOTNOTE_MARKS,
    Draft,
    Drafts,
    Origin,
    clean_text,
)
from index.sources.formats.fields import Fields, one_line, stated_author
from index.sources.formats.pdf.columns import in_reading_order
from index.sources.formats.pdf.document import opened
from index.sources.formats.pdf.layout import join_pages
from index.sources.formats.pdf.lines import lines_of
from index.sources.formats.pdf.page import runs_of
from index.sources.formats.pdf.running_heads import without_running_heads
from index.sources.formats.pdf.typography import typography_of

MAX_PAGES = 2_000
MAX_SECONDS = 60.0  # of CPU time; a page takes 10 ms, or 100 if letters are drawn singly
MAX_UNMAPPED_SHARE = 0.3  # of the letters; with more, the fonts do not name their letters

_INVISIBLE = "nobody sees them on the page (hidden, clipped, tiny, or in the colour behind them)"
_RUNNING_HEADS = "running heads and page numbers"

# Characters without a meaning, or with a private one.
_UNMAPPED = re.compile(r"[\x00-\x08\x0e-\x1f\ufffd\ufffe\uffff\ue000-\uf8ff]")
# Placeholders that programs write.
_PLACEHOLDER_TITLE = re.compile(
    r"untitled|no title|microsoft word - .*|.*\.(docx?|pdf|tex|dvi|indd)", re.I
)
_PLACEHOLDER_AUTHORS = frozenset(("anonymous",))


class _Deadline:
    """Called at each step of a page; raises SeedError when the file's time is used up."""

    def __init__(self, origin: Origin) -> None:
        self.origin, self.end = origin, time.process_time() + MAX_SECONDS

    def __call__(self) -> None:
        if time.process_time() > self.end:
            raise self.origin.error(
                f"takes longer to read than {MAX_SECONDS:.0f} seconds",
                "a PDF of text",
                "save it without its drawings, or as text",
            )


def read(content: bytes, name: str) -> Drafts:
    """Read one article. Raises SeedError, also for a PDF without text."""
    origin = Origin(name)
    with opened(content, origin) as pdf:
        return Drafts((_draft(pdf, origin),))


def _draft(pdf: Any, origin: Origin) -> Draft:
    if len(pdf) > MAX_PAGES:
        raise origin.error(f"has {len(pdf):,} pages", f"at most {MAX_PAGES:,}", "split it")
    deadline, left_out, pages, asides = _Deadline(origin), Counter[str](), [], []
    for page in _pages(pdf):
        with closing(page):
            runs, unseen = runs_of(page, deadline)
        directions, marks = lines_of(runs)
        pages.append(directions[0] if directions else [])
        asides.append([replace(line, is_aside=True) for d in directions[1:] for line in d])
        left_out += {_INVISIBLE: unseen, FOOTNOTE_MARKS: marks}
    typography = typography_of(pages)
    pages, left_out[_RUNNING_HEADS] = without_running_heads(pages, typography)
    text, starts = join_pages(
        [in_reading_order(page) + aside for page, aside in zip(pages, asides, strict=True)],
        typography,
    )
    _check_text(text, origin, hidden=bool(left_out[_INVISIBLE]))
    omissions = (Omission(count, reason) for reason, count in left_out.items() if count)
    return Draft(text, _fields(pdf), starts, omissions=tuple(omissions))


def _pages(pdf: Any) -> Iterator[Any]:
    for number in range(len(pdf)):
        yield pdf[number]


def _check_text(text: str, origin: Origin, *, hidden: bool) -> None:
    if not text.strip() and hidden:
        raise origin.error(
            "shows no text: its letters are hidden, clipped, tiny, or in the colour behind them",
            "text that can be seen",
            "run text recognition (OCR) over it",
        )
    if not text.strip():
        raise origin.error(
            "has no text: its pages are empty or pictures (scanned)",
            "text that can be selected",
            "run text recognition (OCR) over it",
        )
    words = text.split()
    apart = sum(len(word) == 1 and word.isalpha() for word in words) > len(words) / 2 > 10
    if apart or len(_UNMAPPED.findall(text)) > MAX_UNMAPPED_SHARE * len(text):
        raise origin.error(
            "has text whose words cannot be recognized: "
            + ("every letter stands alone" if apart else "its fonts do not name their letters"),
            "text that can be copied out of it as words",
            "run text recognition (OCR) over it",
        )


def _fields(pdf: Any) -> Fields:
    title, author = (clean_text(pdf.get_metadata_value(key)) for key in ("Title", "Author"))
    stated = one_line(title)
    # Not the dates: they are those of the file, not of its publication.
    return Fields(
        title=None if stated is None or _PLACEHOLDER_TITLE.fullmatch(stated) else stated,
        author=stated_author(author, placeholders=_PLACEHOLDER_AUTHORS),
    )
