"""Two sentences of nearly the same words, one of which says the opposite. Pure.

Owns the words that turn a sentence around. Sees only what single words show: a denial that one of
the sentences lacks, or a word in the place of its opposite.
"""

from __future__ import annotations

import re
from functools import cache

from index.lexical import folded, stem, terms
from qa.text.agreement import DENIALS

ALIKE = 0.3  # of the statement's terms that the sentence has too: from here words are compared
EQUAL = 0.75  # of them, and with half of the sentence's: from here a denial must be in both
_OPPOSITES = """
    rise fall|rose fell|risen fallen|increase decrease|grow shrink|grew shrank|more less|more fewer
    higher lower|win lose|won lost|allow ban|permit forbid|accept reject|support oppose
    approve reject|open close|largest smallest|best worst|begin end|started stopped
    encourage discourage|succeed fail|reached missed|keep abandon|hire fire|buy sell|bought sold
    always never|guilty innocent|legal illegal|likely unlikely|able unable|with without|up down
    enter leave|arrive depart|confirm deny|agree disagree|agree refuse|true false|strong weak
    keep dispense|keep drop|include exclude|raise cut|expand shrink|improve worsen|strengthen weaken
    praise criticize|welcome condemn|remember forget|join leave|possible impossible|rise decline
    increase decline|increase reduce|gained lost|safe dangerous|public private|early late
"""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def opposes(statement: str, sentence: str) -> str | None:
    """The word of a statement that a sentence has the opposite of, or the denial that only one of
    them has; None where there is no such word, or where they share too few others.
    """
    ours, theirs = set(terms(statement)), set(terms(sentence))
    if len(ours & theirs) < ALIKE * len(ours):
        return None
    for one, other in _pairs():
        if one in ours - theirs and other in theirs - ours:
            return next((w for w in _words(statement) if stem(w) == one), one)
    if len(ours & theirs) < max(EQUAL * len(ours), len(theirs) / 2):
        return None
    own, other_denial = _denial(statement), _denial(sentence)
    return (own or other_denial) if bool(own) != bool(other_denial) else None


def opposite_stems(term: str) -> frozenset[str]:
    """The stems of the words that say the opposite of a stem."""
    return frozenset(other for one, other in _pairs() if one == term)


@cache
def _pairs() -> list[tuple[str, str]]:
    """The stems of each pair of opposites, in both orders."""
    pairs = [pair.split() for pair in _OPPOSITES.replace("\n", "|").split("|") if pair.strip()]
    found = [(stem(a), stem(b)) for a, b in pairs]
    return [*found, *((b, a) for a, b in found)]


def _denial(text: str) -> str | None:
    return next((w for w in _words(text) if w in DENIALS or w.endswith(("n't", "n’t"))), None)


def _words(text: str) -> list[str]:
    return _WORD.findall(folded(text))
