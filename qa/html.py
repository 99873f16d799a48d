"""Escaping of untrusted text for HTML. Pure.

Owns the escaping, for HTML and for template languages alike: nothing in a document, file name or
question can become markup, script or a placeholder.
"""

from __future__ import annotations

import html

# Marks that reorder text are isolated per element by dir="auto"; overrides would still leak.
# Control characters have no place in HTML, and would drive a terminal that it is printed on.
_FORBIDDEN = dict.fromkeys(
    [*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F)], "\N{REPLACEMENT CHARACTER}"
)
for _blank in "\t\n":
    del _FORBIDDEN[ord(_blank)]
# Invisible characters are written as numbers: a browser reads them back, a terminal shows them.
_UNSEEN = {
    code: f"&#{code};"
    for first, last in ((0x61C, 0x61C), (0x200B, 0x200B), (0x200E, 0x200F), (0x2060, 0x206F),
                        (0xFEFF, 0xFEFF), (0xE0000, 0xE007F))
    for code in range(first, last + 1)
}  # fmt: skip
# Template languages would interpret these.
_WRITTEN = _UNSEEN | {ord(c): f"&#{ord(c)};" for c in "${}`"}


def escaped(text: str) -> str:
    """The text as HTML that shows it character by character."""
    text = text.encode("utf-8", "replace").decode()  # file names can hold half a character
    return html.escape(text.translate(_FORBIDDEN), quote=True).translate(_WRITTEN)


def shown(text: str) -> str:
    """The text that a browser returns after it was sent the escaped text."""
    return html.unescape(escaped(text))
