"""Superscripts and subscripts in plain text: a power, an ordinal, a footnote mark.

Owns the meaning of superscripts and subscripts in their context. Their digits are never joined to
the digits of the line: 10 with a superscript 6 is not 106.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

_SUPERSCRIPTS = str.maketrans("0123456789+-−–()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁽⁾ⁿ")
_SUBSCRIPTS = str.maketrans("0123456789+-−–()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₍₎")
_NUMBER = re.compile(r"[+−–-]?\d+")
_NOTE_MARK = re.compile(
    r"[\[({]\s*(?:note |nb )?[\w*†‡§]{1,4}(?:\s*[,–-]\s*\w{1,4})*\s*[\])}]|[*†‡§¶#]+", re.I
)
_NOTE_LIST = re.compile(r"\d{1,3}(?:\s*[,–;-]\s*\d{1,3})*|[a-z]")
_SENTENCE_END = re.compile(r"[.,;:!?…\"”’»'）。，][)\]”’\"»]*$")
_WORD = re.compile(r"[^\W\d_]{3,}\)?$")
_UNIT = re.compile(
    r"(?:^|[\d\s/·*(])(?:[kcdmµμnh]?m|ft|feet|in|inch(?:es)?|yd|yards?|mi|miles?|[mµμn]?s|sec|h"
    r"|(?:kilo|centi|milli|deci)?met(?:er|re)s?)$"
)
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d$")
_NOTE_CLASS = re.compile(
    r"foot ?-?_?note|noteref|reference|endnote|citation|\bcite|\bfn", re.IGNORECASE
)


def superscript_text(text: str, before: str, after: str) -> str | None:
    """A superscript as written in the line after ``before``; None if it marks a footnote."""
    if _NOTE_MARK.fullmatch(text):
        return None
    if not _NUMBER.fullmatch(text):
        if _NOTE_LIST.fullmatch(text) and _is_note_position(before):
            return None
        return f"^{text}" if text in "nkmxij" and before[-1:].isdigit() else text
    if before[-1:].isdigit():
        if _YEAR.search(before) and len(text) < 3:
            return None
        return text.translate(_SUPERSCRIPTS) if after[:1].isdigit() else f"^{text}"
    if _UNIT.search(before) and text.lstrip("+−–-") in ("2", "3", "1", "4"):
        return text.translate(_SUPERSCRIPTS)
    return None if _is_note_position(before) else text.translate(_SUPERSCRIPTS)


def subscript_text(text: str, before: str, after: str) -> str:
    """A subscript as written in the line: unchanged unless its digits would join those of
    the line.
    """
    joins = (before[-1:].isdigit() and text[:1].isdigit()) or (
        text[-1:].isdigit() and after[:1].isdigit()
    )
    return text.translate(_SUBSCRIPTS) if joins else text


def is_note_reference(element: Element) -> bool:
    """Return whether an element refers to a note: by its role, its names, or a link in the page."""
    for inner in element.iter():
        if inner.get("role") == "doc-noteref":
            return True
        names = f"{inner.get('class', '')} {inner.get('id', '')}"
        href = inner.get("href") if inner.tag == "a" else None
        if _NOTE_CLASS.search(names) or (href is not None and "#" in href):
            return True
    return False


def is_inline_note_reference(element: Element, text: str) -> bool:
    """Return whether a link that is no superscript refers to a note."""
    if element.tag != "a":
        return False
    inside = element.get("href", "").startswith("#") and bool(_NOTE_MARK.fullmatch(text))
    return inside or element.get("role") == "doc-noteref"


def script_of(element: Element) -> str | None:
    """``sup`` or ``sub``, by the element's tag or its style."""
    if element.tag in ("sup", "sub"):
        return str(element.tag)
    style = element.get("style", "").replace(" ", "").lower()
    return next((p for p in ("sup", "sub") if f"vertical-align:{p}" in style), None)


def _is_note_position(before: str) -> bool:
    """Return whether a superscript number marks a note there: after a sentence, or a word that is
    no unit.
    """
    return not before.strip() or bool(_SENTENCE_END.search(before) or _WORD.search(before))
