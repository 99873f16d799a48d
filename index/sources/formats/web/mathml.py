"""Formulas of a web page (MathML) in one line: ``10^6``, ``3/4``.

Owns the meaning of MathML elements; the linear form is that of Word's equations, see word/.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element

from index.sources.formats.word.omml import linear_form

# MathML elements to OMML objects, with the names of their arguments in order.
_OBJECTS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "mfrac": ("f", ("num", "den")),
    "mroot": ("rad", ("e", "deg")),
    "msub": ("sSub", ("e", "sub")),
    "msubsup": ("sSubSup", ("e", "sub", "sup")),
    "msup": ("sSup", ("e", "sup")),
}
_LEFT_OUT = ("annotation", "annotation-xml", "mphantom", "none", "mprescripts")
_ROWS = ("math", "menclose", "mpadded", "mrow", "mstyle", "msqrt", "semantics")
_INVISIBLE = dict.fromkeys(range(0x2061, 0x2065))  # function application, invisible times, ...


def formula_text(formula: Element) -> str:
    """A formula as text, whatever its depth."""
    texts: dict[Element, str] = {}
    for element in reversed(list(formula.iter())):  # children before their parents
        texts[element] = _element_text(element, [texts.pop(child) for child in element])
    return texts[formula]


def _element_text(element: Element, inside: Sequence[str]) -> str:
    if element.tag in _LEFT_OUT:
        return ""
    kind, names = _OBJECTS.get(element.tag, ("", ()))
    if kind and len(names) == len(inside):
        return linear_form(kind, list(zip(names, inside, strict=True)), {})
    own = " ".join((element.text or "").translate(_INVISIBLE).split())
    text = own + (_joined(inside) if element.tag in _ROWS else " ".join(filter(None, inside)))
    return linear_form("rad", [("e", text)], {}) if element.tag == "msqrt" else text


def _joined(inside: Sequence[str]) -> str:
    """The parts of a row; spaces keep two numbers, or two words, apart."""
    row = ""
    for part in inside:
        parts = row[-1:].isalnum() and part[:1].isalnum() and row[-1].isdigit() == part[0].isdigit()
        row += f" {part}" if parts and (part[0].isdigit() or len(part) > 1) else part
    return row
