"""Untrusted text as one line that is safe to print. Pure.

Owns the characters that a terminal must not be sent; those for HTML are html.py's.
"""

from __future__ import annotations

import re

# Characters that move the cursor, colour the terminal, reorder the line or are invisible; joiners
# that scripts need are not among them.
_UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ud800-\udfff\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]"
)


def printable(text: str) -> str:
    """The text in one line, control and reordering characters replaced by a visible mark."""
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", " ".join(text.split()))
