"""Formatting of text in a Word document, as far as it decides whether and how the text is seen.

Owns the properties that hide text, strike it out, raise it, make it white or too small to read, or
give it a background. Knows neither styles nor the owner of a property.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from index.sources.formats.word.package import Attributes, attribute_value

OFF = ("0", "false", "off")
MAX_TINY_SIZE = 2  # half points; smaller letters are unreadable
MIN_WHITE = 255 - 16  # of 255 in each channel; lighter colours look white
_LIGHT = ("background1", "light1")  # theme colours that are white
_HEX = re.compile(r"[0-9A-Fa-f]{6}")

Formatting = dict[str, bool]  # stated values by the name of the property
ReadProperty = Callable[[Formatting, Attributes], None]


def is_on(attributes: Attributes) -> bool:
    """Return whether an on/off property is on."""
    return (attribute_value(attributes, "val") or "") not in OFF


def read_page_background(formatting: Formatting, attributes: Attributes) -> None:
    _set_shading(formatting, attributes, "color", "themeColor")


def _read_toggle(name: str, formatting: Formatting, attributes: Attributes) -> None:
    formatting[name] = is_on(attributes)


def _read_vertical_align(formatting: Formatting, attributes: Attributes) -> None:
    formatting["raised"] = attribute_value(attributes, "val") == "superscript"


def _read_size(formatting: Formatting, attributes: Attributes) -> None:
    value = attribute_value(attributes, "val") or ""
    number = value.removesuffix("pt")
    if number.replace(".", "", 1).isdecimal():
        formatting["tiny"] = float(number) * (1 if number == value else 2) <= MAX_TINY_SIZE


def _read_colour(formatting: Formatting, attributes: Attributes) -> None:
    formatting["white"] = _is_white(attributes, "val", "themeColor")


def _read_highlight(formatting: Formatting, attributes: Attributes) -> None:
    value = attribute_value(attributes, "val")
    if value != "none":
        formatting["highlight"] = value != "white"


def _read_shading(formatting: Formatting, attributes: Attributes) -> None:
    pattern = attribute_value(attributes, "val")
    if pattern in (None, "clear"):
        _set_shading(formatting, attributes, "fill", "themeFill")
    elif pattern != "nil":
        formatting["shade"] = pattern != "solid" or not _is_white(attributes, "color", "themeColor")


def _set_shading(formatting: Formatting, attributes: Attributes, colour: str, theme: str) -> None:
    """State whether the background is another colour than white, unless none is stated."""
    if _theme(attributes, theme) or _HEX.fullmatch(attribute_value(attributes, colour) or ""):
        formatting["shade"] = not _is_white(attributes, colour, theme)


def _is_white(attributes: Attributes, colour: str, theme: str) -> bool:
    """Return whether a colour is white; a theme colour takes precedence over the plain one."""
    of_theme = _theme(attributes, theme)
    if of_theme and of_theme not in _LIGHT:
        return False
    if of_theme and not attribute_value(attributes, theme.removesuffix("Color") + "Shade"):
        return True
    stated = attribute_value(attributes, colour) or ""
    return bool(_HEX.fullmatch(stated)) and min(bytes.fromhex(stated)) > MIN_WHITE


def _theme(attributes: Attributes, name: str) -> str | None:
    value = attribute_value(attributes, name)
    return None if value == "none" else value


FORMATTING_PROPERTIES: dict[str, ReadProperty] = {
    **{f"w:{name}": partial(_read_toggle, name) for name in ("vanish", "strike", "dstrike")},
    "w:color": _read_colour,
    "w:highlight": _read_highlight,
    "w:shd": _read_shading,
    "w:sz": _read_size,
    "w:vertAlign": _read_vertical_align,
}
