"""Word files for tests, written by a library or part by part, and what the reader makes of them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

import docx
import pytest
from docx.document import Document

from index.errors import SeedError
from index.sources.formats.word import reader as word

MAIN = "word/document.xml"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
MARK = '</w:t><w:footnoteReference w:id="{}"/><w:t>'
END_MARK = '</w:t><w:endnoteReference w:id="{}"/><w:t>'


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
    """The package with one part changed, packed."""
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
