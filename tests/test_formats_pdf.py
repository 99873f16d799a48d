from __future__ import annotations

import contextlib
import io
import socket
import subprocess
import zlib
from types import SimpleNamespace

import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate

from index.errors import SeedError
from index.formats import pdf
from index.formats.draft import Draft, Drafts
from index.formats.fields import Fields
from index.split import split_paragraphs

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


def drawn(*pages: str, **options: object) -> bytes:
    """A PDF with a line of text on each page."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=True, **options)
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
    assert dict(PdfReader(io.BytesIO(content)).metadata)["/Title"] == "untitled"
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
    writer = PdfWriter(io.BytesIO(drawn("One.")))
    writer.add_metadata({"/Title": title})
    out = io.BytesIO()
    writer.write(out)
    assert article(out.getvalue()).fields.title == stated


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
        "seed 'a.pdf' breaks off in the middle; expected a whole PDF; download or copy it anew"
    )


@pytest.mark.parametrize("content", [b"", b"plain text", b"PK\x03\x04"])
def test_what_is_no_pdf_is_refused(content):
    assert refusal(content) == (
        "seed 'a.pdf' is not a PDF; expected a file that starts with %PDF-; export it anew"
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


def test_page_that_is_its_own_ancestor_ends():
    content = drawn("One.").replace(b"/Kids [", b"/Kids [ 2 0 R ", 1)
    try:
        article(content)
    except SeedError as error:
        assert "cannot be read as a PDF" in str(error)


def test_more_pages_than_the_limit_are_refused(monkeypatch):
    monkeypatch.setattr(pdf, "MAX_PAGES", 2)
    assert article(drawn("One.", "Two.")).pages == (0, 6)
    assert refusal(drawn("1.", "2.", "3.")) == (
        "seed 'a.pdf' has 3 pages; expected at most 2; split it"
    )


def test_stream_that_grows_too_large_is_refused():
    content = by_hand(b"BT /F 12 Tf (One.) Tj ET " + b" " * 30_000_000)
    assert len(content) < 100_000
    assert "cannot be read as a PDF (LimitReachedError: " in refusal(content)


def test_forms_within_forms_end(monkeypatch):
    """Each form draws the next ten times: 10 billion texts, were they all shown."""
    monkeypatch.setattr(pdf, "MAX_SECONDS", 2.0)
    forms = [
        stream(
            b"/X Do " * 10,
            b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>"
            % (7 + i),
        )
        for i in range(10)
    ]
    last = stream(
        b"BT /F 9 Tf (ha) Tj ET",
        b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F 4 0 R>>>>",
    )
    with contextlib.suppress(SeedError):
        assert len(article(by_hand(b"/X Do", *forms, last)).text) < 1_000_000


def test_pdf_that_takes_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(pdf, "MAX_SECONDS", 0.0)
    assert refusal(drawn("One.")) == (
        "seed 'a.pdf' takes longer to read than 0 seconds; expected a PDF of text;"
        " save it without its drawings, or as text"
    )


def test_time_that_runs_out_inside_a_form_is_noticed(monkeypatch):
    """pypdf swallows what is raised there: the text would be cut short and nobody be told."""
    ticks = iter([0.0] * 7)  # one at the start, one for the page, five for its operators
    clock = SimpleNamespace(monotonic=lambda: next(ticks, 1e9))
    monkeypatch.setattr(pdf, "time", clock)
    form = stream(
        b"BT /F 9 Tf (ha) Tj ET",
        b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F 4 0 R>>>>",
    )
    assert "takes longer to read" in refusal(by_hand(b"BT /F 9 Tf (One.) Tj ET /X Do", form))


def test_nothing_is_shown_of_the_parsers_log(capfd):
    refusal(b"%PDF-1.4\nxref\n0 1\nstartxref\n9\n%%EOF")
    assert capfd.readouterr() == ("", "")
