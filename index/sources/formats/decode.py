"""Bytes to text: by their mark or as UTF-8, or else in the encoding that is stated or certain.

Owns which of these goes first, and the encoding that files are said to have which state none. A
text whose encoding would be a guess is refused, because a wrong guess changes letters unseen.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from index.corpus import Omission
from index.sources.formats.controls import FEW, in_binary, without
from index.sources.formats.draft import Place
from index.sources.formats.readings import SEEN_BYTES, certain, is_almost_utf_8

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is the start of this one
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ESCAPE = b"\x1b$"  # by which ISO-2022 goes over to Japanese, Chinese or Korean
_HIGH_CONTROL = re.compile(r"[\x80-\x84\x86-\x9f]")  # no text has them; U+0085 is a line end


_assumed: str | None = None  # in this process


def assume(encoding: str | None) -> None:
    """From now on, read files in this encoding that are not UTF-8 and state none."""
    global _assumed
    _assumed = encoding


def assumed() -> str | None:
    """The encoding of files that are not UTF-8 and state none; None where nobody has said."""
    return _assumed


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, every line ending a single newline, and what was left out of it."""

    text: str
    omissions: tuple[Omission, ...] = ()


def decoded(content: bytes, name: str, *, stated: str | None = None) -> Decoded:
    """Decode a file. ``stated`` is the encoding that it names itself, which is used when the bytes
    are not UTF-8. Raises SeedError.
    """
    place = Place(name)
    text = _text(content, stated, place)
    _require_text(text, place)
    return tidied(text)


def tidied(text: str) -> Decoded:
    """Text without control characters and half characters, every line ending a single newline."""
    text = text.encode("utf-8", "replace").decode()  # JSON can spell half a character
    text, dropped = without(text.replace("\r\n", "\n").replace("\r", "\n"))
    if dropped <= FEW:
        return Decoded(text)
    return Decoded(text, (Omission(dropped, "control characters, which are no text"),))


def _text(content: bytes, stated: str | None, place: Place) -> str:
    marked = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), None)
    if _ESCAPE in content:  # in 7 bits, so that it would pass for UTF-8
        marked = "iso2022_jp"
    try:
        return content.decode(marked or "utf-8")
    except UnicodeDecodeError as error:
        text = None if marked else _in_another(content, error.start, stated, place)
        if text is None:
            label = (marked or "utf-8").removesuffix("-sig").upper()
            line = content.count(b"\n", 0, error.start) + 1
            raise place.bad(
                f"is not valid {label} (byte {error.start}, on line {line})",
                "UTF-8 text",
                "save it as UTF-8" + ("" if marked else ", or set QA_ENCODING to what it is in"),
            ) from error
        return text


def _in_another(content: bytes, start: int, stated: str | None, place: Place) -> str | None:
    """The text in the encoding that is stated, said or certain; None where there is none. Up to
    ``start`` it is UTF-8.
    """
    _require_text(content.decode("latin-1"), place)
    line = content.rfind(b"\n", 0, start) + 1
    seen = content[max(line, start - SEEN_BYTES // 2) :][:SEEN_BYTES]
    if not content[:line].isascii() or is_almost_utf_8(seen):
        return None
    encoding = (_meant(stated) if stated else None) or _assumed or certain(seen)
    try:
        text = content.decode(encoding) if encoding else None
    except UnicodeError:
        return None
    return None if text is None or _HIGH_CONTROL.search(text) else text


def text_encoding(name: str) -> str | None:
    """The encoding that a name stands for, None where it is none for text."""
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    return found.name if found._is_text_encoding else None


def _meant(stated: str) -> str | None:
    """The encoding that a page means. As in browsers, those that say Latin-1 mean cp1252."""
    name = text_encoding(stated)
    return "cp1252" if name in ("iso8859-1", "ascii") else name


def _require_text(text: str, place: Place) -> None:
    control = in_binary(text)
    if control:
        raise place.bad(
            f"holds the control character {control!r}: it looks binary",
            "UTF-8 text",
            "save it as text or remove it",
        )
