import io
import re
import zipfile

import pytest

from index.sources.formats.draft import Origin
from index.sources.formats.word import package as word_package
from index.sources.formats.word.package import Package, Relationship
from tests.index.sources.formats.word.files import (
    changed,
    document,
    refusal,
    relationships,
    text_of,
)
from tests.index.sources.formats.word.files import package as packed

PICTURE = "word/media/image1.emf"


def opened(parts: dict[str, str]) -> Package:
    return Package(packed(parts), Origin("a.docx"))


def with_part(made: bytes, name: str, content: bytes) -> bytes:
    out = io.BytesIO(made)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, content)
    return out.getvalue()


def test_relations_are_found_from_where_they_are_stated():
    package = opened(relationships({"styles": "styles.xml", "footnotes": "/word/foot/a.xml"}))
    assert package.relationships("/word/document.xml") == [
        Relationship("rId0", "styles", "/word/styles.xml"),
        Relationship("rId1", "footnotes", "/word/foot/a.xml"),
    ]
    assert package.relationships() == []


def test_parts_are_found_whatever_the_case_and_the_slashes():
    package = opened({"Word\\Document.xml": "a"})
    assert package.read("/word/document.xml") == b"a"
    assert package.read("word/none.xml") is None


def test_picture_is_not_unpacked(monkeypatch):
    made = with_part(document("Text."), PICTURE, bytes(50_000_000))
    opens = zipfile.ZipFile.open

    def watched(self, part, *args, **options):
        assert "media" not in str(part)
        return opens(self, part, *args, **options)

    monkeypatch.setattr(zipfile.ZipFile, "open", watched)
    assert text_of(made) == "Text."


def test_limits_hold_for_all_parts_together(monkeypatch):
    size = sum(len(opened({"a": "x" * 10}).read("a")) for _ in range(2))
    monkeypatch.setattr(word_package, "MAX_BYTES", size)
    package = opened({"a": "x" * 10, "b": "x" * 11})
    package.read("a")
    with pytest.raises(Exception, match="over 20 bytes of text and styles, unpacked"):
        package.read("b")


def test_document_inside_counts_for_the_one_around_it(monkeypatch):
    monkeypatch.setattr(word_package, "MAX_BYTES", 15)
    outer = opened({"a": "x" * 10})
    inner = Package(packed({"a": "x" * 10}), Origin("a.docx"), outer=outer)
    assert inner.is_embedded and not outer.is_embedded
    inner.read("a")
    with pytest.raises(Exception, match="over 15 bytes"):
        outer.read("a")


def test_zip_bomb_is_not_unpacked_past_the_limit(monkeypatch):
    bomb = changed(document("Text."), "word/styles.xml", lambda s: s + " " * 50_000_000)
    assert len(bomb) < 100_000
    assert refusal(bomb) == (
        "seed 'a.docx' holds over 30,000,000 bytes of text and styles, unpacked; expected at most"
        " 30,000,000; split it into several"
    )


def test_zip_bomb_that_lies_about_its_size_is_not_unpacked_whole(monkeypatch):
    bomb = changed(document("Text."), "word/styles.xml", lambda s: " " * 50_000_000)
    size = (50_000_000).to_bytes(4, "little")
    assert bomb.count(size) == 2
    longest = 0
    read = zipfile.ZipExtFile._read1

    def measured(self: zipfile.ZipExtFile, n: int) -> bytes:
        nonlocal longest
        longest = max(longest, n)
        return read(self, n)

    monkeypatch.setattr(zipfile.ZipExtFile, "_read1", measured)
    said = refusal(bomb.replace(size, (1000).to_bytes(4, "little")))
    assert "cannot be read as a Word document (BadZipFile: Bad CRC-32" in said
    assert longest <= 1 << 20


def test_too_many_tags_are_refused(monkeypatch):
    monkeypatch.setattr(word_package, "MAX_TAGS", 100)
    assert re.search(r"holds [\d,]+ XML tags; expected at most 100; split", refusal(document("A.")))


def test_part_packed_in_another_way_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as package:
        package.writestr("word/document.xml", "<a/>")
    assert "packed in a way that no document is" in refusal(out.getvalue())
