"""Hidden elements of a web page: by tag, by attribute and by simple rules of its style sheets.

Owns the reading of styles: the sheets inside the page, and of those the rules that hold on every
screen and select elements by tag, class or id alone. Loads no external sheet and runs no script.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from xml.etree.ElementTree import Element

from index.sources.formats.draft import STRUCK
from index.sources.formats.web.colours import Colours, declared_colours, same_as_background
from index.sources.formats.web.tree import Page, tags

HIDDEN = "text that the page does not show"
RUBY = "readings above the words"

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_TO_BRACE = re.compile(r"([^{}]*)([{}])")
_SIMPLE = re.compile(r"(?P<tag>[a-z][a-z0-9]*)?(?P<names>(?:[.#][\w-]+)*)", re.IGNORECASE)
_HIDES = re.compile(
    r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)"
    r"|(?:left|top|text-indent)\s*:\s*-\d{3,}(?:px|em)?)",
    re.IGNORECASE,
)
_SHRINKS = re.compile(
    r"(?:^|[;\s])font-size\s*:\s*(?:0(?:\.0+)?(?![\d.])|(?:0?\.\d+|1(?:\.0+)?)p[xt]\b)",
    re.IGNORECASE,
)
_SHOWS = re.compile(r"(?:^|[;\s])(?:display|visibility|font-size)\s*:", re.IGNORECASE)
_HIDDEN_CLASSES = tags(
    "sr-only screen-reader-text screen-reader-only visually-hidden visuallyhidden"
    " visually_hidden u-visually-hidden a11y-hidden element-invisible"
)
_BY_TAG = dict.fromkeys(tags("annotation noframes noscript template"), HIDDEN)
_BY_TAG |= dict.fromkeys(tags("del s strike"), STRUCK) | dict.fromkeys(tags("rp rt"), RUBY)
_ALWAYS_SHOWN = frozenset(("html", "body"))  # often hidden only until a script has run
_ICON = re.compile(r"[\W_]*|[a-z]+(_[a-z]+)*")
_MAX_TINY_ELEMENTS = 3  # elements; a larger one of size 0 may have parts of other sizes
_STYLE_ATTRIBUTES = frozenset(("class", "id", "style"))


class _Style(Enum):
    SHOWN = 0
    TINY = 1  # text of at most one pixel or point
    HIDDEN = 2


@dataclass(frozen=True)
class _Sheet:
    """The last rule for each simple selector."""

    styles: dict[str, _Style]
    colours: dict[str, Colours]

    def style(self, element: Element) -> _Style | None:
        own = _style(element.get("style", ""))
        keys = _selectors(element) if self.styles else []
        stated = [self.styles[key] for key in keys if key in self.styles]
        return own or (stated[-1] if stated else None)

    def colour(self, element: Element) -> Colours:
        found = declared_colours(element.get("style", ""))
        for key in reversed(_selectors(element)) if self.colours else ():
            found = found.falling_back_to(self.colours.get(key, Colours()))
        return found


def hidden_elements(page: Page) -> dict[int, str]:
    """Positions of the elements that are not shown, each with the reason."""
    sheet = _sheet(page)
    styles = [sheet.style(element) for element in page.elements]
    tiny = _tiny(page, styles)
    found = dict.fromkeys(same_as_background(page, sheet.colour), HIDDEN)
    for at, (element, style) in enumerate(zip(page.elements, styles, strict=True)):
        if element.tag in _BY_TAG and not _is_shadow(element):
            found[at] = _BY_TAG[element.tag]
        elif element.tag not in _ALWAYS_SHOWN and (
            at in tiny or _is_hidden(element, style) or _is_icon(page, at)
        ):
            found[at] = HIDDEN
    return found


def _tiny(page: Page, styles: list[_Style | None]) -> set[int]:
    """Positions of elements whose text is too small to read, descendants included."""
    apart = [
        style is not None or not _STYLE_ATTRIBUTES.isdisjoint(element.attrib)
        for style, element in zip(styles, page.elements, strict=True)
    ]
    inside = page.inside(apart)
    return {
        at
        for at, style in enumerate(styles)
        if style is _Style.TINY
        and (page.ends[at] - at <= _MAX_TINY_ELEMENTS or inside[at] == apart[at])
    }


def _is_shadow(element: Element) -> bool:
    """Return whether a template is a declarative shadow root, shown in place of its host's
    content.
    """
    return element.tag == "template" and element.get("shadowrootmode") in ("open", "closed")


def _is_hidden(element: Element, style: _Style | None) -> bool:
    if element.get("hidden", "until-found") != "until-found":
        return True
    if element.tag == "dialog" and "open" not in element.attrib:
        return True
    return style is _Style.HIDDEN or not _HIDDEN_CLASSES.isdisjoint(
        element.get("class", "").split()
    )


def _style(declarations: str) -> _Style | None:
    """The visibility that declarations state; None if they state none."""
    if _HIDES.search(declarations):
        return _Style.HIDDEN
    if _SHRINKS.search(declarations):
        return _Style.TINY
    return _Style.SHOWN if _SHOWS.search(declarations) else None


def _selectors(element: Element) -> list[str]:
    """Simple selectors that match an element, in ascending specificity: tag, classes, id."""
    names = element.get("class", "").split()
    keys = [str(element.tag), *(f".{name}" for name in names), f"#{element.get('id', '')}"]
    return keys + [f"{element.tag}{key}" for key in keys[1:]]


def _is_icon(page: Page, at: int) -> bool:
    """Return whether an element is a mere sign: letters of an icon font, an arrow, a bullet."""
    element = page.elements[at]
    if element.get("aria-hidden") != "true" or page.ends[at] - at > 3:
        return False
    return bool(_ICON.fullmatch(page.text(at)))


def _sheet(page: Page) -> _Sheet:
    sheet = _Sheet({}, {})
    for selector, declarations in _rules(page):
        style = _style(declarations)
        if style:
            sheet.styles[selector] = style
        colours = declared_colours(declarations)
        if colours != Colours():
            sheet.colours[selector] = colours.falling_back_to(
                sheet.colours.get(selector, Colours())
            )
    return sheet


def _rules(page: Page) -> Iterator[tuple[str, str]]:
    """Each simple selector with its declarations."""
    for at in page.with_tags(("style",)):
        if "print" not in page.elements[at].get("media", ""):
            for selectors, declarations in _blocks(page.elements[at].text or ""):
                yield from ((selector, declarations) for selector in _simple(selectors))


def _blocks(sheet: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations of the rules at the top level, not those in @media."""
    depth, selectors = 0, ""
    for before, brace in _TO_BRACE.findall(_COMMENT.sub("", sheet)):
        if brace == "{":
            selectors = before.rpartition(";")[2].strip() if depth == 0 else selectors
            depth += 1
        else:
            if depth == 1 and not selectors.startswith("@"):
                yield selectors, before
            depth = max(0, depth - 1)


def _simple(selectors: str) -> Iterator[str]:
    for selector in map(str.strip, selectors.split(",")):
        match = _SIMPLE.fullmatch(selector)
        if match and len(re.findall(r"[.#]", match["names"])) <= 1:
            yield (match["tag"] or "").lower() + match["names"]
