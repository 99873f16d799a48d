"""The package that a Word document is: a zip of parts, which refer to one another by relations.

Owns which parts are unpacked and how much in all, how their XML is read, and the names of elements
in both dialects (transitional and strict). Only what is asked for is unpacked, so that pictures and
what a relation names in vain cost nothing. XML is read as a stream: no tree is built, nothing
outside the part is loaded, and an entity of the part's own is refused. Knows nothing of text.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Protocol
from xml.parsers import expat

from index.errors import SeedError
from index.sources.formats.draft import Origin

MAX_BYTES = 30_000_000  # of all parts that are read: a novel takes 5 to 10 million
MAX_TAGS = 2_000_000  # in all of them; Word writes one every 20 bytes or so

Attributes = Mapping[str, str]

_OOXML, _STRICT = "http://schemas.openxmlformats.org", "http://purl.oclc.org/ooxml"
_NAMESPACES = {
    "a": (f"{_OOXML}/drawingml/2006/main", f"{_STRICT}/drawingml/main"),
    "dc": ("http://purl.org/dc/elements/1.1/",),
    "dgm": (f"{_OOXML}/drawingml/2006/diagram", f"{_STRICT}/drawingml/diagram"),
    "m": (f"{_OOXML}/officeDocument/2006/math", f"{_STRICT}/officeDocument/math"),
    "mc": (f"{_OOXML}/markup-compatibility/2006",),
    "rel": (f"{_OOXML}/package/2006/relationships",),
    "sym": ("http://schemas.microsoft.com/office/word/2015/wordml/symex",),
    "w": (f"{_OOXML}/wordprocessingml/2006/main", f"{_STRICT}/wordprocessingml/main"),
}


class XmlHandler(Protocol):
    """Who is told what stands in a part: names are as ``qualified_names`` gives them."""

    def start(self, name: str, attributes: Attributes) -> None: ...
    def end(self, name: str) -> None: ...
    def data(self, text: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Relationship:
    """What one part says of another. ``kind`` is the last word of its type, as in "footnotes"."""

    id: str
    kind: str
    part: str


class Package:
    """The parts of one document. ``embedded`` tells that it stands inside another."""

    def __init__(self, content: bytes, origin: Origin, *, outer: Package | None = None) -> None:
        self._zip = zipfile.ZipFile(BytesIO(content))
        self._parts = {_part_name(info.filename): info for info in self._zip.infolist()}
        self._origin, self._outer = origin, outer
        self._bytes = self._tags = 0

    @property
    def is_embedded(self) -> bool:
        return self._outer is not None

    def read(self, part: str) -> bytes | None:
        """The content of a part, None where there is none. Raises SeedError past MAX_BYTES."""
        info = self._parts.get(_part_name(part))
        if info is None:
            return None
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise zipfile.BadZipFile(f"{part} is packed in a way that no document is")
        with self._zip.open(info) as stream:  # which stops at the size that is stated, true or not
            content = stream.read(min(info.file_size, MAX_BYTES) + 1)
        self._count(len(content), 0)
        return content

    def parse(self, part: str, reader: XmlHandler) -> bool:
        """Read the XML of a part; False where there is none."""
        content = self.read(part)
        if content is None:
            return False
        self._count(0, content.count(b"<"))
        # Without a table of all names, which a part of a million names would fill.
        parser = expat.ParserCreate(namespace_separator=" ", intern=None)
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
        parser.CharacterDataHandler, parser.EntityDeclHandler = reader.data, _refuse_entity
        parser.Parse(content, True)
        return True

    def relationships(self, part: str = "") -> list[Relationship]:
        """What a part says of others inside the package, or the package itself of its parts."""
        folder, name = posixpath.split(part)
        found = _RelationshipReader(folder)
        self.parse(posixpath.join(folder, "_rels", f"{name}.rels"), found)
        return found.all

    def _count(self, size: int, tags: int) -> None:
        self._bytes, self._tags = self._bytes + size, self._tags + tags
        if self._bytes > MAX_BYTES:
            what = f"over {MAX_BYTES:,} bytes of text and styles, unpacked"
            raise self._too_much(what, MAX_BYTES)
        if self._tags > MAX_TAGS:
            raise self._too_much(f"{self._tags:,} XML tags", MAX_TAGS)
        if self._outer:
            self._outer._count(size, tags)

    def _too_much(self, what: str, most: int) -> SeedError:
        return self._origin.error(f"holds {what}", f"at most {most:,}", "split it into several")


def qualified_names(short: str) -> Iterator[str]:
    """An element's names in all dialects, from one like "w:p"."""
    prefix, local = short.split(":")
    return (f"{space} {local}" for space in _NAMESPACES[prefix])


def attribute_value(attributes: Attributes, local: str) -> str | None:
    """An attribute by its local name, whatever the dialect."""
    return next((v for name, v in attributes.items() if name.rpartition(" ")[2] == local), None)


class _RelationshipReader:
    def __init__(self, folder: str) -> None:
        self._folder = folder
        self.all: list[Relationship] = []

    def start(self, name: str, attributes: Attributes) -> None:
        if name in _RELATIONSHIP and attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            part = posixpath.normpath(
                posixpath.join("/", self._folder, attributes.get("Target", ""))
            )
            self.all.append(Relationship(attributes.get("Id", ""), kind, part))

    def end(self, name: str) -> None: ...
    def data(self, text: str) -> None: ...


_RELATIONSHIP = frozenset(qualified_names("rel:Relationship"))


def _part_name(part: str) -> str:
    """A part's name as it is compared: without regard to case, slashes both ways."""
    return part.replace("\\", "/").lstrip("/").lower()


def _refuse_entity(name: str, parameter: bool, value: str | None, *_: object) -> None:
    if value is not None:
        raise ValueError(f"it declares an entity, {name[:40]!r}, as no document does")
