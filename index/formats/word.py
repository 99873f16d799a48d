"""Word documents (.docx): paragraphs, headings and tables in reading order.

Owns what of a document is its text, and the check that unpacking it is safe. Pages are not known:
they are made when Word lays the text out. Text that was deleted or moved away is left out.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from index.formats.draft import Draft, Drafts, Place, fenced, joined
from index.formats.fields import NOTHING_STATED, Fields, one_line

MAX_PARTS = 5_000
MAX_UNPACKED_BYTES = 100_000_000
MAX_XML_BYTES = 30_000_000  # a part that is parsed; in memory it takes about ten times as much
MAX_RATIO = 200  # the text of a document is packed 5 to 20 times smaller, a bomb 1,000 times

_CHUNK = 1 << 16
_OLD_OR_ENCRYPTED = b"\xd0\xcf\x11\xe0"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PARAGRAPH, _TABLE, _BOX = f"{_W}p", f"{_W}tbl", f"{_W}txbxContent"
_LEFT_OUT = {f"{_W}del", f"{_W}moveFrom", _FALLBACK}
_MARKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_NO_AUTHOR = {"python-docx", "docx", "unknown", "author"}  # what programs write for nobody


def read(content: bytes, name: str) -> Drafts:
    """Read one article. Raises SeedError."""
    place = Place(name)
    if content.startswith(_OLD_OR_ENCRYPTED):
        raise place.bad(
            "is encrypted, or an old .doc", "a .docx without a password", "save it as one"
        )
    with fenced(place, library="docx", kind="a Word document"):
        _check_package(content, place)
        return Drafts((_draft(content),))


def _check_package(content: bytes, place: Place) -> None:
    """Refuse what would grow too large, by what the package says and then by what it holds."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        parts = package.infolist()
        size = sum(part.file_size for part in parts)
        if len(parts) > MAX_PARTS:
            raise _too_much(place, f"{len(parts):,} parts", f"at most {MAX_PARTS:,}")
        if size > MAX_UNPACKED_BYTES or any(map(_is_swollen, parts)):
            raise _too_much(place, f"{size:,} bytes, unpacked", f"at most {MAX_UNPACKED_BYTES:,}")
        for part in parts:
            _unpack(package, part)


def _is_swollen(part: zipfile.ZipInfo) -> bool:
    if part.filename.endswith((".xml", ".rels")) and part.file_size > MAX_XML_BYTES:
        return True
    return part.file_size > max(1_000_000, MAX_RATIO * part.compress_size)


def _unpack(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Read a part through in small pieces: zipfile stops at the stated size and checks the sum.

    A single read would unpack all there is before it looks at the stated size, which may lie.
    """
    with package.open(part) as stream:
        while stream.read(_CHUNK):
            pass


def _too_much(place: Place, what: str, expected: str) -> Exception:
    return place.bad(f"holds {what}", expected, "save it without its pictures, or split it")


def _draft(content: bytes) -> Draft:
    import docx

    document = docx.Document(BytesIO(content))
    return Draft(joined(_blocks(document.element.body)), _fields(document))


def _fields(document: Any) -> Fields:
    from docx.opc.constants import RELATIONSHIP_TYPE

    relations = document.part.package.rels.values()
    if all(r.reltype != RELATIONSHIP_TYPE.CORE_PROPERTIES for r in relations):
        return NOTHING_STATED  # or python-docx would make some up
    stated = document.core_properties
    author = one_line(stated.author)
    # Not ``created``: it is the day the file was begun, not the day it was published.
    return Fields(
        title=one_line(stated.title),
        author=None if author is None or author.lower() in _NO_AUTHOR else author,
    )


def _blocks(element: Any) -> Iterator[str]:
    """Texts of the paragraphs and of the rows of tables below an element, in reading order."""
    for child in element:
        if child.tag == _PARAGRAPH:
            yield "".join(_pieces(child))
            for box in _boxes(child):
                yield from _blocks(box)
        elif child.tag == _TABLE:
            yield from _rows(child)
        elif child.tag not in _LEFT_OUT:
            yield from _blocks(child)


def _rows(table: Any) -> Iterator[str]:
    for row in table.iterchildren(f"{_W}tr"):
        cells = [" ".join("\n".join(_blocks(cell)).split()) for cell in row.iterchildren(f"{_W}tc")]
        if any(cells):
            yield " | ".join(cells)


def _pieces(element: Any) -> Iterator[str]:
    """Pieces of the text of a paragraph, text boxes and what was deleted left out."""
    for child in element:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _MARKS:
            yield _MARKS[child.tag]
        elif child.tag not in _LEFT_OUT and child.tag != _BOX:
            yield from _pieces(child)


def _boxes(element: Any) -> Iterator[Any]:
    for child in element:
        if child.tag == _BOX:
            yield child
        elif child.tag not in _LEFT_OUT:
            yield from _boxes(child)
