"""British and American spelling of one word: colour and color. Pure.

Owns the endings that differ. Words are in small letters; exceptions that no ending tells (tyre,
kerb) are left out.
"""

from __future__ import annotations

import re

# British and American, each with at least so many letters before it that no two words are confused:
# four and for, filled and filed.
_PAIRS = (
    (r"(?<=[a-z]{3})our(?=s?$|ed$|ing$|ite|able|ful|less|hood|er|ist|ly)", "or"),
    (r"(?<=[a-z]{3})is(?=e[sdr]?$|ers$|ing$|ation)", "iz"),
    (r"(?<=[a-z]{3})ys(?=e[sdr]?$|ers$|ing$)", "yz"),
    (r"(?<=[a-z]{2}[tb])re(?=s?$|d$)", "er"),
    (r"(?<=[a-z]{2})ence(?=s?$)", "ense"),
    (r"(?<=[a-z]{3})ogue(?=s?$)", "og"),
    (r"(?<=[a-z]{4})ll(?=ed$|ing$|ers?$)", "l"),
    (r"(?<=program)me(?=s?$)", ""),
)
_BRITISH = tuple((re.compile(british), american) for british, american in _PAIRS)
_VARIES = re.compile(
    "|".join(british for british, _ in _PAIRS)
    + "|[a-z]{3}(?:or(?:s?$|ed$|ing$|ite|able|ful|less|hood|er|ist|ly)|[iy]z(?:e|ing|ation))"
    + "|[a-z]{2}(?:og|ense)s?$"
    + "|[a-z]{2}[tb]er(?:s|ed)?$|[a-z]{4}l(?:ed|ing|ers?)$|program"
)


def has_respelling(word: str) -> bool:
    """True if a word ends as one that is spelled in two ways, though it may have only one."""
    return _VARIES.search(word) is not None


def is_respelling(one: str, other: str) -> bool:
    """True if two words are one in British and in American spelling."""
    return one != other and american(one) == american(other)


def american(word: str) -> str:
    """The word with each British ending replaced."""
    for british, replacement in _BRITISH:
        word = british.sub(replacement, word)
    return word
