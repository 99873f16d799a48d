"""Names in a question that is typed in small letters, capitalised as the articles write them. Pure.

Owns which words are names: those that the texts found for a question have as a whole name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from qa.values.names import names_in

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")


def with_capitals(question: str, texts: Iterable[str]) -> str:
    """The question with the names that the texts have in their spelling; its length is the same.

    A name of one word that the texts have in small letters too is left as it is.
    """
    names: set[str] = set()
    small: set[str] = set()
    for text in texts:
        names.update(_POSSESSIVE.sub("", span.of(text)) for span in names_in(text))
        small.update(word for word in _WORD.findall(text) if word.islower())
    for name in sorted(names, key=lambda name: (-len(name), name)):
        if name.lower() not in small:
            question = _written(name, question)
    return question


def _written(name: str, question: str) -> str:
    """The question with a name in the name's spelling wherever it is in small letters."""
    small = re.compile(rf"(?<!\w){re.escape(name.lower())}(?!\w)")
    return small.sub(lambda match: name if len(name) == len(match[0]) else match[0], question)
