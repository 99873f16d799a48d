from __future__ import annotations

import io
import re
import socket
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.document import Document

from index.errors import SeedError
from index.formats import word
from index.formats.draft import Draft, Drafts
from index.formats.fields import Fields

PART, CORE = "word/document.xml", "docProps/core.xml"


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    def refuse(*_: object, **__: object) -> None:
        pytest.fail("a document made a network call")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def saved(document: Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def document(*paragraphs: str) -> bytes:
    made = docx.Document()
    for paragraph in paragraphs:
        made.add_paragraph(paragraph)
    return saved(made)


def changed(content: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """The package with one part written anew, packed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for info in old.infolist():
            data = old.read(info)
            new.writestr(info, change(data.decode()) if info.filename == part else data, 8)
    return out.getvalue()


def with_body(xml: str) -> bytes:
    """A document whose body is the XML given."""
    body = f"<w:body>{xml}</w:body>"
    return changed(document(), PART, lambda s: re.sub(r"<w:body>.*</w:body>", body, s, flags=re.S))


def text_of(content: bytes) -> str:
    (draft,) = word.read(content, "a.docx").drafts
    return draft.text


def refusal(content: bytes) -> str:
    with pytest.raises(SeedError) as caught:
        word.read(content, "a.docx")
    assert caught.value.seed == "a.docx"
    return str(caught.value)


def test_headings_paragraphs_and_tables_are_read_in_order():
    made = docx.Document()
    made.add_heading("A heading", 1)
    made.add_paragraph("One sentence. ").add_run("And a bold one.").bold = True
    table = made.add_table(2, 2)
    for cell, text in zip(table._cells, ["Year", "Visits", "2023", "2\n(two)"], strict=True):
        cell.text = text
    made.add_paragraph("A point.", style="List Bullet")
    made.add_paragraph("")
    made.add_paragraph("A line\nbreak and a\ttab.")
    made.core_properties.title = "A title"
    made.core_properties.author = "Ann"
    assert word.read(saved(made), "a.docx") == Drafts(
        (
            Draft(
                "A heading\n\nOne sentence. And a bold one.\n\nYear | Visits\n\n2023 | 2 (two)\n\n"
                "A point.\n\nA line\nbreak and a\ttab.",
                Fields(title="A title", author="Ann"),
            ),
        )
    )


def test_what_a_program_filled_in_is_not_stated():
    made = docx.Document()
    assert made.core_properties.author == "python-docx"
    made.add_paragraph("Text.")
    assert word.read(saved(made), "a.docx") == Drafts((Draft("Text."),))


def test_document_without_properties_states_nothing():
    content = changed(
        document("Text."),
        "_rels/.rels",
        lambda s: re.sub(r"<Relationship [^>]*core-prop[^>]*>", "", s),
    )
    assert word.read(content, "a.docx") == Drafts((Draft("Text."),))


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ("<w:p><w:ins><w:r><w:t>new</w:t></w:r></w:ins></w:p>", "new"),
        ("<w:p><w:del><w:r><w:delText>old</w:delText></w:r></w:del></w:p>", ""),
        ("<w:p><w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom></w:p>", ""),
        ("<w:p><w:hyperlink><w:r><w:t>link</w:t></w:r></w:hyperlink></w:p>", "link"),
        ("<w:sdt><w:sdtContent><w:p><w:r><w:t>in</w:t></w:r></w:p></w:sdtContent></w:sdt>", "in"),
        ("<w:p><w:r><w:t>co</w:t><w:noBreakHyphen/><w:t>op</w:t></w:r></w:p>", "co-op"),
        (
            "<w:p><w:r><w:t>a</w:t><w:pict><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p>"
            "</w:txbxContent></w:pict><w:t>b</w:t></w:r></w:p>",
            "ab\n\nbox",
        ),
        (
            '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/'
            'markup-compatibility/2006"><mc:Choice><w:t>new</w:t></mc:Choice>'
            "<mc:Fallback><w:t>old</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>",
            "new",
        ),
        ("<w:p><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>", ""),
    ],
    ids=[
        "inserted",
        "deleted",
        "moved",
        "link",
        "control",
        "hyphen",
        "text box",
        "fallback",
        "field code",
    ],
)
def test_text_is_what_a_reader_sees(xml, text):
    assert text_of(with_body(xml)) == text


def test_table_in_a_table_is_read_once():
    row = "<w:tr><w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p>{}</w:tc></w:tr>"
    inner = f"<w:tbl>{row.format('in', '')}</w:tbl>"
    assert text_of(with_body(f"<w:tbl>{row.format('out', inner)}</w:tbl>")) == "out in"


@pytest.mark.parametrize(
    "content",
    [b"", b"no zip", b"PK\x03\x04", b"PK\x05\x06" + b"\x00" * 18, document("Text.")[:-100]],
    ids=["empty", "text", "head", "empty zip", "truncated"],
)
def test_what_is_no_package_is_refused(content):
    assert refusal(content).startswith("seed 'a.docx' cannot be read as a Word document (")


def test_encrypted_or_old_document_is_refused():
    assert refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512) == (
        "seed 'a.docx' is encrypted, or an old .doc; expected a .docx without a password;"
        " save it as one"
    )


def test_zip_without_a_document_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("a.txt", "Text.")
    assert "cannot be read as a Word document (KeyError" in refusal(out.getvalue())


def test_zip_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    bomb = changed(document("Text."), "word/styles.xml", lambda s: s + " " * 20_000_000)
    assert len(bomb) < 100_000
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_: pytest.fail("it was unpacked"))
    assert re.fullmatch(
        r"seed 'a\.docx' holds 20,\d{3},\d{3} bytes, unpacked; expected at most 100,000,000;"
        r" save it without its pictures, or split it",
        refusal(bomb),
    )


def test_zip_bomb_that_lies_about_its_size_is_not_unpacked_whole(monkeypatch):
    bomb = bytearray(changed(document("Text."), "word/styles.xml", lambda s: " " * 50_000_000))
    size = (50_000_000).to_bytes(4, "little")
    assert bomb.count(size) == 2
    bomb = bytes(bomb).replace(size, (1000).to_bytes(4, "little"))
    longest = 0
    read = zipfile.ZipExtFile._read1

    def measured(self: zipfile.ZipExtFile, n: int) -> bytes:
        nonlocal longest
        longest = max(longest, n)
        return read(self, n)

    monkeypatch.setattr(zipfile.ZipExtFile, "_read1", measured)
    assert "cannot be read as a Word document (BadZipFile: Bad CRC-32" in refusal(bomb)
    assert longest <= 1 << 16


def test_package_of_too_many_parts_is_refused(monkeypatch):
    monkeypatch.setattr(word, "MAX_PARTS", 3)
    assert re.search(r"holds \d+ parts; expected at most 3;", refusal(document("Text.")))


def test_package_too_large_in_all_is_refused(monkeypatch):
    monkeypatch.setattr(word, "MAX_UNPACKED_BYTES", 1000)
    assert "bytes, unpacked; expected at most 1,000;" in refusal(document("Text."))


def with_doctype(doctype: str, text: str) -> bytes:
    def change(xml: str) -> str:
        xml = xml.replace("Text.", text)
        return re.sub(r"(<\?xml[^>]*\?>)", lambda m: m[1] + doctype, xml, count=1)

    return changed(document("Text."), PART, change)


def test_external_entity_is_not_resolved(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    doctype = (
        f'<!DOCTYPE w [<!ENTITY e SYSTEM "{secret.as_uri()}">'
        '<!ENTITY f SYSTEM "http://example.org/e">]>'
    )
    assert "secret" not in text_of(with_doctype(doctype, "Before &e;&f; after."))


def test_entities_are_not_multiplied():
    lines = ['<!ENTITY a0 "ha">'] + [f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10)]
    assert "(XMLSyntaxError: " in refusal(with_doctype(f"<!DOCTYPE w [{''.join(lines)}]>", "&a9;"))


def test_deep_nesting_ends():
    xml = "<w:sdt><w:sdtContent>" * 5000 + "</w:sdtContent></w:sdt>" * 5000
    assert "cannot be read as a Word document (XMLSyntaxError: Excessive depth" in refusal(
        with_body(xml)
    )
