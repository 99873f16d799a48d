"""Boilerplate of a web page: navigation, consent notices, comments, offers, teasers.

Owns when tags, roles, names and phrases are evidence of it. An element that holds the article
itself is never boilerplate, whatever its name: one marked so by its tag, with the headline, or with
most of the text.
"""

from __future__ import annotations

from collections.abc import Callable

from index.sources.formats.web import boilerplate_words as words
from index.sources.formats.web.element_stats import HEADINGS, SHORT_TEXT, ElementStats
from index.sources.formats.web.tree import tags

MAX_SHARE = 0.5  # of the page's text: an element with more is no boilerplate, whatever its name
MIN_LINK_SHARE = 0.7  # of a list's text in links, from which it leads elsewhere
MAX_PHRASE_ELEMENTS = 8  # elements in a phrase

_CERTAIN = (words.NAVIGATION, words.COMMENTS, words.CONSENT, words.DIALOG)
_BOXES = tags("article aside details div fieldset form header ol section table ul")
_LISTS = tags("div ol section td ul")
_PHRASES = frozenset((*HEADINGS, "div", "label", "li", "p", "section"))
_INLINE = tags("a b em span strong")


class BoilerplateFinder:
    """Finds the boilerplate of one page."""

    def __init__(self, stats: ElementStats) -> None:
        self.stats, self.page = stats, stats.page
        self.total = stats.chars[0]  # characters that may be the article's

    def find(self) -> dict[int, str]:
        """Positions of boilerplate elements, each with the reason; never the page itself."""
        sure = self._classify(self._certain_reason, {})
        self.total -= sum(self.stats.chars[at] for at in sure)
        return sure | self._classify(self._probable_reason, sure)

    def _classify(
        self, reason_of: Callable[[int], str | None], known: dict[int, str]
    ) -> dict[int, str]:
        found: dict[int, str] = {}
        inside = 0  # elements before this position are inside boilerplate
        for at, kept in enumerate(self.stats.kept):
            if not kept or at < inside or self.page.elements[at].tag in ("html", "body"):
                continue
            reason = known.get(at) or reason_of(at)
            if reason:
                found[at] = reason
                inside = self.page.ends[at]
        return found

    def _certain_reason(self, at: int) -> str | None:
        """The reason why an element is boilerplate, whatever share of the page's text it holds."""
        if self.stats.articles_inside[at]:
            return None
        if at in self.stats.asks_consent:
            return words.CONSENT
        reason = self._by_tag(at)
        if reason == words.PAGE_FRAME and self.page.elements[at].tag == "footer":
            return None if self.stats.headlines[at] else reason
        if reason not in _CERTAIN:
            reason = self._by_name(at)
        return reason if reason in _CERTAIN and self._is_plausible(at, reason) else None

    def _probable_reason(self, at: int) -> str | None:
        """The reason why an element is boilerplate, unless it holds most of the text."""
        held = self.stats.articles_inside[at] or self.stats.headlines[at]
        if held or self.stats.chars[at] > MAX_SHARE * self.total:
            return None
        for reason_of in (self._by_tag, self._by_name, self._by_links, self._by_phrase):
            reason = reason_of(at)
            if reason:
                return reason
        return None

    def _by_tag(self, at: int) -> str | None:
        element = self.page.elements[at]
        reason = words.TAGS.get(element.tag) or words.ROLES.get(element.get("role", ""))
        if reason == words.CONTROLS:
            return (
                None if self.stats.in_heading[at] or self.stats.chars[at] > SHORT_TEXT else reason
            )
        if reason in (words.PAGE_FRAME, words.SIDEBAR) and self.stats.in_quotation[at]:
            return None
        if reason == words.SIDEBAR and (
            self._in_flow(at) or words.INSET.search(self.stats.names[at])
        ):
            return None
        inside_is_text = element.tag == "header" or reason == words.SIDEBAR
        return None if inside_is_text and self.stats.in_article[at] else reason

    def _in_flow(self, at: int) -> bool:
        """Return whether an element is among paragraphs."""
        around = self.page.parents[at]
        return self.page.elements[around].tag != "body" and self.stats.paragraphs[around] > 1

    def _by_name(self, at: int) -> str | None:
        if self.page.elements[at].tag not in _BOXES:
            return None
        reason = words.reason_by_name(self.stats.names[at], alone=self._is_article_prose(at))
        return reason if reason and self._is_plausible(at, reason) else None

    def _is_article_prose(self, at: int) -> bool:
        """Return whether an element belongs to the article's prose and has sentences."""
        in_prose = self.stats.in_article[at] or self._in_flow(at)
        return bool(self.stats.sentences[at]) and (
            in_prose or self.page.elements[at].tag == "article"
        )

    def _is_plausible(self, at: int, reason: str) -> bool:
        """Return whether an element's content agrees with the reason its name gives."""
        mostly_links = 2 * self.stats.linked_chars[at] >= self.stats.chars[at]
        if reason == words.CONSENT:
            return self.stats.about_consent[at] > self.stats.headlines[at]
        if reason in (words.COMMENTS, words.DIALOG):
            return not self.stats.headlines[at]
        if reason == words.NAVIGATION:
            by_tag = self.page.elements[at].tag in words.TAGS
            return not self.stats.headlines[at] and (by_tag or mostly_links)
        if reason in (words.ADVERTISING, words.CONTROLS):
            return self.stats.chars[at] <= SHORT_TEXT or mostly_links
        return not (reason == words.SIDEBAR and self.stats.in_article[at])

    def _by_links(self, at: int) -> str | None:
        """The reason for a list of links or a teaser."""
        tag = self.page.elements[at].tag
        dense = self.stats.linked_chars[at] > MIN_LINK_SHARE * self.stats.chars[at]
        if tag in _LISTS and self.stats.link_count[at] > 2 and dense:
            return words.OTHER_PAGES
        box = tag in _BOXES or tag == "li"
        return words.OTHER_PAGES if box and self.stats.is_teaser(at) else None

    def _by_phrase(self, at: int) -> str | None:
        first_text = self.stats.first_text[at]
        if (
            self.page.elements[at].tag in _BOXES
            and first_text > at
            and self._introduces_links(first_text)
        ):
            return words.OTHER_PAGES
        if not self._is_phrase(at):
            return None
        text = self.page.text(at)
        if words.OFFERS.fullmatch(text):
            return words.ADVERTISING
        if words.ASKS_CONSENT.match(text) and not self.stats.in_article[at]:
            return words.CONSENT
        leads = words.INTRODUCES_LINKS.match(text)
        mostly_links = 2 * self.stats.linked_chars[at] > self.stats.chars[at]
        return words.OTHER_PAGES if leads and (mostly_links or leads.end() == len(text)) else None

    def _introduces_links(self, at: int) -> bool:
        few = self.page.ends[at] - at <= MAX_PHRASE_ELEMENTS and self.stats.chars[at] <= SHORT_TEXT
        return few and bool(words.INTRODUCES_LINKS.fullmatch(self.page.text(at)))

    def _is_phrase(self, at: int) -> bool:
        """Return whether a short text stands alone and is no part of a sentence."""
        tag, around = self.page.elements[at].tag, self.page.parents[at]
        if (
            self.page.ends[at] - at > MAX_PHRASE_ELEMENTS
            or not 0 < self.stats.chars[at] <= SHORT_TEXT
        ):
            return False
        alone = self.page.own[around] == 0 and self.page.elements[around].tag in _BOXES
        return tag in _PHRASES or (tag in _INLINE and alone)
