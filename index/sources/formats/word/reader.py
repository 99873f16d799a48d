"""Word documents (.docx): headings, paragraphs, tables and notes in reading order.

Owns which parts of a document are read and what becomes of documents inside it. Pages are not
known: they are made when Word lays the text out. Headers, footers and comments are no text of the
article; they are counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from index.corpus import Omission
from index.errors import SeedError
from index.sources.formats.decode import Decoded, decoded
from index.sources.formats.draft import Draft, Drafts, Place, fenced, joined
from index.sources.formats.fields import Fields, one_line
from index.sources.formats.web import reader as web
from index.sources.formats.word.package import Attributes, Package, Relation, names_of
from index.sources.formats.word.story import Story
from index.sources.formats.word.styles import Styles
from index.sources.formats.word.text import story_of

_OLD_OR_ENCRYPTED = b"\xd0\xcf\x11\xe0"
_HEAD = 2000  # bytes at the start of a part that tell what it is
_MAIN = "word/document.xml"
_BESIDE = {"comments": "comments", "footer": "headers and footers", "header": "headers and footers"}
_NO_AUTHOR = {"python-docx", "docx", "unknown", "author"}  # what programs write for nobody
_STATED = {name: short for short in ("dc:title", "dc:creator") for name in names_of(short)}


def read(content: bytes, name: str) -> Drafts:
    """Read one article. Raises SeedError."""
    place = Place(name)
    if content.startswith(_OLD_OR_ENCRYPTED):
        raise place.bad(
            "is encrypted, or an old .doc", "a .docx without a password", "save it as one"
        )
    with fenced(place, library="zipfile", kind="a Word document"):
        package = Package(content, place)
        document = _Document(package, place)
        paragraphs = list(document.paragraphs())
        document.count_what_is_beside()
        omissions = tuple(Omission(n, why) for why, n in sorted(document.left_out.items()) if n)
        text = joined(iter(paragraphs))
        return Drafts((Draft(text, _fields(package), omissions=omissions),))


@dataclass
class _Document:
    """The parts of one package that hold text, found by what its main part says of them."""

    package: Package
    place: Place
    left_out: Counter[str] = field(default_factory=Counter)  # characters, by the reason

    def __post_init__(self) -> None:
        kinds = {relation.kind: relation.part for relation in self.package.relations()}
        self._main = kinds.get("officeDocument", _MAIN)
        self._relations = self.package.relations(self._main)

    def paragraphs(self) -> Iterator[str]:
        """Those of the body, then the notes. Raises SeedError where there is no body."""
        styles = Styles()
        for relation in self._of("styles"):
            self.package.parse(relation.part, styles)
        story = story_of(styles, self._embedded)
        if not self.package.parse(self._main, story):
            raise self.place.bad(
                "is a package without a Word document", f"one with {_MAIN}", "save it as .docx"
            )
        for relation in self._of("footnotes", "endnotes"):
            self.package.parse(relation.part, story)
        self.left_out += story.left_out
        yield from story.paragraphs

    def count_what_is_beside(self) -> None:
        for relation in self._of(*_BESIDE):
            story = _read_alone(self.package, relation.part)
            self.left_out[_BESIDE[relation.kind]] += sum(len(text) for text in story.paragraphs)

    def _of(self, *kinds: str) -> list[Relation]:
        return [relation for relation in self._relations if relation.kind in kinds]

    def _embedded(self, key: str) -> Iterator[str]:
        """Paragraphs of a part that stands in the body: a document, a diagram."""
        found = next((relation for relation in self._relations if relation.id == key), None)
        if found and found.kind == "diagramData":
            yield from _read_alone(self.package, found.part).paragraphs
        elif found and (content := self.package.read(found.part)):
            yield from self._chunk(content, PurePosixPath(found.part).name)

    def _chunk(self, content: bytes, name: str) -> Iterator[str]:
        """Paragraphs of a document that was put in; what cannot be read is counted."""
        try:
            yield from list(self._texts(content, name))
        except SeedError:
            self.left_out["embedded documents"] += len(content)

    def _texts(self, content: bytes, name: str) -> Iterator[str]:
        if content.startswith(b"PK"):
            yield from self._document(content)
        elif b"<" in content[:_HEAD]:
            (draft,) = web.read(content, name).drafts
            yield from self._counted(draft)
        elif content.startswith(b"{\\rtf"):
            raise self.place.bad("has a part in RTF", "HTML, text or .docx", "save it anew")
        else:
            yield from self._counted(decoded(content, name))

    def _counted(self, found: Draft | Decoded) -> list[str]:
        for omission in found.omissions:
            self.left_out[omission.reason] += omission.characters
        return found.text.split("\n\n")

    def _document(self, content: bytes) -> Iterator[str]:
        if self.package.is_embedded:
            raise self.place.bad("is nested too deep", "a document in a document", "save it anew")
        with fenced(self.place, library="zipfile", kind="a Word document"):
            inner = _Document(Package(content, self.place, outer=self.package), self.place)
            paragraphs = list(inner.paragraphs())
        self.left_out += inner.left_out
        yield from paragraphs


def _read_alone(package: Package, part: str) -> Story:
    """The text of a part that has neither notes nor documents in it."""
    story = story_of(Styles(), lambda _: iter(()))
    package.parse(part, story)
    return story


def _fields(package: Package) -> Fields:
    found = _Stated()
    for relation in package.relations():
        if relation.kind == "core-properties":
            package.parse(relation.part, found)
    author = one_line(found.text.get("dc:creator"))
    # Not ``created``: it is the day the file was begun, not the day it was published.
    return Fields(
        title=one_line(found.text.get("dc:title")),
        author=None if author is None or author.lower() in _NO_AUTHOR else author,
    )


class _Stated:
    """Reads the properties of a document, title and author."""

    def __init__(self) -> None:
        self.text: dict[str, str] = {}
        self._open: str | None = None

    def start(self, name: str, _: Attributes) -> None:
        self._open = _STATED.get(name)

    def end(self, _: str) -> None:
        self._open = None

    def data(self, text: str) -> None:
        if self._open:
            self.text[self._open] = self.text.get(self._open, "") + text
