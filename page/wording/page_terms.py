"""Messages of the index and the assistant in the terms of the page.

Owns which words of the command line stand for which control. These messages are in English. What
has no control, as a setting of the server, is left: it is for whoever runs the server.
"""

from __future__ import annotations

import re

from page.wording.english import ENGLISH
from page.wording.messages import CONTROLS
from page.wording.wording import Wording

_TERMS = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"ask one: qa ask .*$", "type one"),
        (r"give a text: qa check-text FILE", "paste one"),
        (r"put an article there and run qa index\b", "add an article"),
        (r"run (qa index(?: --index \S+)? --rebuild)\b", r"type in a terminal: \1"),
        (r"(?<=one built before; )run qa index(?: --index \S+)?$", "click “{build}”"),
        (r"run qa index(?: --index \S+)?(?=[;,]| again|$)", "click “{update}”"),
        (r"\bseed (?=')", "file "),
        (r"\bseeds folder\b", "folder of articles"),
    )
)


def in_page_terms(message: str, say: Wording = ENGLISH) -> str:
    """The message with the words of the command line replaced by the page's."""
    for pattern, words in _TERMS:
        for name in CONTROLS:
            words = words.replace(f"{{{name}}}", say(f"index.{name}"))
        message = pattern.sub(words, message)
    return message
