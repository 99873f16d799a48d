"""Control characters and line ends in texts, as news agencies, printers and terminals leave them.

Owns the set of these characters, their replacements, and the number from which a file is binary.
"""

from __future__ import annotations

import re

# An escape sequence of a terminal counts as one. \\n and \\t are text, \\r ends a line.
CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
_CONTROL = re.compile(rf"\x1b\[[0-9;?]{{0,40}}[@-~]|{CONTROL}")
_RUN = re.compile(rf"(?:{_CONTROL.pattern})+")
_LINE_BREAK = re.compile(r"[\x0b\x0c\x1c-\x1e]")  # of lines, pages and records
_BINARY_PREFIXES = ("%PDF-", "PK\x03\x04", "\x7fELF", "\x89PNG", "GIF8", "\xff\xd8\xff", "\x1f\x8b")
MAX_SHARE = 0.05  # of all characters; random bytes have a ninth, UTF-16 up to a half
TOLERATED = 6  # in a text too short for MAX_SHARE, but at most a tenth of it


def sign_of_binary(text: str) -> str | None:
    """The first control character of content that is binary, or None if it is text.

    Where the encoding is unknown, ``text`` is the bytes decoded as Latin-1.
    """
    found = _CONTROL.findall(text)
    most = max(MAX_SHARE * len(text), min(TOLERATED, len(text) / 10))
    if len(found) > most or text.startswith(_BINARY_PREFIXES):
        return found[0] if found else text[0]
    return None


def without_controls(text: str) -> tuple[str, int]:
    """The text without control characters, and their number.

    Those that break lines become a newline, those that separate two words a space.
    """
    return _RUN.sub(_replacement, text), len(_CONTROL.findall(text))


def with_line_feeds(text: str) -> str:
    """The text without lone surrogates; line feeds are its only line ends."""
    return without_surrogates(text).replace("\r\n", "\n").replace("\r", "\n")


def without_surrogates(text: str) -> str:
    """The text with a question mark for each lone surrogate, which JSON can escape."""
    return text.encode("utf-8", "replace").decode()


def _replacement(found: re.Match[str]) -> str:
    if _LINE_BREAK.search(found[0]):
        return "\n"
    if not found[0].strip("\0"):  # NUL is padding and separates nothing
        return ""
    before = found.string[max(found.start() - 1, 0) : found.start()]
    after = found.string[found.end() : found.end() + 1]
    return " " if before.isalnum() and after.isalnum() else ""
