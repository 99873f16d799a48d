"""Reasons that the assistant gives in English, in the language of a wording.

Owns which reasons are known: those whose text in English is in the catalogue, under ``reason.``.
Knows nothing of when one is given.
"""

from __future__ import annotations

import re
from functools import cache

from page.wording.english import ENGLISH
from page.wording.messages import localised
from page.wording.wording import Wording
from qa.text.phrases import ENGLISH_ONLY, INCOMPLETE, NOT_COMPUTED

KNOWN = "reason."  # how the names of their texts begin
ADDED = {
    ENGLISH_ONLY: "reason.english_only",
    NOT_COMPUTED: "reason.not_computed",
    INCOMPLETE: "reason.incomplete",
}


def translated(reason: str, say: Wording) -> str | None:
    """The reason in the language of the wording; None for one that is not known."""
    added: list[str] = []
    for words, name in reversed(ADDED.items()):
        if reason.endswith(f"; {words}"):
            reason = reason.removesuffix(f"; {words}")
            added.insert(0, say(name))
    for name, pattern in _patterns():
        found = pattern.fullmatch(reason)
        if found:
            places = {name: localised(words, say) for name, words in found.groupdict().items()}
            return "; ".join([say(name, **places), *added])
    return None


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The pattern of each known reason in English."""
    return tuple(
        (name, re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+?)", re.escape(text)), re.DOTALL))
        for name, text in ENGLISH.texts.items()
        if name.startswith(KNOWN) and isinstance(text, str)
    )
