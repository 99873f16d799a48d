"""Control characters: what wire services, printers and terminals leave in texts.

Owns which characters they are, what stands in their place, and how many make a file binary.
"""

from __future__ import annotations

import re

# An escape that colours a terminal's text counts as one. \\n and \\t are text, \\r ends a line.
_CONTROL = re.compile(r"\x1b\[[0-9;?]{0,40}[@-~]|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_RUN = re.compile(rf"(?:{_CONTROL.pattern})+")
_BREAK = re.compile(r"[\x0b\x0c\x1c-\x1e]")  # of lines, pages and records
_MAGIC = ("%PDF-", "PK\x03\x04", "\x7fELF", "\x89PNG", "GIF8", "\xff\xd8\xff", "\x1f\x8b")
MOST = 0.05  # of all characters; of random bytes it is a ninth, of UTF-16 up to a half
FEW = 6  # that a text so short may hold that they are more, but at most a tenth


def in_binary(text: str) -> str | None:
    """A control character of content that is not text, None for text. Where the encoding is not
    known, the text is that of the bytes in Latin-1.
    """
    found = _CONTROL.findall(text)
    most = max(MOST * len(text), min(FEW, len(text) / 10))
    if len(found) > most or text.startswith(_MAGIC):
        return found[0] if found else text[0]
    return None


def without(text: str) -> tuple[str, int]:
    """The text without control characters, and how many there were. A line break is in place of
    those that break lines, a space in place of those that part two words.
    """
    return _RUN.sub(_instead, text), len(_CONTROL.findall(text))


def _instead(found: re.Match[str]) -> str:
    if _BREAK.search(found[0]):
        return "\n"
    if not found[0].strip("\0"):  # it fills, and parts nothing
        return ""
    before = found.string[max(found.start() - 1, 0) : found.start()]
    after = found.string[found.end() : found.end() + 1]
    return " " if before.isalnum() and after.isalnum() else ""
