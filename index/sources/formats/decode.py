"""Bytes to text: by byte order mark, as UTF-8, or in an encoding that is stated or certain.

Owns the order of these, and the fallback encoding of files that state none. A file whose encoding
would be a guess is refused, because a wrong guess silently changes letters.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from index.corpus import Omission
from index.sources.formats.control_characters import (
    TOLERATED,
    sign_of_binary,
    with_line_feeds,
    without_controls,
)
from index.sources.formats.draft import Origin
from index.sources.formats.encoding_detection import SAMPLE_BYTES, detect_encoding, is_nearly_utf8

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is the start of this one
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ISO_2022_ESCAPE = b"\x1b$"  # switches ISO-2022 to Japanese, Chinese or Korean
_C1_CONTROL = re.compile(r"[\x80-\x84\x86-\x9f]")  # in no text; U+0085 is a line end


_fallback: str | None = None  # of this process


def set_fallback_encoding(encoding: str | None) -> None:
    """Set the encoding, in this process, of files that are not UTF-8 and state none."""
    global _fallback
    _fallback = encoding


def fallback_encoding() -> str | None:
    """The encoding of files that are not UTF-8 and state none; None if it is not set."""
    return _fallback


@dataclass(frozen=True, slots=True)
class DecodedText:
    """The text of a file with line feeds as its only line ends, and what was omitted from it."""

    text: str
    omissions: tuple[Omission, ...] = ()


def decode(content: bytes, name: str, *, stated: str | None = None) -> DecodedText:
    """Decode a file.

    ``stated`` is the encoding that the file itself names; it is used when the bytes are not UTF-8.
    Raises SeedError for binary content and for an unknown encoding.
    """
    origin = Origin(name)
    text = _text(content, stated, origin)
    _require_text(text, origin)
    return normalize(text)


def normalize(text: str) -> DecodedText:
    """Text without control characters or lone surrogates; line feeds are its only line ends."""
    text, dropped = without_controls(with_line_feeds(text))
    if dropped <= TOLERATED:
        return DecodedText(text)
    return DecodedText(text, (Omission(dropped, "control characters, which are no text"),))


def _text(content: bytes, stated: str | None, origin: Origin) -> str:
    marked = next((encoding for mark, encoding in _BOMS if content.startswith(mark)), None)
    if _ISO_2022_ESCAPE in content:  # in 7 bits, so that it would pass for UTF-8
        marked = "iso2022_jp"
    try:
        return content.decode(marked or "utf-8")
    except UnicodeDecodeError as error:
        text = None if marked else _decode_otherwise(content, error.start, stated, origin)
        if text is None:
            label = (marked or "utf-8").removesuffix("-sig").upper()
            line = content.count(b"\n", 0, error.start) + 1
            raise origin.error(
                f"is not valid {label} (byte {error.start}, on line {line})",
                "UTF-8 text",
                "save it as UTF-8" + ("" if marked else ", or set QA_ENCODING to what it is in"),
            ) from error
        return text


def _decode_otherwise(content: bytes, start: int, stated: str | None, origin: Origin) -> str | None:
    """The text in the stated, the fallback or the detected encoding; None if there is none.

    The bytes before ``start`` are valid UTF-8.
    """
    _require_text(content.decode("latin-1"), origin)
    line = content.rfind(b"\n", 0, start) + 1
    seen = content[max(line, start - SAMPLE_BYTES // 2) :][:SAMPLE_BYTES]
    if not content[:line].isascii() or is_nearly_utf8(seen):
        return None
    encoding = (_browser_encoding(stated) if stated else None) or _fallback or detect_encoding(seen)
    try:
        text = content.decode(encoding) if encoding else None
    except UnicodeError:
        return None
    return None if text is None or _C1_CONTROL.search(text) else text


def codec_name(name: str) -> str | None:
    """Python's name of a text encoding; None if it is unknown or encodes no text."""
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    return found.name if found._is_text_encoding else None


def _browser_encoding(stated: str) -> str | None:
    """The encoding that a page means: as in browsers, ISO-8859-1 and ASCII mean cp1252."""
    name = codec_name(stated)
    return "cp1252" if name in ("iso8859-1", "ascii") else name


def _require_text(text: str, origin: Origin) -> None:
    control = sign_of_binary(text)
    if control:
        raise origin.error(
            f"holds the control character {control!r}: it looks binary",
            "UTF-8 text",
            "save it as text or remove it",
        )
