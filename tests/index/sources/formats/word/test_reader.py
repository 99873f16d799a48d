from __future__ import annotations

import io
import re
import socket
import zipfile
from collections.abc import Callable, Mapping

import docx
import pytest
from docx.document import Document

from index.corpus import Omission
from index.errors import SeedError
from index.sources.formats.draft import Draft, Drafts
from index.sources.formats.fields import Fields
from index.sources.formats.word import reader as word

MAIN = "word/document.xml"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
MARK = '</w:t><w:footnoteReference w:id="{}"/><w:t>'
END_MARK = '</w:t><w:endnoteReference w:id="{}"/><w:t>'


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


def body(xml: str) -> str:
    return part("document", f"<w:body>{xml}</w:body>")


def part(name: str, xml: str) -> str:
    return f'<w:{name} xmlns:w="{W}" xmlns:m="{M}">{xml}</w:{name}>'


def package(parts: Mapping[str, str | bytes]) -> bytes:
    """A document of these parts, packed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def relationships(targets: Mapping[str, str], *, of: str = "document.xml") -> dict[str, str]:
    """The part with the relations, by their kinds: rId0, rId1, ..."""
    each = (
        f'<Relationship Id="rId{n}" Type="{R}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets.items())
    )
    name = f"word/_rels/{of}.rels" if of else "_rels/.rels"
    return {name: f'<Relationships xmlns="{RELATIONS}">{"".join(each)}</Relationships>'}


def with_body(xml: str) -> bytes:
    """A document whose body is the XML given."""
    return package({MAIN: body(xml)})


def noted_parts(*paragraphs: str) -> dict[str, str]:
    note = '<w:{0}note w:id="{1}"><w:p><w:r><w:t>{2}</w:t></w:r></w:p></w:{0}note>'
    line = '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>-</w:t></w:r></w:p></w:footnote>'
    return {
        MAIN: body("".join(f"<w:p><w:r><w:t>{p}</w:t></w:r></w:p>" for p in paragraphs)),
        "word/footnotes.xml": part(
            "footnotes",
            line
            + note.format("foot", 1, "Weather permitting.")
            + note.format("foot", 2, "Without dredging.")
            + note.format("foot", 3, "To nothing."),
        ),
        "word/endnotes.xml": part("endnotes", note.format("end", 1, "By the board's own count.")),
    }


def with_notes(*paragraphs: str) -> bytes:
    return package({**noted_parts(*paragraphs), **RELATED})


def with_chunk(content: str | bytes) -> bytes:
    one = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    chunk = f'<w:altChunk xmlns:r="{R}" r:id="rId0"/>'
    return package({
        MAIN: body(one.format("Before.") + chunk + one.format("After.")),
        "word/chunk.bin": content,
        **relationships({"aFChunk": "chunk.bin"}),
    })  # fmt: skip


RELATED = relationships({"footnotes": "footnotes.xml", "endnotes": "/word/endnotes.xml"})


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
    "content",
    [b"", b"no zip", b"PK\x03\x04", document("Text.")[:-100]],
    ids=["empty", "text", "head", "truncated"],
)
def test_what_is_no_package_is_refused(content):
    assert refusal(content).startswith("seed 'a.docx' cannot be read as a Word document (")


def test_encrypted_or_old_document_is_refused():
    assert refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512) == (
        "seed 'a.docx' is encrypted, or an old .doc; expected a .docx without a password;"
        " save it as one"
    )


@pytest.mark.parametrize("parts", [{}, {"a.txt": "Text."}], ids=["empty", "other"])
def test_zip_without_a_document_is_refused(parts):
    assert refusal(package(parts)) == (
        "seed 'a.docx' is a package without a Word document; expected one with word/document.xml;"
        " save it as .docx"
    )


def test_notes_stand_behind_the_body_in_the_order_of_their_marks():
    made = with_notes(
        "The terminal costs 42 million dollars." + END_MARK.format(1) + MARK.format(2),
        "It opens in May." + MARK.format(1),
    )
    assert text_of(made) == (
        "The terminal costs 42 million dollars.\n\nIt opens in May.\n\n"
        "By the board's own count.\n\nWithout dredging.\n\nWeather permitting."
    )


def test_note_to_hidden_or_deleted_text_is_hidden_or_deleted():
    hidden = f"A.</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>B.{MARK.format(1)}"
    deleted = f"C.</w:t></w:r><w:del><w:r><w:t>D.{MARK.format(2)}</w:t></w:r></w:del><w:r><w:t>"
    assert text_of(with_notes(hidden, deleted)) == "A.\n\nC."


def test_mark_of_a_note_that_is_written_is_no_text():
    custom = MARK.format(1).replace("/>", ' w:customMarkFollows="1"/>', 1)
    (draft,) = word.read(with_notes(f"Costs rose.{custom}*"), "a.docx").drafts
    assert draft.text == "Costs rose.\n\nWeather permitting."
    assert draft.omissions == (Omission(1, "marks of notes"),)


@pytest.mark.parametrize("target", ["NULL", "#_top", "media/none.png", "../../none.xml", ""])
@pytest.mark.parametrize("kind", ["image", "footnotes", "styles", "header", "hyperlink"])
def test_relation_that_leads_nowhere_costs_nothing(kind, target):
    made = package({MAIN: body("<w:p><w:r><w:t>Text.</w:t></w:r></w:p>"),
                    **relationships({kind: target})})  # fmt: skip
    assert word.read(made, "a.docx") == Drafts((Draft("Text."),))


def test_strict_document_is_read():
    strict = {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "wordprocessingml/main",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/": (
            "officeDocument/relationships/"
        ),
    }
    parts = {**noted_parts("Text." + MARK.format(1)), **RELATED}
    for old, new in strict.items():
        parts = {k: v.replace(old, f"http://purl.oclc.org/ooxml/{new}") for k, v in parts.items()}
    assert f'xmlns:w="{W}"' not in parts[MAIN]
    assert text_of(package(parts)) == "Text.\n\nWeather permitting."


def test_main_part_may_have_any_name():
    root = relationships({"officeDocument": "/Word/Main.xml"}, of="")
    made = package({"word/main.xml": body("<w:p><w:r><w:t>Text.</w:t></w:r></w:p>"), **root})
    assert text_of(made) == "Text."


def test_headers_footers_and_comments_are_counted():
    one = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    made = package({
        MAIN: body(one.format("Text.")),
        "word/h.xml": part("hdr", one.format("A head")),
        "word/f.xml": part("ftr", one.format("A foot")),
        "word/c.xml": part("comments", f"<w:comment>{one.format('Why?')}</w:comment>"),
        **relationships({"header": "h.xml", "footer": "f.xml", "comments": "c.xml"}),
    })  # fmt: skip
    omissions = (Omission(4, "comments"), Omission(12, "headers and footers"))
    assert word.read(made, "a.docx") == Drafts((Draft("Text.", omissions=omissions),))


def test_hidden_text_is_counted():
    (draft,) = word.read(with_body(
        "<w:p><w:r><w:t>Seen.</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>Unseen</w:t></w:r></w:p>"
    ), "a.docx").drafts  # fmt: skip
    assert draft == Draft("Seen.", omissions=(Omission(6, "hidden text"),))


@pytest.mark.parametrize(
    "content",
    [
        "<html><body><p>The mayor came.</p><p>She left.</p></body></html>",
        "The mayor came.\r\n\r\nShe left.",
        document("The mayor came.", "She left."),
    ],
    ids=["HTML", "text", "document"],
)
def test_document_that_was_put_in_is_read_where_it_stands(content):
    assert text_of(with_chunk(content)) == ("Before.\n\nThe mayor came.\n\nShe left.\n\nAfter.")


@pytest.mark.parametrize(
    "content", [b"{\\rtf1 Text}", b"PK\x03\x04", b"\x00\x01"], ids=["RTF", "zip", "binary"]
)
def test_document_put_in_that_cannot_be_read_costs_itself_alone(content):
    (draft,) = word.read(with_chunk(content), "a.docx").drafts
    assert draft == Draft(
        "Before.\n\nAfter.", omissions=(Omission(len(content), "embedded documents"),)
    )


def test_document_that_holds_itself_ends():
    inner = with_chunk(document("Deepest."))
    (draft,) = word.read(with_chunk(inner), "a.docx").drafts
    assert draft.text == "Before.\n\nBefore.\n\nAfter.\n\nAfter."
    assert [o.reason for o in draft.omissions] == ["embedded documents"]


def test_words_of_a_diagram_are_read():
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    made = package({
        MAIN: body(
            f'<w:p><w:r><w:t>Text.</w:t><w:drawing><d:relIds xmlns:d="{drawing}/diagram"'
            f' xmlns:r="{R}" r:dm="rId0"/>'
            "</w:drawing></w:r></w:p>"
        ),
        "word/d.xml": f'<d xmlns:a="{drawing}/main"><a:p><a:r><a:t>A box</a:t></a:r></a:p></d>',
        **relationships({"diagramData": "d.xml"}),
    })  # fmt: skip
    assert text_of(made) == "Text.\n\nA box"


def with_doctype(doctype: str, text: str) -> bytes:
    def change(xml: str) -> str:
        xml = xml.replace("Text.", text)
        return re.sub(r"(<\?xml[^>]*\?>)", lambda m: m[1] + doctype, xml, count=1)

    return changed(document("Text."), MAIN, change)


def test_external_entity_is_not_resolved(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    doctype = (
        f'<!DOCTYPE w [<!ENTITY e SYSTEM "{secret.as_uri()}">'
        '<!ENTITY f SYSTEM "http://example.org/e">]>'
    )
    assert text_of(with_doctype(doctype, "Before &e;&f; after.")) == "Before  after."


def test_entities_of_its_own_are_refused():
    lines = ['<!ENTITY a0 "ha">'] + [f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10)]
    assert "it declares an entity, 'a0', as no document does" in refusal(
        with_doctype(f"<!DOCTYPE w [{''.join(lines)}]>", "&a9;")
    )
