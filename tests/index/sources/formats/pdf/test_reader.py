from __future__ import annotations

import io
import socket
import subprocess
import time
import zlib

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate

from index.errors import SeedError
from index.sources.formats.draft import Draft, Drafts
from index.sources.formats.fields import Fields
from index.sources.formats.pdf import reader as pdf
from index.sources.paragraphs import split_paragraphs

FIRST = (
    "The committee met on Tuesday to discuss the budget for the coming year, which had been delayed"
    " by the long negotiations between the two parties. Nobody expected an agreement so soon."
)
SECOND = (
    "Many were surprised when the chair announced it at noon, among them the members of the press,"
    " who had left the building an hour before and now had to come back in a hurry."
)


@pytest.fixture(autouse=True)
def alone(monkeypatch):
    def refuse(*_: object, **__: object) -> None:
        pytest.fail("a PDF made a network call or started a program")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(subprocess, "Popen", refuse)


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


def test_pdf_that_opens_without_a_password_is_read():
    content = drawn("One.", encrypt=StandardEncryption("", "owner", strength=128))
    assert article(content).text == "One."


@pytest.mark.parametrize("strength", [40, 128])
def test_encrypted_pdf_is_refused(strength):
    content = drawn("One.", encrypt=StandardEncryption("secret", "owner", strength=strength))
    assert refusal(content) == (
        "seed 'a.pdf' is encrypted; expected a PDF without a password; save a copy without one"
    )


@pytest.mark.parametrize(
    "content",
    [drawn(""), by_hand(b"q 1 0 0 1 0 0 cm 0 0 9 9 re f Q"), by_hand(b"BT /F 12 Tf ( ) Tj ET")],
    ids=["empty page", "drawing", "space"],
)
def test_pdf_without_text_is_refused(content):
    assert refusal(content) == (
        "seed 'a.pdf' has no text: its pages are empty or pictures (scanned); expected text that"
        " can be selected; run text recognition (OCR) over it"
    )


def test_truncated_pdf_is_refused():
    content = laid_out(FIRST, PageBreak(), SECOND)
    assert refusal(content[: len(content) // 2]) == (
        "seed 'a.pdf' breaks off in the middle; expected a whole PDF; download or copy it again"
    )


@pytest.mark.parametrize("content", [b"", b"plain text", b"PK\x03\x04"])
def test_what_is_no_pdf_is_refused(content):
    assert refusal(content) == (
        "seed 'a.pdf' is not a PDF; expected a file that starts with %PDF-; export it again"
    )


@pytest.mark.parametrize(
    "body",
    [b"", b"\x00" * 5000, b"xref\n0 1\n" * 500, b"1 0 obj [" * 500, b"<<" * 5000,
     b"trailer <</Root 1 0 R>>\nstartxref\n9\n"],
)  # fmt: skip
def test_garbage_is_refused(body):
    assert refusal(b"%PDF-1.4\n" + body + b"%%EOF").startswith(
        "seed 'a.pdf' cannot be read as a PDF ("
    )


@pytest.mark.parametrize("junk", [b"HTTP/1.1 200 OK\r\n" * 200, b"\x00" * 100_000])
def test_what_was_saved_in_front_of_a_pdf_or_behind_it_is_no_hindrance(junk):
    content = drawn("One.")
    assert article(junk + content).text == "One."
    assert article(content + junk).text == "One."


def test_pdf_without_its_end_mark_is_read():
    assert article(drawn("One.").replace(b"%%EOF", b"")).text == "One."


def test_file_that_states_a_greater_length_breaks_off():
    content = drawn("One.").replace(b"%PDF-1.3\n", b"%PDF-1.3\n%<</Linearized 1/L 99999>>\n")
    assert "breaks off in the middle" in refusal(content)


def test_page_that_is_its_own_ancestor_is_refused():
    content = drawn("One.").replace(b"/Kids [", b"/Kids [ 2 0 R ", 1)
    assert "cannot be read as a PDF" in refusal(content)


def test_more_pages_than_the_limit_are_refused(monkeypatch):
    monkeypatch.setattr(pdf, "MAX_PAGES", 2)
    assert article(drawn("One.", "Two.")).pages == (0, 6)
    assert refusal(drawn("1.", "2.", "3.")) == (
        "seed 'a.pdf' has 3 pages; expected at most 2; split it"
    )


def test_stream_that_grows_too_large_is_refused_before_it_is_opened(monkeypatch):
    monkeypatch.setattr(pdf, "_open_document", lambda *_: pytest.fail("it was opened"))
    content = by_hand(b"BT /F 12 Tf (One.) Tj ET " + b" " * 30_000_000)
    assert len(content) < 100_000
    assert refusal(content) == (
        "seed 'a.pdf' holds a stream of more than 20,000,000 bytes; expected pages of text;"
        " save it without its drawings, or as text"
    )


def test_large_picture_is_no_hindrance():
    picture = stream(b"\x00" * 30_000_000, b"/Type/XObject/Subtype/Image/Width 1/Height 1")
    assert article(by_hand(b"BT /F 12 Tf 72 700 Td (One.) Tj ET", picture)).text == "One."


def test_pdf_that_takes_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(pdf, "MAX_SECONDS", 0.0)
    assert refusal(drawn("One.")) == (
        "seed 'a.pdf' takes longer to read than 0 seconds; expected a PDF of text;"
        " save it without its drawings, or as text"
    )


@pytest.mark.slow
def test_time_grows_in_step_with_the_number_of_pages():
    def seconds(pages: int) -> float:
        content = drawn(*[f"This is what stands on page {i} of it." for i in range(pages)])
        start = time.process_time()
        article(content)
        return time.process_time() - start

    seconds(10)
    assert seconds(1600) < 16 * seconds(200)


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


def test_pdf_whose_letters_are_all_hidden_is_not_called_a_scan():
    assert refusal(by_hand(b"BT /F 1 Tf 72 700 Td (One.) Tj ET")).startswith(
        "seed 'a.pdf' shows no text: its letters are hidden, clipped, tiny,"
    )


def test_text_whose_letters_all_stand_alone_is_refused():
    assert "every letter stands alone" in refusal(
        drawn("T h e b o a r d a g r e e d t o i t o n M a y 5")
    )


def test_letters_drawn_one_by_one_are_words():
    text = "The board agreed to it."
    places = [(72 + stringWidth(text[:i], "Helvetica", 12), c) for i, c in enumerate(text)]
    letters = b"".join(
        b"BT /F 12 Tf 1 0 0 1 %.2f 700 Tm (%s) Tj ET\n" % (x, c.encode())
        for x, c in places
        if c != " "
    )
    assert article(by_hand(letters)).text == text


def test_nothing_is_shown_of_the_parsers_log(capfd):
    refusal(b"%PDF-1.4\nxref\n0 1\nstartxref\n9\n%%EOF")
    assert capfd.readouterr() == ("", "")
