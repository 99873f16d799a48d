"""Text as Markdown that shows it character by character. Pure.

Owns which characters are escaped, and how.
"""

from __future__ import annotations

import re

from qa.text.printable import printable

# Characters that Markdown reads as markup: anywhere, at the start of a line, in bare addresses.
_ACTIVE = re.compile(r"[\\`*_\[\]<>&|~$]")
_LEADING = re.compile(r"^(\d{1,9}(?=[.)])|(?=[#+=-]))")
_ADDRESS = re.compile(r"(?<=\w):(?=//)|(?i:(?<=www)\.)|(?<=\w)@")


def escaped_line(text: str) -> str:
    """The text in one line of Markdown."""
    text = _ACTIVE.sub(r"\\\g<0>", printable(text)).replace("\\<", "&lt;")  # opens no comment
    return _LEADING.sub(lambda m: m[0] + "\\", _ADDRESS.sub(r"\\\g<0>", text))


def escaped_piece(text: str) -> str:
    """A piece of a line, with a space where white space separates it from its neighbours."""
    before, after = (" " if end.isspace() else "" for end in (text[:1], text[-1:]))
    return f"{before}{escaped_line(text)}{after}"


def link(words: str, target: str) -> str:
    """Words that open an address, as ``qa/text/links.py`` writes it."""
    # Letters that Markdown reads within an address too: entities, and mathematics.
    target = target.replace("&", "&amp;").replace("$", "%24")
    return f"[{escaped_line(words)}](<{target}>)"
