"""HTML as a type, and the escaping of text. Pure.

Owns how text is escaped: for HTML and for template languages alike, so that nothing in a document,
file name or question can become markup, script or a placeholder.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from qa.text.characters import CONTROLS, MARKS, OVERRIDES, TAGS

if TYPE_CHECKING:
    from typing_extensions import Self

# Characters without a place in HTML; marks of direction are isolated per element by dir="auto".
_FORBIDDEN = re.compile(f"(?![\t\n])[{CONTROLS}{OVERRIDES}]")
# Characters written as numbers: invisible ones, and those that template languages interpret.
_NUMBERED = re.compile(f"[{MARKS}{TAGS}${{}}`]")


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
        text = html.escape(_FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text), quote=True)
        return cls(_NUMBERED.sub(lambda match: f"&#{ord(match[0])};", text))


def escape(text: str) -> Html:
    """The text as HTML that shows it letter by letter."""
    return Html.escape(text)


def browser_text(text: str) -> str:
    """The text as a browser sends it back after it was sent escaped."""
    return html.unescape(str(escape(text)))
