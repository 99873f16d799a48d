"""Words hyphenated at the end of a line.

Owns the decision whether a hyphen belongs to the word. It is removed if the text has the word
without it, and kept if the text has the word with it or the word is a compound such as "long-term".
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from index.sources.patterns import FIRST_EAST_ASIAN

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_HYPHEN_AT_END = re.compile(r"([^\W\d_]+)([-\u00ad\u2010])$")
_WORD_AT_START = re.compile(r"^[^\W\d_]+")
_HYPHENATED = re.compile(r"[\w.][-\u00ad\u2010]$")
_SOFT_HYPHEN = "\u00ad"
# After a suspended hyphen: two- and three-year plans.
_CONJUNCTIONS = {"and", "or", "nor", "to", "und", "oder", "bis", "et", "ou", "y", "o"}
# First and second parts of words that are written with a hyphen.
_FIRST_TEXT = """
all anti cross day double east eight eighty eleven ex far fast fifteen fifty first five forty
four full half hard high hundred ill large left light long low mid middle month multi near new
nine ninety non north old one open part post pre pro quasi right second self semi seven seventy
short single six sixty small so soft south ten third thirty three top twelve twenty two vice
week well west wide world year
"""
_SECOND_TEXT = """
aged based born bound built called century class day dollar driven eight elect eyed fifths five
foot founded four free friendly general hand hour in inch income kilometer kilometre known law
led level like lived looking made man member meter metre mile minded minute month nine off old
out owned page party per person point pound quarters range rate related risk round run running
scale second seven sided six size sized speaking speed standing stop story style term third
thirds three time two type up way week wide wing winning woman year years
"""
_FIRST_PARTS, _SECOND_PARTS = frozenset(_FIRST_TEXT.split()), frozenset(_SECOND_TEXT.split())


def vocabulary(lines: Iterable[str]) -> frozenset[str]:
    """The words of the lines in lower case, without the halves of hyphenated words."""
    words, is_parted = set[str](), False
    for line in lines:
        whole = _WORD_AT_START.sub("", line, count=1) if is_parted else line
        is_parted = bool(_HYPHEN_AT_END.search(line))
        words.update(word.lower() for word in _WORD.findall(_HYPHEN_AT_END.sub("", whole)))
    return frozenset(words)


def join_lines(text: str, following: str, words: frozenset[str]) -> tuple[str, str]:
    """A line as it is written before the next one, and the separator between them."""
    before, after = _HYPHEN_AT_END.search(text), _WORD_AT_START.match(following)
    if before is None or after is None:
        both_wide = text[-1:] >= FIRST_EAST_ASIAN and following[:1] >= FIRST_EAST_ASIAN
        goes_on = _HYPHENATED.search(text) and following[:1].isalnum()
        return text, "" if both_wide or goes_on else " "
    if after[0] in _CONJUNCTIONS:
        return text, " "
    own = before[2] != _SOFT_HYPHEN and _keeps_hyphen(before[1], after[0], words)
    return (text if own else text[:-1]), ""


def _keeps_hyphen(first: str, second: str, words: frozenset[str]) -> bool:
    """Return whether the hyphen belongs to the word."""
    if not (first[-1].islower() and second[0].islower()):
        return True
    a, b = first.lower(), second.lower()
    if f"{a}-{b}" in words or a + b in words:
        return f"{a}-{b}" in words
    return a in _FIRST_PARTS or b in _SECOND_PARTS or (min(len(a), len(b)) > 3 and {a, b} <= words)
