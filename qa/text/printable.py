"""Untrusted text as one line that is safe to print. Pure.

Owns the choice of characters that no terminal is sent: those that move the cursor, colour the text,
reorder the line or are invisible.
"""

from __future__ import annotations

import re

from qa.text.characters import CONTROLS, FILLERS, MARKS, OVERRIDES, SURROGATES, TAGS

_UNPRINTABLE = re.compile(f"[{CONTROLS}{OVERRIDES}{MARKS}{TAGS}{FILLERS}{SURROGATES}]")


def printable(text: str) -> str:
    """The text in one line, control and reordering characters replaced by a visible mark."""
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", " ".join(text.split()))
