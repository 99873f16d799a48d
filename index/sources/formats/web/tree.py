"""A web page as a tree, with the amount of text in each element.

Owns parsing and counting. Knows nothing of articles, styles or visibility. Time is linear in the
size of the page, whatever its depth and the number of attributes: lxml reports tags as it parses
and builds no tree of its own, which would end at 255 levels.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from xml.etree.ElementTree import Element, TreeBuilder

_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")  # lxml refuses it in decoded text


def tags(names: str) -> frozenset[str]:
    """The set of space-separated names."""
    return frozenset(names.split())


NO_TEXT = tags(
    "audio base canvas embed head iframe img input link meta object optgroup option param"
    " progress script select source style svg textarea title track video"
)


def parse(html: str) -> Element | None:
    """The root of a page; None for one without any tag or text."""
    from lxml.etree import HTMLParser, XMLSyntaxError, fromstring

    try:
        root = fromstring(_DECLARATION.sub("", html), HTMLParser(target=_Builder()))
    except XMLSyntaxError:  # an empty document
        return None
    return root if isinstance(root, Element) else None


class _Builder(TreeBuilder):
    """Builds the tree without comments and processing instructions."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> Element:
        return super().start(tag, dict(attributes))

    def comment(self, text: str) -> None: ...  # type: ignore[override]

    def pi(self, target: str, text: str | None = None) -> None: ...  # type: ignore[override]


@dataclass(frozen=True)
class Page:
    """The elements of a page in document order, with their structure.

    The descendants of element ``i`` are those from ``i + 1`` to ``ends[i]``, exclusive. ``parents``
    are positions, -1 for the root. ``own`` counts the characters in an element and in none of its
    children.
    """

    elements: list[Element]
    parents: list[int]
    ends: list[int]
    own: list[int]

    def kept(self, left_out: Mapping[int, str]) -> list[bool]:
        """For each element, whether neither it nor an ancestor is omitted."""
        kept: list[bool] = []
        for at, parent in enumerate(self.parents):
            kept.append(at not in left_out and (parent < 0 or kept[parent]))
        return kept

    def inside_any(self, roots: Iterable[int]) -> list[bool]:
        """For each element, whether it or an ancestor is one of the roots."""
        roots = frozenset(roots)
        inside: list[bool] = []
        for at, parent in enumerate(self.parents):
            inside.append(at in roots or (parent >= 0 and inside[parent]))
        return inside

    def with_tags(self, tags: Iterable[str]) -> Iterator[int]:
        """Positions of the elements that have one of the tags."""
        tags = frozenset(tags)
        return (at for at, element in enumerate(self.elements) if element.tag in tags)

    def own_texts(self, at: int) -> Iterator[str]:
        """The pieces of text in an element and in none of its children."""
        element = self.elements[at]
        yield element.text or ""
        yield from (child.tail or "" for child in element)

    def inside(self, weights: Iterable[int]) -> list[int]:
        """For each element, the sum of the weights of it and its descendants."""
        sums = [0, *accumulate(weights)]
        return [sums[end] - sums[at] for at, end in enumerate(self.ends)]

    def text(self, at: int) -> str:
        """The text of an element and its descendants on one line."""
        return text_of(self.elements[at])


def text_of(element: Element) -> str:
    """The text of an element and its descendants on one line."""
    return " ".join("".join(element.itertext()).split())


def page_of(root: Element) -> Page:
    """Number the elements of a tree in document order, and count their text."""
    elements: list[Element] = []
    parents: list[int] = []
    waiting = [(root, -1)]
    while waiting:
        element, parent = waiting.pop()
        waiting += [(child, len(elements)) for child in reversed(element)]
        elements.append(element)
        parents.append(parent)
    ends = list(range(1, len(elements) + 1))
    own = [_length(e.text) if e.tag not in NO_TEXT else 0 for e in elements]
    for at in reversed(range(1, len(elements))):
        parent = parents[at]
        ends[parent] = max(ends[parent], ends[at])
        own[parent] += _length(elements[at].tail)
    return Page(elements, parents, ends, own)


def _length(text: str | None) -> int:
    return len(" ".join(text.split())) if text else 0
