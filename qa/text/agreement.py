"""Agreement of two answers: equal numbers, and the words of one among those of the other. Pure.

Owns the one rule that evidence, competing answers and confidence use. It depends on the texts of
the answers alone, which are whole tokens.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from index.lexical import STOP_WORDS, folded
from qa.text.numbers import numbers_in

SHORT = 3  # letters of a word that is no plural
_SYMBOLS: Mapping[str, str] = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "%": "percent"}
_WORD = re.compile(rf"[^\W\d_]+|[{''.join(_SYMBOLS)}]")
_MONTHS = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur"
    r"|Sun)day\b|\b(?:spring|summer|autumn|winter)\b"
)
DENIALS = frozenset(("no", "not", "never", "nor", "none", "non", "without", "cannot"))
_EMPTY = STOP_WORDS - DENIALS | {"its", "from", "about", "around", "st", "nd", "rd", "th", "s"}


@dataclass(frozen=True, slots=True)
class Stated:
    """The parts of an answer that are compared: its numbers, its words without function words, and
    whether it contains a negation.
    """

    numbers: tuple[Decimal, ...]
    words: tuple[str, ...]
    denies: bool


def agree(one: str, other: str) -> bool:
    """True where two answers say the same; False where either is empty."""
    a, b = stated(one), stated(other)
    if a.numbers != b.numbers or a.denies != b.denies:
        return False
    few, many = sorted((Counter(a.words), Counter(b.words)), key=Counter.total)
    return bool(few or a.numbers) and few <= many


@lru_cache(1024)
def stated(text: str) -> Stated:
    """The parts of an answer that are compared."""
    numbers, rest = numbers_in(unicodedata.normalize("NFC", text))
    found = [_SYMBOLS.get(word, word) for word in _WORD.findall(folded(rest))]
    words = tuple(_singular(w) for w in found if w not in _EMPTY and w not in DENIALS)
    return Stated(tuple(sorted(numbers)), words, not DENIALS.isdisjoint(found))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > SHORT and word.endswith("s") else word


def kind_of(text: str) -> str:
    """The kind of an answer: ``date``, ``amount``, ``name`` or ``words``."""
    said = stated(text)
    if said.numbers:
        year = len(said.numbers) == 1 and re.search(r"\b[12]\d{3}s?\b", text) and not said.words
        return "date" if year or _MONTHS.search(text) else "amount"
    named = [word for word in text.split() if folded(word) not in _EMPTY]
    if _MONTHS.search(text):
        return "date"
    return "name" if named and all(word[:1].isupper() for word in named) else "words"
