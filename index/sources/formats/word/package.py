"""The package of a Word document: a zip of parts that refer to one another by relationships.

Owns which parts are decompressed and their total limit, the parsing of their XML, and the names of
elements in both dialects (transitional and strict). Only requested parts are decompressed, so
pictures and dangling relationships cost nothing. XML is parsed as a stream: no tree is built,
nothing outside the part is loaded, and entity declarations are refused. Knows nothing of text.
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

MAX_BYTES = 30_000_000  # of all parts that are read; a novel has 5 to 10 million
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
    """Receives the events of parsing a part; names are as ``qualified_names`` gives them."""

    def start(self, name: str, attributes: Attributes) -> None: ...
    def end(self, name: str) -> None: ...
    def data(self, text: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Relationship:
    """A reference between parts. ``kind`` is the last word of its type, as in "footnotes"."""

    id: str
    kind: str
    part: str


class Package:
    """The parts of one document; ``outer`` is the package that it is embedded in."""

    def __init__(self, content: bytes, origin: Origin, *, outer: Package | None = None) -> None:
        self._zip = zipfile.ZipFile(BytesIO(content))
        self._parts = {_part_name(info.filename): info for info in self._zip.infolist()}
        self._origin, self._outer = origin, outer
        self._bytes = self._tags = 0

    @property
    def is_embedded(self) -> bool:
        return self._outer is not None

    def read(self, part: str) -> bytes | None:
        """The content of a part, None if there is none. Raises SeedError beyond MAX_BYTES."""
        info = self._parts.get(_part_name(part))
        if info is None:
            return None
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise zipfile.BadZipFile(f"{part} is packed in a way that no document is")
        with self._zip.open(info) as stream:  # which ends at the stated size, correct or not
            content = stream.read(min(info.file_size, MAX_BYTES) + 1)
        self._count(len(content), 0)
        return content

    def parse(self, part: str, reader: XmlHandler) -> bool:
        """Parse the XML of a part; False if there is none."""
        content = self.read(part)
        if content is None:
            return False
        self._count(0, content.count(b"<"))
        # No table of names: a part with a million names would fill it.
        parser = expat.ParserCreate(namespace_separator=" ", intern=None)
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
        parser.CharacterDataHandler, parser.EntityDeclHandler = reader.data, _refuse_entity
        parser.Parse(content, True)
        return True

    def relationships(self, part: str = "") -> list[Relationship]:
        """The relationships of a part to others in the package; without a part, its own."""
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
    """The names of an element in all dialects, from a short one like "w:p"."""
    prefix, local = short.split(":")
    return (f"{space} {local}" for space in _NAMESPACES[prefix])


def attribute_value(attributes: Attributes, local: str) -> str | None:
    """An attribute by its local name, in any dialect."""
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
    """The name of a part as compared: in lower case, with forward slashes."""
    return part.replace("\\", "/").lstrip("/").lower()


def _refuse_entity(name: str, parameter: bool, value: str | None, *_: object) -> None:
    if value is not None:
        raise ValueError(f"it declares an entity, {name[:40]!r}, as no document does")
