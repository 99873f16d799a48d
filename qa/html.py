"""Text from outside as HTML that shows it, and does nothing. Pure.

Owns the escaping. Text is escaped for HTML and for template languages alike, so that nothing in a
document, file name or question can become markup, script or a placeholder.
"""

from __future__ import annotations

import html

_TEMPLATE_CHARACTERS = str.maketrans({"$": "&#36;", "{": "&#123;", "}": "&#125;", "`": "&#96;"})
# Marks that reorder text are isolated per element by dir="auto"; overrides would still leak.
_OVERRIDES = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e"), "\N{REPLACEMENT CHARACTER}")


def escaped(text: str) -> str:
    """The text as HTML shows it, letter by letter."""
    text = text.encode("utf-8", "replace").decode()  # file names can hold half a character
    return html.escape(text.translate(_OVERRIDES), quote=True).translate(_TEMPLATE_CHARACTERS)
