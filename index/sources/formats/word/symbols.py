"""Symbol fonts, whose characters stand in the place of letters.

Owns the tables of Symbol and of the commoner signs of Wingdings. Other such fonts are unknown.
"""

from __future__ import annotations

_PRIVATE = range(0xF000, 0xF100)  # the private code points that Word uses for such fonts
_UNKNOWN = "\0"
_SYMBOL = dict(
    zip(
        (*range(0x20, 0x7F), *range(0xA0, 0xFF)),
        " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾"
        "αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
        "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓"
        f"◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪{_UNKNOWN}〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭",
        strict=True,
    )
)
_WINGDINGS = {
    0x4A: "☺", 0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x76: "❖", 0x9F: "•", 0xA7: "▪",
    0xA8: "◻", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "→", 0xF3: "⇔",
    0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS}


def decode_symbols(text: str, font: str) -> str:
    """Text in a font as a reader sees it; unknown symbols are omitted."""
    table = _FONTS.get(font.lower())
    if table is None:
        return text
    codes = (ord(character) for character in text)
    found = (table.get(c - _PRIVATE.start, "") if c in _PRIVATE else chr(c) for c in codes)
    return "".join(found).replace(_UNKNOWN, "")


def symbol_character(code: str, font: str) -> str:
    """The character of a symbol by its hexadecimal code; the empty text for an unknown one."""
    try:
        at = int(code, 16)
        if font.lower() in _FONTS and at < 0x100:
            at += _PRIVATE.start
        seen = decode_symbols(chr(at), font)
    except (ValueError, OverflowError):
        return ""
    return "" if seen and ord(seen) in _PRIVATE else seen
