"""The similarity of two sentences by their words, as text that was edited is found again. Pure.

Owns the measure. The thresholds from which two sentences count as one belong to those that compare.
"""

from __future__ import annotations

import unicodedata
from difflib import SequenceMatcher

LONGEST_SENTENCE = 2000  # characters


def word_similarity(one: str, other: str) -> float:
    """The share of words, case apart, that two sentences have in the same order, in [0, 1].

    Of a text longer than LONGEST_SENTENCE its beginning alone is compared.
    """
    a, b = (composed(text[:LONGEST_SENTENCE]).casefold().split() for text in (one, other))
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


def composed(text: str) -> str:
    """The text with accents composed (NFC) and each run of white space as one space."""
    return " ".join(unicodedata.normalize("NFC", text).split())
