"""A web page as a tree, and how much text stands where in it.

Owns parsing and counting. Knows nothing of articles, styles or what is shown. Both take time in
step with the page's size, however deep it is nested and however many attributes a tag has: lxml
hands on tags as it meets them and builds no tree of its own, which would end at 255 levels.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from xml.etree.ElementTree import Element, TreeBuilder

_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")  # it speaks of bytes, and lxml refuses it in text


def tags(names: str) -> frozenset[str]:
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
    """Comments and instructions are none of the tree."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> Element:
        return super().start(tag, dict(attributes))

    def comment(self, text: str) -> None: ...  # type: ignore[override]

    def pi(self, target: str, text: str | None = None) -> None: ...  # type: ignore[override]


@dataclass(frozen=True)
class Page:
    """The elements in the order in which they open, so that those inside ``i`` are the ones from
    ``i + 1`` to ``ends[i]``. ``parents`` are positions, -1 for the root. ``own`` counts the
    characters that stand in an element and in no other inside it.
    """

    elements: list[Element]
    parents: list[int]
    ends: list[int]
    own: list[int]

    def kept(self, left_out: Mapping[int, str]) -> list[bool]:
        """For each element, whether neither it nor one around it is left out."""
        kept: list[bool] = []
        for at, parent in enumerate(self.parents):
            kept.append(at not in left_out and (parent < 0 or kept[parent]))
        return kept

    def inside_any(self, roots: Iterable[int]) -> list[bool]:
        """For each element, whether it or one around it is one of the roots."""
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
        """The pieces of text that stand in an element and in no other inside it."""
        element = self.elements[at]
        yield element.text or ""
        yield from (child.tail or "" for child in element)

    def inside(self, weights: Iterable[int]) -> list[int]:
        """For each element, the sum of the weights of it and all elements inside it."""
        sums = [0, *accumulate(weights)]
        return [sums[end] - sums[at] for at, end in enumerate(self.ends)]

    def text(self, at: int) -> str:
        return " ".join("".join(self.elements[at].itertext()).split())


def page_of(root: Element) -> Page:
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
