"""Questions for an e-mail address, a web address or a telephone number, and what looks like one.

Owns both patterns of each. They often stand side by side, and networks confuse them.
"""

from __future__ import annotations

import re

_ASKED = re.IGNORECASE | re.DOTALL
_FORMS = (
    (
        re.compile(r"\W*(?:what|which)\b.{0,40}?\be-?mail(?:\s+address)?\b", _ASKED),
        re.compile(r"[^\s@]+@[^\s@]+"),
    ),
    (
        re.compile(r"\W*(?:what|which)\b.{0,40}?\b(?:web\s?site|web\s+address|url)\b", _ASKED),
        re.compile(r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)+(?:/\S*)?"),
    ),
    (
        re.compile(r"\W*(?:what|which)\b.{0,40}?\b(?:tele)?phone\s+number\b", _ASKED),
        re.compile(r"[+(]?\d[\d\s()./-]{3,}\d"),
    ),
)


def address_form(question: str) -> re.Pattern[str] | None:
    """The pattern of the whole answer where the question asks for an address or a number to call;
    None for all other questions.
    """
    return next((form for asked, form in _FORMS if asked.match(question)), None)
