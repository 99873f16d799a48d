"""PDF files that are broken, locked, empty or too large: refused in one line, or read as text."""

from __future__ import annotations

import time

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.platypus import PageBreak

from index.errors import SeedError
from index.sources.formats.draft import Origin
from index.sources.formats.pdf import document
from index.sources.formats.pdf import reader as pdf
from index.sources.formats.pdf.document import opened
from tests.index.sources.formats.pdf.files import (
    FIRST,
    SECOND,
    article,
    by_hand,
    drawn,
    laid_out,
    refusal,
    stream,
)


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
    monkeypatch.setattr(document, "_open_document", lambda *_: pytest.fail("it was opened"))
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


def test_pdf_whose_letters_are_all_hidden_is_not_called_a_scan():
    assert refusal(by_hand(b"BT /F 1 Tf 72 700 Td (One.) Tj ET")).startswith(
        "seed 'a.pdf' shows no text: its letters are hidden, clipped, tiny,"
    )


def test_text_whose_letters_all_stand_alone_is_refused():
    assert "every letter stands alone" in refusal(
        drawn("T h e b o a r d a g r e e d t o i t o n M a y 5")
    )


def test_nothing_is_shown_of_the_parsers_log(capfd):
    refusal(b"%PDF-1.4\nxref\n0 1\nstartxref\n9\n%%EOF")
    assert capfd.readouterr() == ("", "")


def test_a_document_is_open_within_its_context():
    with opened(b"junk" + drawn("One.", "Two."), Origin("a.pdf")) as pdf:
        assert len(pdf) == 2


def test_what_goes_wrong_while_it_is_open_is_told_in_one_line():
    with (
        pytest.raises(SeedError, match=r"seed 'a.pdf' cannot be read as a PDF \(ValueError: odd\)"),
        opened(drawn("One."), Origin("a.pdf")),
    ):
        raise ValueError("odd")
