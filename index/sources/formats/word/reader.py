"""Word documents (.docx): headings, paragraphs, tables and notes in reading order.

Owns which parts of a document are read, and documents embedded in it. Pages are unknown, because
Word makes them when it lays the text out. Headers, footers and comments are not part of the
article; they are counted as omissions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from index.corpus import Omission
from index.errors import SeedError
from index.sources.formats.decode import DecodedText, decode
from index.sources.formats.draft import Draft, Drafts, Origin, join_paragraphs, parser_errors
from index.sources.formats.fields import Fields, one_line, stated_author
from index.sources.formats.web import reader as web
from index.sources.formats.word.collector import TextCollector
from index.sources.formats.word.elements import new_collector
from index.sources.formats.word.package import Attributes, Package, Relationship, qualified_names
from index.sources.formats.word.styles import Styles

_OLD_OR_ENCRYPTED = b"\xd0\xcf\x11\xe0"
_PREFIX_BYTES = 2000  # at the start of a part, in which its format is recognized
_MAIN_PART = "word/document.xml"
_OTHER_PARTS = {
    "comments": "comments",
    "footer": "headers and footers",
    "header": "headers and footers",
}
_PLACEHOLDER_AUTHORS = frozenset(("docx", "python-docx"))
_CORE_PROPERTIES = {
    name: short for short in ("dc:title", "dc:creator") for name in qualified_names(short)
}


def read(content: bytes, name: str) -> Drafts:
    """Read one article. Raises SeedError."""
    origin = Origin(name)
    if content.startswith(_OLD_OR_ENCRYPTED):
        raise origin.error(
            "is encrypted, or an old .doc", "a .docx without a password", "save it as one"
        )
    with parser_errors(origin, library="zipfile", kind="a Word document"):
        package = Package(content, origin)
        document = _Document(package, origin)
        paragraphs = list(document.paragraphs())
        document.count_other_parts()
        omissions = tuple(Omission(n, why) for why, n in sorted(document.left_out.items()) if n)
        text = join_paragraphs(iter(paragraphs))
        return Drafts((Draft(text, _fields(package), omissions=omissions),))


@dataclass
class _Document:
    """The parts of one package that hold text, found by the relationships of its main part."""

    package: Package
    origin: Origin
    left_out: Counter[str] = field(default_factory=Counter)  # characters by reason

    def __post_init__(self) -> None:
        kinds = {r.kind: r.part for r in self.package.relationships()}
        self._main = kinds.get("officeDocument", _MAIN_PART)
        self._relationships = self.package.relationships(self._main)

    def paragraphs(self) -> Iterator[str]:
        """The paragraphs of the body, then of the notes. Raises SeedError if there is no body."""
        styles = Styles()
        for relationship in self._of("styles"):
            self.package.parse(relationship.part, styles)
        collector = new_collector(styles, self._embedded)
        if not self.package.parse(self._main, collector):
            raise self.origin.error(
                "is a package without a Word document", f"one with {_MAIN_PART}", "save it as .docx"
            )
        for relationship in self._of("footnotes", "endnotes"):
            self.package.parse(relationship.part, collector)
        self.left_out += collector.left_out
        yield from collector.paragraphs

    def count_other_parts(self) -> None:
        for relationship in self._of(*_OTHER_PARTS):
            collector = _read_part(self.package, relationship.part)
            count = sum(len(text) for text in collector.paragraphs)
            self.left_out[_OTHER_PARTS[relationship.kind]] += count

    def _of(self, *kinds: str) -> list[Relationship]:
        return [r for r in self._relationships if r.kind in kinds]

    def _embedded(self, key: str) -> Iterator[str]:
        """Paragraphs of a part that is embedded in the body: a document or a diagram."""
        found = next((r for r in self._relationships if r.id == key), None)
        if found and found.kind == "diagramData":
            yield from _read_part(self.package, found.part).paragraphs
        elif found and (content := self.package.read(found.part)):
            yield from self._chunk(content, PurePosixPath(found.part).name)

    def _chunk(self, content: bytes, name: str) -> Iterator[str]:
        """Paragraphs of an embedded document; an unreadable one is counted as omitted."""
        try:
            yield from list(self._texts(content, name))
        except SeedError:
            self.left_out["embedded documents"] += len(content)

    def _texts(self, content: bytes, name: str) -> Iterator[str]:
        if content.startswith(b"PK"):
            yield from self._document(content)
        elif b"<" in content[:_PREFIX_BYTES]:
            (draft,) = web.read(content, name).drafts
            yield from self._count_omissions(draft)
        elif content.startswith(b"{\\rtf"):
            raise self.origin.error("has a part in RTF", "HTML, text or .docx", "save it again")
        else:
            yield from self._count_omissions(decode(content, name))

    def _count_omissions(self, found: Draft | DecodedText) -> list[str]:
        for omission in found.omissions:
            self.left_out[omission.reason] += omission.characters
        return found.text.split("\n\n")

    def _document(self, content: bytes) -> Iterator[str]:
        if self.package.is_embedded:
            raise self.origin.error(
                "is nested too deep", "a document in a document", "save it again"
            )
        with parser_errors(self.origin, library="zipfile", kind="a Word document"):
            inner = _Document(Package(content, self.origin, outer=self.package), self.origin)
            paragraphs = list(inner.paragraphs())
        self.left_out += inner.left_out
        yield from paragraphs


def _read_part(package: Package, part: str) -> TextCollector:
    """The text of a part that has neither notes nor embedded documents."""
    collector = new_collector(Styles(), lambda _: iter(()))
    package.parse(part, collector)
    return collector


def _fields(package: Package) -> Fields:
    found = _CorePropertiesReader()
    for relationship in package.relationships():
        if relationship.kind == "core-properties":
            package.parse(relationship.part, found)
    # Not ``created``: it is the date of the file, not of its publication.
    return Fields(
        title=one_line(found.text.get("dc:title")),
        author=stated_author(found.text.get("dc:creator"), placeholders=_PLACEHOLDER_AUTHORS),
    )


class _CorePropertiesReader:
    """Reads title and author from the core properties of a document."""

    def __init__(self) -> None:
        self.text: dict[str, str] = {}
        self._open: str | None = None

    def start(self, name: str, _: Attributes) -> None:
        self._open = _CORE_PROPERTIES.get(name)

    def end(self, _: str) -> None:
        self._open = None

    def data(self, text: str) -> None:
        if self._open:
            self.text[self._open] = self.text.get(self._open, "") + text
