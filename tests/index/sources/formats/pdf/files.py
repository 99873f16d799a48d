"""PDF files for tests, written by a library or by hand, and what the reader makes of them."""

from __future__ import annotations

import io
import zlib

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate

from index.errors import SeedError
from index.sources.formats.draft import Draft
from index.sources.formats.pdf import reader as pdf

FIRST = (
    "The committee met on Tuesday to discuss the budget for the coming year, which had been delayed"
    " by the long negotiations between the two parties. Nobody expected an agreement so soon."
)
SECOND = (
    "Many were surprised when the chair announced it at noon, among them the members of the press,"
    " who had left the building an hour before and now had to come back in a hurry."
)


def laid_out(*parts: object, **fields: str) -> bytes:
    """A PDF of headings (those without a full stop), paragraphs and page breaks."""
    styles, file = getSampleStyleSheet(), io.BytesIO()
    story = [
        Paragraph(p, styles["BodyText" if "." in p else "Heading1"]) if isinstance(p, str) else p
        for p in parts
    ]
    SimpleDocTemplate(file, pagesize=A4, invariant=True, **fields).build(story)
    return file.getvalue()


def drawn(*pages: str, title: str | None = None, **options: object) -> bytes:
    """A PDF with a line of text on each page."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=True, **options)
    if title:
        canvas.setTitle(title)
    for text in pages:
        canvas.drawString(72, 700, text)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def by_hand(content: bytes, *more: bytes) -> bytes:
    """A PDF of one page with the content stream, and further objects numbered from 6."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R"
        b"/Resources<</Font<</F 4 0 R>>/XObject<</X 6 0 R>>>>>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        stream(content),
        *more,
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    trailer = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table) + trailer


def stream(content: bytes, entries: bytes = b"") -> bytes:
    packed = zlib.compress(content)
    return b"<</Length %d/Filter/FlateDecode%s>>stream\n%s\nendstream" % (
        len(packed), entries, packed,
    )  # fmt: skip


def article(content: bytes) -> Draft:
    (draft,) = pdf.read(content, "a.pdf").drafts
    return draft


def refusal(content: bytes) -> str:
    with pytest.raises(SeedError) as caught:
        pdf.read(content, "a.pdf")
    assert caught.value.seed == "a.pdf"
    return str(caught.value)
