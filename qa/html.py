"""HTML as a type, and the escaping of text. Pure.

Owns how text is escaped: for HTML and for template languages alike, so that nothing in a document,
file name or question can become markup, script or a placeholder.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

if TYPE_CHECKING:
    from typing_extensions import Self

# Marks that reorder text are isolated per element by dir="auto"; overrides would still leak.
# Control characters have no place in HTML, and would drive a terminal that it is printed on.
_FORBIDDEN = dict.fromkeys(
    [*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F)], "\N{REPLACEMENT CHARACTER}"
)
for _blank in "\t\n":
    del _FORBIDDEN[ord(_blank)]
# Invisible characters are written as numbers: a browser takes them as they are, a terminal shows
# the number.
_INVISIBLE = {
    code: f"&#{code};"
    for first, last in ((0x61C, 0x61C), (0x200B, 0x200B), (0x200E, 0x200F), (0x2060, 0x206F),
                        (0xFEFF, 0xFEFF), (0xE0000, 0xE007F))
    for code in range(first, last + 1)
}  # fmt: skip
_TEMPLATE_CHARACTERS = {ord(c): f"&#{ord(c)};" for c in "${}`"}
_NUMBERED = _INVISIBLE | _TEMPLATE_CHARACTERS


class Html(Markup):
    """HTML. Plain text that is added to it, joined by it or formatted into it is escaped.

    The characters are those that ``html.escape`` gives and not markupsafe's own: exported answers
    are compared byte for byte when they are verified.
    """

    __slots__ = ()

    @classmethod
    def escape(cls, s: Any, /) -> Self:
        """The text as HTML that shows it letter by letter; HTML is returned as it is."""
        if hasattr(s, "__html__"):
            return cls(s)
        text = str(s).encode("utf-8", "replace").decode()  # file names can hold lone surrogates
        return cls(html.escape(text.translate(_FORBIDDEN), quote=True).translate(_NUMBERED))


def escape(text: str) -> Html:
    """The text as HTML that shows it letter by letter."""
    return Html.escape(text)


def browser_text(text: str) -> str:
    """The text as a browser sends it back after it was sent escaped."""
    return html.unescape(str(escape(text)))
