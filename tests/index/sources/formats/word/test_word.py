"""Word files that are broken, locked or hostile: refused in one line, or read as text."""

from __future__ import annotations

import re

import pytest

from index.corpus import Omission
from index.sources.formats.draft import Draft, Drafts
from index.sources.formats.word import reader as word
from tests.index.sources.formats.word.files import (
    MAIN,
    body,
    changed,
    document,
    package,
    refusal,
    relationships,
    text_of,
    with_chunk,
)


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


@pytest.mark.parametrize("target", ["NULL", "#_top", "media/none.png", "../../none.xml", ""])
@pytest.mark.parametrize("kind", ["image", "footnotes", "styles", "header", "hyperlink"])
def test_relation_that_leads_nowhere_costs_nothing(kind, target):
    made = package({MAIN: body("<w:p><w:r><w:t>Text.</w:t></w:r></w:p>"),
                    **relationships({kind: target})})  # fmt: skip
    assert word.read(made, "a.docx") == Drafts((Draft("Text."),))


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
