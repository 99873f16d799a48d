"""What of a web page nobody sees: tags, attributes and simple rules of its style sheets.

Owns how a style is read: the sheets inside the page, and of those the rules that hold on every
screen and name elements by tag, class or id alone. Loads no sheet, and runs no script.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from xml.etree.ElementTree import Element

from index.sources.formats.web.tree import Page, tags

HIDDEN = "text that the page does not show"
STRUCK = "text that is struck out"
READING = "readings above the words"

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_TO_BRACE = re.compile(r"([^{}]*)([{}])")
_SIMPLE = re.compile(r"(?P<tag>[a-z][a-z0-9]*)?(?P<names>(?:[.#][\w-]+)*)", re.IGNORECASE)
_HIDES = re.compile(
    r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)"
    r"|(?:left|top|text-indent)\s*:\s*-\d{3,}(?:px|em)?)",
    re.IGNORECASE,
)
_SHRINKS = re.compile(r"(?:^|[;\s])font-size\s*:\s*0(?:\.0+)?(?![\d.])", re.IGNORECASE)
_SHOWS = re.compile(r"(?:^|[;\s])(?:display|visibility|font-size)\s*:", re.IGNORECASE)
_UNSEEN_NAMES = tags(
    "sr-only screen-reader-text screen-reader-only visually-hidden visuallyhidden"
    " visually_hidden u-visually-hidden a11y-hidden element-invisible"
)
_BY_TAG = dict.fromkeys(tags("annotation noframes noscript template"), HIDDEN)
_BY_TAG |= dict.fromkeys(tags("del s strike"), STRUCK) | dict.fromkeys(tags("rp rt"), READING)
_SHOWN = tags("annotation noframes noscript rp template")
_SHOWN = frozenset(("html", "body"))  # hidden until a script has run, and then all of it is seen
_ICON = re.compile(r"[\W_]*|[a-z]+(_[a-z]+)*")
_LEAF = 3  # elements: a larger one of size 0 has parts of other sizes, and that parts no words


class _Style(Enum):
    SHOWN = 0
    TINY = 1
    HIDDEN = 2


Rules = dict[str, _Style]


def unseen(page: Page) -> dict[int, str]:
    """Positions of the elements that are not shown, each with the reason."""
    rules = _rules(page)
    found = {}
    for at, element in enumerate(page.elements):
        if element.tag in _BY_TAG:
            found[at] = _BY_TAG[element.tag]
        elif element.tag not in _SHOWN and (_is_hidden(page, at, rules) or _is_icon(page, at)):
            found[at] = HIDDEN
    return found


def _is_hidden(page: Page, at: int, rules: Rules) -> bool:
    element = page.elements[at]
    if element.get("hidden", "until-found") != "until-found":
        return True
    if element.tag == "dialog" and "open" not in element.attrib:
        return True
    names = element.get("class", "").split()
    style = _style(element.get("style", "")) or _by_rules(element, names, rules)
    if style is _Style.TINY:
        return page.ends[at] - at <= _LEAF
    return style is _Style.HIDDEN or not _UNSEEN_NAMES.isdisjoint(names)


def _style(declarations: str) -> _Style | None:
    """How declarations show what they are of; None where they do not say."""
    if _HIDES.search(declarations):
        return _Style.HIDDEN
    if _SHRINKS.search(declarations):
        return _Style.TINY
    return _Style.SHOWN if _SHOWS.search(declarations) else None


def _by_rules(element: Element, names: list[str], rules: Rules) -> _Style | None:
    """What the rules say: of an id before those of a class, and those before a tag's."""
    if not rules:
        return None
    keys = [element.tag, *(f".{name}" for name in names), f"#{element.get('id', '')}"]
    keys += [f"{element.tag}{key}" for key in keys[1:]]
    said = [rules[key] for key in keys if key in rules]
    return said[-1] if said else None


def _is_icon(page: Page, at: int) -> bool:
    """Whether it is a sign for the eye: letters of an icon font, an arrow, a bullet."""
    element = page.elements[at]
    if element.get("aria-hidden") != "true" or page.ends[at] - at > 3:
        return False
    return bool(_ICON.fullmatch(page.text(at)))


def _rules(page: Page) -> Rules:
    """What the last rule for each simple selector says."""
    rules: Rules = {}
    for at in page.tagged(("style",)):
        if "print" not in page.elements[at].get("media", ""):
            for selectors, declarations in _blocks(page.elements[at].text or ""):
                style = _style(declarations)
                if style:
                    rules |= dict.fromkeys(_simple(selectors), style)
    return rules


def _blocks(sheet: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations of the rules that stand in no other, as @media is one."""
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
