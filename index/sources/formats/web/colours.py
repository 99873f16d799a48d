"""Text of a web page in the colour of its background.

Owns the parsing of colours, and the element from which text inherits its colour and background.
Reports only what is certain: a class or id may get other colours from a sheet outside the page, so
an element with one inherits nothing. White text without a declared background is invisible if
nothing in the page can declare one: no external sheet, no script, no mention of a background;
unless it is most of the text, for then the page has lost its background.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from index.sources.formats.web.tree import Page, tags

Colour = tuple[int, int, int]
WHITE: Colour = (255, 255, 255)

_NAMED = {
    "white": "fff", "black": "000", "red": "f00", "lime": "0f0", "blue": "00f", "yellow": "ff0",
    "aqua": "0ff", "cyan": "0ff", "fuchsia": "f0f", "magenta": "f0f", "orange": "ffa500",
    "silver": "c0c0c0", "gray": "808080", "grey": "808080", "maroon": "800000", "olive": "808000",
    "green": "008000", "purple": "800080", "teal": "008080", "navy": "000080", "snow": "fffafa",
    "ivory": "fffff0", "whitesmoke": "f5f5f5", "lightgray": "d3d3d3", "lightgrey": "d3d3d3",
}  # fmt: skip
_DECLARED = re.compile(r"(?:^|;)\s*(color|background(?:-[\w-]+)?)\s*:([^;]*)", re.IGNORECASE)
_IMPORTANT = re.compile(r"!\s*important")
_HEX = re.compile(r"#(?:([0-9a-f]{3})f?|([0-9a-f]{6})(?:ff)?)")
_RGB = re.compile(
    r"rgba?\((\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})(?:\s*[,/]\s*(?:1(?:\.0+)?|100%))?\)"
)
_OTHER_EFFECTS = re.compile(r"text-shadow|text-fill|text-stroke|filter|blend", re.IGNORECASE)
_DECLARES_BACKGROUND = re.compile(r"background|color-scheme|@import", re.IGNORECASE)
_OWN_COLOURS = tags("a button input mark option select textarea")  # browsers' default colours


@dataclass(frozen=True)
class Colours:
    """Colours of text and background. None: not declared; an empty tuple: unknown."""

    text: Colour | tuple[()] | None = None
    background: Colour | tuple[()] | None = None

    @property
    def are_equal(self) -> bool:
        return bool(self.text) and self.text == self.background

    def falling_back_to(self, below: Colours) -> Colours:
        """These colours where they are declared, and otherwise those of ``below``."""
        text = below.text if self.text is None else self.text
        return Colours(text, below.background if self.background is None else self.background)


def declared_colours(declarations: str) -> Colours:
    """The colours that CSS declarations state."""
    if _OTHER_EFFECTS.search(declarations):
        return Colours((), ())
    found = Colours()
    for name, value in _DECLARED.findall(declarations):
        colour = _parse_colour(_IMPORTANT.sub("", value.lower()).strip())
        if name.lower() == "color":
            found = replace(found, text=colour)
        elif found.background != ():  # a picture remains, whatever colour comes with it
            plain = name.lower() in ("background", "background-color")
            found = replace(found, background=colour if plain else ())
    return found


def _parse_colour(value: str) -> Colour | tuple[()]:
    """Red, green and blue from 0 to 255; an empty tuple for anything but a plain, opaque colour."""
    value = f"#{_NAMED[value]}" if value in _NAMED else value
    if match := _RGB.fullmatch(value):
        return int(match[1]), int(match[2]), int(match[3])
    if not (match := _HEX.fullmatch(value)):
        return ()
    digits = match[2] or "".join(2 * digit for digit in match[1])
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def same_as_background(page: Page, colours_of: Callable[[Element], Colours]) -> set[int]:
    """Positions of the elements whose text is all in the colour of its background."""
    found = _same_as_background(page, colours_of, Colours())
    if _declares_no_background(page):
        on_white = _same_as_background(page, colours_of, Colours(background=WHITE))
        invisible = zip(page.own, page.inside_any(on_white), strict=True)
        if 2 * sum(own for own, is_invisible in invisible if is_invisible) < sum(page.own):
            return on_white
    return found


def _same_as_background(
    page: Page, colours_of: Callable[[Element], Colours], canvas: Colours
) -> set[int]:
    colours: list[Colours] = []
    for element, parent in zip(page.elements, page.parents, strict=True):
        below = canvas if parent < 0 else colours[parent]
        if parent >= 0 and _may_be_styled_elsewhere(element.attrib, canvas):
            below = Colours()
        inherited = Colours() if element.tag in _OWN_COLOURS else below
        colours.append(colours_of(element).falling_back_to(inherited))
    seen = page.inside(
        own > 0 and not these.are_equal for own, these in zip(page.own, colours, strict=True)
    )
    if not seen[0]:  # a page of one colour has a sheet elsewhere
        return set()
    return {at for at, these in enumerate(colours) if these.are_equal and not seen[at]}


def _may_be_styled_elsewhere(attributes: Mapping[str, str], canvas: Colours) -> bool:
    return canvas.background is None and ("class" in attributes or "id" in attributes)


def _declares_no_background(page: Page) -> bool:
    """Return whether nothing in the page can declare a background, so that it is white."""
    return not any(
        (element.tag == "link" and "stylesheet" in element.get("rel", "").lower())
        or (element.tag == "script" and "json" not in element.get("type", ""))
        or "bgcolor" in element.attrib
        or "background" in element.attrib
        or _DECLARES_BACKGROUND.search(element.get("style", ""))
        or (element.tag == "style" and _DECLARES_BACKGROUND.search(element.text or ""))
        or (element.tag == "meta" and element.get("name") == "color-scheme")
        for element in page.elements
    )
