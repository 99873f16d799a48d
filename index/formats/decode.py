"""Bytes to text: UTF-8 first, then what a mark states, then what can be detected with confidence.

Owns encodings and the line between text and binary content. Knows nothing of what the text says.
A text whose encoding is a guess is refused, because a wrong guess changes letters unseen.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from index.corpus import Omission
from index.formats.controls import FEW, in_binary, without
from index.formats.draft import Place

DETECTED_BYTES = 200_000  # of the start of a file: more adds time and no certainty
# Measured on a sentence or two in ten languages: right detections have at most 3.3 % mess and, in
# one-byte encodings, a coherence of 50 % or more; the runner-up lies 4 or more points behind.
MOST_MESS, LEAST_COHERENCE, LEAST_LEAD = 5.0, 40.0, 3.0

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is the start of this one
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HIGH_CONTROL = re.compile(r"[\x80-\x84\x86-\x9f]")  # no text has them; U+0085 is a line end


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
    try:
        return content.decode(marked or "utf-8")
    except UnicodeDecodeError as error:
        text = None if marked else _stated_or_detected(content, stated, place)
        if text is None:
            label = (marked or "utf-8").removesuffix("-sig").upper()
            raise place.bad(
                f"is not valid {label} (byte {error.start})",
                "UTF-8 text",
                "save it as UTF-8 or remove it",
            ) from error
        return text


def _stated_or_detected(content: bytes, stated: str | None, place: Place) -> str | None:
    _require_text(content.decode("latin-1"), place)
    encoding = _meant(stated) if stated else None
    encoding = encoding or _detected(content)
    try:
        text = content.decode(encoding) if encoding else None
    except UnicodeError:
        return None
    return None if text is None or _HIGH_CONTROL.search(text) else text


def _meant(stated: str) -> str | None:
    """The encoding that a name stands for, None where it is none for text."""
    try:
        found = codecs.lookup(stated)
    except (LookupError, ValueError):
        return None
    # As in browsers: pages that say Latin-1 mean what Windows made of it.
    name = "cp1252" if found.name in ("iso8859-1", "ascii") else found.name
    return name if found._is_text_encoding else None


def _detected(content: bytes) -> str | None:
    """Name of the encoding, when one is clearly likelier than all that give another text."""
    from charset_normalizer import from_bytes

    found = list(from_bytes(content[:DETECTED_BYTES]))
    if not found:
        return None
    best, rivals = found[0], found[1:]
    coherent = best.multi_byte_usage > 0.1 or best.percent_coherence >= LEAST_COHERENCE
    close = any(
        rival.percent_chaos <= best.percent_chaos + 1
        and rival.percent_coherence > best.percent_coherence - LEAST_LEAD
        for rival in rivals
    )
    return best.encoding if best.percent_chaos <= MOST_MESS and coherent and not close else None


def _require_text(text: str, place: Place) -> None:
    control = in_binary(text)
    if control:
        raise place.bad(
            f"holds the control character {control!r}: it looks binary",
            "UTF-8 text",
            "save it as text or remove it",
        )
