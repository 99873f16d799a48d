"""Statistics of the elements of a web page, and the marks that its tags and names give.

Owns which elements the page itself marks as the article. Decides nothing else: boilerplate.py and
article_region.py do, by these figures. Every list has one entry for each element.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from xml.etree.ElementTree import Element

from index.sources.formats.web import boilerplate_words as words
from index.sources.formats.web.tree import Page

SHORT_TEXT = 400  # characters; a longer text named like an offer may be the article
CONSENT_DENSITY = 150  # characters per word about consent: a notice has fewer, an article more
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


class ElementStats:
    """Statistics of one page without the elements omitted so far."""

    def __init__(self, page: Page, left_out: dict[int, str]) -> None:
        self.page = page
        self.kept = page.kept(left_out)
        self.in_link = page.inside_any(page.with_tags(("a",)))
        self.chars, self.linked_chars = self.counts(self.kept)
        self.link_count = page.inside(element.tag == "a" for element in page.elements)
        self.headlines = page.inside(
            kept and element.tag == "h1"
            for kept, element in zip(self.kept, page.elements, strict=True)
        )
        self.names = [words.names_text(e.get("class"), e.get("id")) for e in page.elements]
        self.first_text = _first_texts(page)
        self.articles = self._articles()
        self.articles_inside = page.inside(at in self.articles for at in range(len(self.kept)))
        self.in_article = page.inside_any(
            at for at in self.articles if page.elements[at].tag != "main"
        )
        self.in_quotation = page.inside_any(page.with_tags(("blockquote", "figure")))
        self.in_heading = page.inside_any(page.with_tags(HEADINGS))

    def counts(self, kept: list[bool]) -> tuple[list[int], list[int]]:
        """Numbers of kept characters in each element, and of those within links."""
        shown = [own * k for own, k in zip(self.page.own, kept, strict=True)]
        linked_chars = (chars * a for chars, a in zip(shown, self.in_link, strict=True))
        return self.page.inside(shown), self.page.inside(linked_chars)

    @cached_property
    def about_consent(self) -> list[int]:
        """Number of words about consent in each element."""
        return self.page.inside(
            sum(len(words.ABOUT_CONSENT.findall(text)) for text in self.page.own_texts(at))
            for at in range(len(self.kept))
        )

    @cached_property
    def asks_consent(self) -> set[int]:
        """Positions of the innermost elements that are mostly about consent and can be accepted."""
        accepts = self.page.inside(self._accepts(at) for at in range(len(self.kept)))
        asking = (
            [
                accepts[at]
                and not self.articles_inside[at]
                and about >= 3
                and chars <= CONSENT_DENSITY * about
                for at, (about, chars) in enumerate(
                    zip(self.about_consent, self.chars, strict=True)
                )
            ]
            if accepts[0]
            else []
        )
        inner = self.page.inside(map(bool, asking)) if asking else []
        return {at for at, asks in enumerate(asking) if asks and inner[at] == 1}

    def _accepts(self, at: int) -> bool:
        """Return whether an element is a control that accepts or rejects."""
        control = self.kept[at] and self.page.elements[at].tag in ("a", "button", "input")
        if not control or self.chars[at] > 60 or self.page.ends[at] - at > 4:
            return False
        label = self.page.text(at) or self.page.elements[at].get("value", "")
        return bool(words.ACCEPTS.fullmatch(label))

    @cached_property
    def sentences(self) -> list[int]:
        """Number of paragraphs in each element with a full sentence, mostly outside links."""
        return self.page.inside(
            kept
            and self.page.own[at] > 0
            and 2 * self.linked_chars[at] < self.chars[at]
            and bool(words.SENTENCE.search("".join(self.page.own_texts(at))))
            for at, kept in enumerate(self.kept)
        )

    @cached_property
    def paragraphs(self) -> Counter[int]:
        """Number of <p> children of each element, by its position."""
        return Counter(self.page.parents[at] for at in self.page.with_tags(("p",)))

    def is_teaser(self, at: int) -> bool:
        """Return whether an element is short and begins with a headline that links elsewhere."""
        first_text = self.first_text[at]
        if first_text < 0 or self.chars[at] > SHORT_TEXT:
            return False
        around = (
            first_text,
            self.page.parents[first_text],
            self.page.parents[self.page.parents[first_text]],
        )
        by_tag = {self.page.elements[a].tag: self.page.elements[a] for a in around if a >= 0}
        link = by_tag.get("a")
        leads = link is not None and not link.get("href", "#").startswith("#")
        return leads and not by_tag.keys().isdisjoint(HEADINGS[1:])

    def _articles(self) -> set[int]:
        """Positions of elements marked as article: the largest, and others of the same names."""
        page = self.page
        marked = [at for at, kept in enumerate(self.kept) if kept and self._is_article(at)]
        most = max((self.chars[at] for at in marked), default=0)
        large = {at for at in marked if 2 * self.chars[at] >= most}
        like = {(page.elements[at].tag, self.names[at]) for at in large}
        similar = (at for at in marked if (page.elements[at].tag, self.names[at]) in like)
        return large | {at for at in similar if not self.is_teaser(at)}

    def _is_article(self, at: int) -> bool:
        element, names = self.page.elements[at], self.names[at]
        says = (
            element.tag in ("article", "main")
            or element.get("role") in ("article", "main")
            or "articleBody" in element.get("itemprop", "")
            or bool(words.ARTICLE_BODY.search(names))
        )
        return says and (element.tag == "main" or words.reason_by_name(names) is None)


def _first_texts(page: Page) -> list[int]:
    """The position of the first element in each, itself included, that begins with text; or -1."""
    first_text = [-1] * len(page.elements)
    for at in reversed(range(len(first_text))):
        if _begins_with_text(page.elements[at]):
            first_text[at] = at
        if page.parents[at] >= 0 and first_text[at] >= 0:
            first_text[page.parents[at]] = first_text[at]
    return first_text


def _begins_with_text(element: Element) -> bool:
    return bool(element.text and element.text.strip())
