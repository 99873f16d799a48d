from __future__ import annotations

import io

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak

from index.sources.formats.draft import Draft, Drafts
from index.sources.formats.fields import Fields
from index.sources.formats.pdf import reader as pdf
from index.sources.paragraphs import split_paragraphs
from tests.index.sources.formats.pdf.files import FIRST, SECOND, article, by_hand, drawn, laid_out


def test_paragraphs_are_found_and_pages_kept():
    draft = article(
        laid_out("A heading", FIRST, SECOND, PageBreak(), FIRST, title="T", author="Ann")
    )
    paragraphs = [span.of(draft.text) for span in split_paragraphs(draft.text)]
    assert [" ".join(p.split()) for p in paragraphs] == ["A heading", FIRST, SECOND, FIRST]
    assert draft.pages == (0, draft.text.rindex("The committee"))
    assert draft.fields == Fields(title="T", author="Ann")


def test_each_page_starts_where_its_text_does():
    assert pdf.read(drawn("One.", "Two.", "Three."), "a.pdf") == Drafts(
        (Draft("One.\n\nTwo.\n\nThree.", pages=(0, 6, 12)),)
    )


def test_empty_page_starts_where_the_next_one_does():
    assert article(drawn("", "One.", "", "Two.", "")) == Draft(
        "One.\n\nTwo.", pages=(0, 0, 6, 6, 10)
    )


def test_what_a_program_filled_in_is_not_stated():
    content = drawn("One.")
    assert b"/Title (untitled)" in content
    assert article(content).fields == Fields()


@pytest.mark.parametrize(
    ("title", "stated"),
    [
        ("A title", "A title"),
        ("Microsoft Word - draft 3.docx", None),
        ("report.pdf", None),
        (" \x00 ", None),
        ("Größe \n zwei", "Größe zwei"),
    ],
)
def test_title_is_what_an_author_states(title, stated):
    assert article(drawn("One.", title=title)).fields.title == stated


def test_line_that_runs_off_the_page_is_read_as_far_as_it_is_seen():
    line = b"The quick brown fox jumps over it. " * 900
    draft = article(by_hand(b"BT /F 12 Tf 72 700 Td (" + line + b") Tj ET"))
    assert draft.text.startswith("The quick brown fox jumps over it. The")
    assert len(draft.text) < 200
    assert sum(omission.characters for omission in draft.omissions) > 20_000


def test_what_is_left_out_is_said():
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=True)
    for page in (1, 2):
        canvas.drawString(72, 810, "The Post")
        canvas.drawString(72, 700, f"Text of page {page}")
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(72, 600, "white")
        canvas.showPage()
    canvas.save()
    draft = article(file.getvalue())
    assert draft.text == "Text of page 1\n\nText of page 2"
    assert draft.pages == (0, 16)
    assert {o.reason.split()[0]: o.characters for o in draft.omissions} == {
        "nobody": 10,
        "running": 14,
    }


def test_letters_drawn_one_by_one_are_words():
    text = "The board agreed to it."
    places = [(72 + stringWidth(text[:i], "Helvetica", 12), c) for i, c in enumerate(text)]
    letters = b"".join(
        b"BT /F 12 Tf 1 0 0 1 %.2f 700 Tm (%s) Tj ET\n" % (x, c.encode())
        for x, c in places
        if c != " "
    )
    assert article(by_hand(letters)).text == text
