"""Equations and superscripts in one line: ``10^6``, ``a/b``.

Owns the linear form of the objects of an equation (OMML), and of superscript characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

Arguments = Sequence[tuple[str, str]]  # (name such as "num", text)
Properties = Mapping[str, str]  # of an object: its operator, its brackets

_SIMPLE = re.compile(r"[+−-]?[\w.,]+|[^\W_]?['′″°]|\S|\([^()]*\)|")
_NUMBER = re.compile(r"[+−-]?\d")
_LAST_WORD = re.compile(r"[^\W\d_]*\Z")
_RAISED_SIGNS = {"∘": "°", "°": "°", "′": "′", "″": "″", "*": "*", "†": "†"}
_MAX_UNIT = 3  # letters of a unit, after which a superscript digit is a power, as in "cm^2"


def superscript_text(before: str, text: str) -> str | None:
    """Superscript characters as written after ``before``; None for a footnote mark.

    Digits after a digit, or after a possible unit or variable, are a power. After a word or a full
    stop they are the mark of a note that was numbered by hand.
    """
    if not _NUMBER.match(text):
        return text
    word = _LAST_WORD.search(before)
    if before[-1:].isdigit() or (word and 0 < len(word[0]) <= _MAX_UNIT):
        return f"^{text}"
    return None if before.strip() else text


def linear_form(kind: str, arguments: Arguments, properties: Properties) -> str:
    """An object of an equation in one line."""
    write = _OBJECTS.get(kind)
    if write is None or not any(text.strip() for _, text in arguments):
        return " ".join(text for _, text in arguments)
    return write({name: text.strip() for name, text in arguments}, arguments, properties)


def _parenthesized(text: str) -> str:
    return text if _SIMPLE.fullmatch(text) else f"({text})"


def _superscript(text: str) -> str:
    if not text:
        return ""
    return _RAISED_SIGNS.get(text) or f"^{_parenthesized(text)}"


def _subscript(text: str) -> str:
    return f"_{_parenthesized(text)}" if text else ""


def _fraction(named: Mapping[str, str], _: Arguments, properties: Properties) -> str:
    over = "¦" if properties.get("type") == "noBar" else "/"
    return f"{_parenthesized(named.get('num', ''))}{over}{_parenthesized(named.get('den', ''))}"


def _scripts(named: Mapping[str, str], _: Arguments, __: Properties) -> str:
    base = _parenthesized(named.get("e", ""))
    return f"{base}{_subscript(named.get('sub', ''))}{_superscript(named.get('sup', ''))}"


def _limit(named: Mapping[str, str], _: Arguments, __: Properties) -> str:
    return f"{named.get('e', '')}{_subscript(named.get('lim', ''))}"


def _root(named: Mapping[str, str], _: Arguments, __: Properties) -> str:
    inner, degree = _parenthesized(named.get("e", "")), named.get("deg", "")
    return f"{inner}^(1/{_parenthesized(degree)})" if degree else f"√{inner}"


def _brackets(_: Mapping[str, str], arguments: Arguments, properties: Properties) -> str:
    inner = properties.get("sepChr", "|").join(text for _, text in arguments)
    return f"{properties.get('begChr', '(')}{inner}{properties.get('endChr', ')')}"


def _sum(named: Mapping[str, str], _: Arguments, properties: Properties) -> str:
    limits = f"{_subscript(named.get('sub', ''))}{_superscript(named.get('sup', ''))}"
    return f"{properties.get('chr', '∫')}{limits} {named.get('e', '')}"


_OBJECTS: Mapping[str, Callable[[Mapping[str, str], Arguments, Properties], str]] = {
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
OBJECT_PROPERTIES = ("begChr", "chr", "endChr", "sepChr", "type")
