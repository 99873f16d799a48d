"""Text of a web page that has the colour of what it stands on.

Owns how colours are read, and from which element text takes its colour and its background. Tells
only what is certain: a class or id may get other colours from a sheet that is not in the page, so
nothing is inherited into an element that has one. White text on no declared background is unseen
where nothing in the page can declare one: no sheet elsewhere, no script, no word of a background;
unless that is most of the text, for then the page has lost its background.
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
_OWN_COLOURS = tags("a button input mark option select textarea")  # browsers have some for them


@dataclass(frozen=True)
class Colours:
    """Of a text and what it stands on. None: not declared; an empty tuple: not known."""

    text: Colour | tuple[()] | None = None
    background: Colour | tuple[()] | None = None

    @property
    def are_equal(self) -> bool:
        return bool(self.text) and self.text == self.background

    def falling_back_to(self, below: Colours) -> Colours:
        """These where they are declared, and those below where they are not."""
        text = below.text if self.text is None else self.text
        return Colours(text, below.background if self.background is None else self.background)


def declared_colours(declarations: str) -> Colours:
    if _OTHER_EFFECTS.search(declarations):
        return Colours((), ())
    found = Colours()
    for name, value in _DECLARED.findall(declarations):
        colour = _parse_colour(_IMPORTANT.sub("", value.lower()).strip())
        if name.lower() == "color":
            found = replace(found, text=colour)
        elif found.background != ():  # a picture stays, whatever colour is declared with it
            plain = name.lower() in ("background", "background-color")
            found = replace(found, background=colour if plain else ())
    return found


def _parse_colour(value: str) -> Colour | tuple[()]:
    """Red, green and blue from 0 to 255; an empty tuple for what is no plain, opaque colour."""
    value = f"#{_NAMED[value]}" if value in _NAMED else value
    if match := _RGB.fullmatch(value):
        return int(match[1]), int(match[2]), int(match[3])
    if not (match := _HEX.fullmatch(value)):
        return ()
    digits = match[2] or "".join(2 * digit for digit in match[1])
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def same_as_background(page: Page, of: Callable[[Element], Colours]) -> set[int]:
    """Positions of the elements with text of which none can be read, by the colours of each."""
    found = _same_as_background(page, of, Colours())
    if _declares_no_background(page):
        on_white = _same_as_background(page, of, Colours(background=WHITE))
        inside_any = page.inside_any(on_white)
        if 2 * sum(own for own, gone in zip(page.own, inside_any, strict=True) if gone) < sum(
            page.own
        ):
            return on_white
    return found


def _same_as_background(page: Page, of: Callable[[Element], Colours], canvas: Colours) -> set[int]:
    colours: list[Colours] = []
    for element, parent in zip(page.elements, page.parents, strict=True):
        below = canvas if parent < 0 else colours[parent]
        if parent >= 0 and _may_be_styled_elsewhere(element.attrib, canvas):
            below = Colours()
        colours.append(
            of(element).falling_back_to(Colours() if element.tag in _OWN_COLOURS else below)
        )
    seen = page.inside(
        own > 0 and not these.are_equal for own, these in zip(page.own, colours, strict=True)
    )
    if not seen[0]:  # a page of one colour has a sheet elsewhere
        return set()
    return {at for at, these in enumerate(colours) if these.are_equal and not seen[at]}


def _may_be_styled_elsewhere(attributes: Mapping[str, str], canvas: Colours) -> bool:
    return canvas.background is None and ("class" in attributes or "id" in attributes)


def _declares_no_background(page: Page) -> bool:
    """Whether nothing in the page can declare a background, so that it is white."""
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
