"""The words of a text that a search found: those with a term of the search. Pure.

Owns where they stand. What a term is, index/lexical.py says: "visits" is found for "visit".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from index.corpus import Span
from index.lexical import terms

_WORD = re.compile(r"\w\w+")


def found_words(text: str, wanted: Collection[str], within: Span) -> Iterator[Span]:
    """The words within a span whose term is wanted, in their order."""
    known: dict[str, bool] = {}
    for match in _WORD.finditer(text, within.start, within.end):
        word = match[0]
        if word not in known:
            known[word] = any(term in wanted for term in terms(word))
        if known[word]:
            yield Span(*match.span())
