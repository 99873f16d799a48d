"""How text of a Word document looks, as far as that decides whether and how a reader sees it.

Owns which properties hide text, strike it out, raise it, make it white or too small to read, or put
a colour behind it. Knows neither styles nor what a property belongs to.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from index.sources.formats.word.package import Attributes, value_of

OFF = ("0", "false", "off")
SMALLEST = 2  # half points; nobody reads letters of that size or less
WHITE = 255 - 16  # of 255, in each colour: what is above looks as white
_LIGHT = ("background1", "light1")  # colours of a theme that are white
_HEX = re.compile(r"[0-9A-Fa-f]{6}")

Look = dict[str, bool]  # what is stated, by the name of the property
State = Callable[[Look, Attributes], None]


def is_on(attributes: Attributes) -> bool:
    """Whether a property that is on or off is on."""
    return (value_of(attributes, "val") or "") not in OFF


def state_page(look: Look, attributes: Attributes) -> None:
    _state_shade(look, attributes, "color", "themeColor")


def _switch(name: str, look: Look, attributes: Attributes) -> None:
    look[name] = is_on(attributes)


def _raise(look: Look, attributes: Attributes) -> None:
    look["raised"] = value_of(attributes, "val") == "superscript"


def _size(look: Look, attributes: Attributes) -> None:
    value = value_of(attributes, "val") or ""
    number = value.removesuffix("pt")
    if number.replace(".", "", 1).isdecimal():
        look["tiny"] = float(number) * (1 if number == value else 2) <= SMALLEST


def _colour(look: Look, attributes: Attributes) -> None:
    look["white"] = _is_white(attributes, "val", "themeColor")


def _highlight(look: Look, attributes: Attributes) -> None:
    value = value_of(attributes, "val")
    if value != "none":
        look["highlight"] = value != "white"


def _shade(look: Look, attributes: Attributes) -> None:
    pattern = value_of(attributes, "val")
    if pattern in (None, "clear"):
        _state_shade(look, attributes, "fill", "themeFill")
    elif pattern != "nil":
        look["shade"] = pattern != "solid" or not _is_white(attributes, "color", "themeColor")


def _state_shade(look: Look, attributes: Attributes, colour: str, theme: str) -> None:
    """State whether what lies behind text is another colour than white, unless it is none."""
    if _theme(attributes, theme) or _HEX.fullmatch(value_of(attributes, colour) or ""):
        look["shade"] = not _is_white(attributes, colour, theme)


def _is_white(attributes: Attributes, colour: str, theme: str) -> bool:
    """The theme's colour counts, which the other repeats where it is made darker."""
    of_theme = _theme(attributes, theme)
    if of_theme and of_theme not in _LIGHT:
        return False
    if of_theme and not value_of(attributes, theme.removesuffix("Color") + "Shade"):
        return True
    stated = value_of(attributes, colour) or ""
    return bool(_HEX.fullmatch(stated)) and min(bytes.fromhex(stated)) > WHITE


def _theme(attributes: Attributes, name: str) -> str | None:
    value = value_of(attributes, name)
    return None if value == "none" else value


STATES: dict[str, State] = {
    **{f"w:{name}": partial(_switch, name) for name in ("vanish", "strike", "dstrike")},
    "w:color": _colour,
    "w:highlight": _highlight,
    "w:shd": _shade,
    "w:sz": _size,
    "w:vertAlign": _raise,
}
