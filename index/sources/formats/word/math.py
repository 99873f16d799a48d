"""How what stands above, below or over something else is written in one line: ``10^6``, ``a/b``.

Owns the linear form of the objects of an equation (OMML), and of characters that are raised.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

Arguments = Sequence[tuple[str, str]]  # name of each, such as "num", and its text
Stated = Mapping[str, str]  # of an object: its sign, its brackets

_SIMPLE = re.compile(r"[+−-]?[\w.,]+|[^\W_]?['′″°]|\S|\([^()]*\)|")
_NUMBER = re.compile(r"[+−-]?\d")
_LAST_WORD = re.compile(r"[^\W\d_]*\Z")
_SIGNS_ABOVE = {"∘": "°", "°": "°", "′": "′", "″": "″", "*": "*", "†": "†"}
_UNIT = 3  # letters at most: a digit raised behind them is a power, as in "cm^2"


def raised(before: str, text: str) -> str | None:
    """Raised characters as they are written behind ``before``; None for a footnote's mark.

    Digits behind a digit, or behind what may be a unit or a variable, are a power. Behind a word or
    a full stop they are the mark of a note that somebody numbered by hand.
    """
    if not _NUMBER.match(text):
        return text
    word = _LAST_WORD.search(before)
    if before[-1:].isdigit() or (word and 0 < len(word[0]) <= _UNIT):
        return f"^{text}"
    return None if before.strip() else text


def written(kind: str, arguments: Arguments, stated: Stated) -> str:
    """An object of an equation in one line."""
    write = _OBJECTS.get(kind)
    if write is None or not any(text.strip() for _, text in arguments):
        return " ".join(text for _, text in arguments)
    return write({name: text.strip() for name, text in arguments}, arguments, stated)


def _grouped(text: str) -> str:
    return text if _SIMPLE.fullmatch(text) else f"({text})"


def _above(text: str) -> str:
    if not text:
        return ""
    return _SIGNS_ABOVE.get(text) or f"^{_grouped(text)}"


def _below(text: str) -> str:
    return f"_{_grouped(text)}" if text else ""


def _fraction(named: Mapping[str, str], _: Arguments, stated: Stated) -> str:
    over = "¦" if stated.get("type") == "noBar" else "/"
    return f"{_grouped(named.get('num', ''))}{over}{_grouped(named.get('den', ''))}"


def _scripts(named: Mapping[str, str], _: Arguments, __: Stated) -> str:
    base = _grouped(named.get("e", ""))
    return f"{base}{_below(named.get('sub', ''))}{_above(named.get('sup', ''))}"


def _limit(named: Mapping[str, str], _: Arguments, __: Stated) -> str:
    return f"{named.get('e', '')}{_below(named.get('lim', ''))}"


def _root(named: Mapping[str, str], _: Arguments, __: Stated) -> str:
    inner, degree = _grouped(named.get("e", "")), named.get("deg", "")
    return f"{inner}^(1/{_grouped(degree)})" if degree else f"√{inner}"


def _brackets(_: Mapping[str, str], arguments: Arguments, stated: Stated) -> str:
    inner = stated.get("sepChr", "|").join(text for _, text in arguments)
    return f"{stated.get('begChr', '(')}{inner}{stated.get('endChr', ')')}"


def _sum(named: Mapping[str, str], _: Arguments, stated: Stated) -> str:
    borders = f"{_below(named.get('sub', ''))}{_above(named.get('sup', ''))}"
    return f"{stated.get('chr', '∫')}{borders} {named.get('e', '')}"


_OBJECTS: Mapping[str, Callable[[Mapping[str, str], Arguments, Stated], str]] = {
    "d": _brackets,
    "f": _fraction,
    "limLow": _limit,
    "limUpp": _limit,
    "nary": _sum,
    "rad": _root,
    "sPre": _scripts,
    "sSub": _scripts,
    "sSubSup": _scripts,
    "sSup": _scripts,
}
OBJECTS = (*_OBJECTS, "acc", "bar", "borderBox", "box", "eqArr", "func", "groupChr", "m", "phant")
ARGUMENTS = ("deg", "den", "e", "fName", "lim", "num", "sub", "sup")
STATED = ("begChr", "chr", "endChr", "sepChr", "type")
