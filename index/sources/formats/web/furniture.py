"""What of a web page is no article: navigation, notices of consent, comments, offers, teasers.

Owns when tags, roles, names and words are believed. What holds the article itself is never
furniture, whatever it is called: what says so by its tag, has the headline, or most of the text.
"""

from __future__ import annotations

from collections.abc import Callable

from index.sources.formats.web import words as words
from index.sources.formats.web.survey import HEADINGS, SHORT_TEXT, ElementStats
from index.sources.formats.web.tree import tags

MAX_SHARE = 0.5  # of the page's text: what holds more of it is no furniture, whatever its name is
MIN_LINK_SHARE = 0.7  # of a list's text in links: more, and it leads elsewhere
MAX_PHRASE_ELEMENTS = 8  # elements: a phrase has no more in it

_CERTAIN = (words.NAVIGATION, words.COMMENTS, words.CONSENT, words.DIALOG)
_BOXES = tags("article aside details div fieldset form header ol section table ul")
_LISTS = tags("div ol section td ul")
_PHRASES = frozenset((*HEADINGS, "div", "label", "li", "p", "section"))
_INLINE = tags("a b em span strong")


class BoilerplateFinder:
    """What is told of one page."""

    def __init__(self, stats: ElementStats) -> None:
        self.stats, self.page = stats, stats.page
        self.total = stats.chars[0]  # characters that may be the article's

    def find(self) -> dict[int, str]:
        """Positions of the furniture, each with the reason; the page itself is none."""
        sure = self._classify(self._certain_reason, {})
        self.total -= sum(self.stats.chars[at] for at in sure)
        return sure | self._classify(self._probable_reason, sure)

    def _classify(self, tell: Callable[[int], str | None], known: dict[int, str]) -> dict[int, str]:
        found: dict[int, str] = {}
        inside = 0  # what stands in furniture needs no look
        for at, kept in enumerate(self.stats.kept):
            if not kept or at < inside or self.page.elements[at].tag in ("html", "body"):
                continue
            why = known.get(at) or tell(at)
            if why:
                found[at] = why
                inside = self.page.ends[at]
        return found

    def _certain_reason(self, at: int) -> str | None:
        """What is told whatever share of the page's text it holds."""
        if self.stats.articles_inside[at]:
            return None
        if at in self.stats.asks_consent:
            return words.CONSENT
        why = self._by_tag(at)
        if why == words.PAGE_FRAME and self.page.elements[at].tag == "footer":
            return None if self.stats.headlines[at] else why
        if why not in _CERTAIN:
            why = self._by_name(at)
        return why if why in _CERTAIN and self._is_plausible(at, why) else None

    def _probable_reason(self, at: int) -> str | None:
        """What is told unless it holds most of the text."""
        held = self.stats.articles_inside[at] or self.stats.headlines[at]
        if held or self.stats.chars[at] > MAX_SHARE * self.total:
            return None
        for tell in (self._by_tag, self._by_name, self._by_links, self._by_phrase):
            why = tell(at)
            if why:
                return why
        return None

    def _by_tag(self, at: int) -> str | None:
        element = self.page.elements[at]
        why = words.TAGS.get(element.tag) or words.ROLES.get(element.get("role", ""))
        if why == words.CONTROLS:
            return None if self.stats.in_heading[at] or self.stats.chars[at] > SHORT_TEXT else why
        if why in (words.PAGE_FRAME, words.SIDEBAR) and self.stats.in_quotation[at]:
            return None
        if why == words.SIDEBAR and (self._in_flow(at) or words.INSET.search(self.stats.names[at])):
            return None
        inside_is_text = element.tag == "header" or why == words.SIDEBAR
        return None if inside_is_text and self.stats.in_article[at] else why

    def _in_flow(self, at: int) -> bool:
        """Whether an element stands between paragraphs."""
        around = self.page.parents[at]
        return self.page.elements[around].tag != "body" and self.stats.paragraphs[around] > 1

    def _by_name(self, at: int) -> str | None:
        if self.page.elements[at].tag not in _BOXES:
            return None
        why = words.reason_by_name(self.stats.names[at], alone=self._is_article_prose(at))
        return why if why and self._is_plausible(at, why) else None

    def _is_article_prose(self, at: int) -> bool:
        """Whether an element is of the article's own prose, and has sentences."""
        in_prose = self.stats.in_article[at] or self._in_flow(at)
        return bool(self.stats.sentences[at]) and (
            in_prose or self.page.elements[at].tag == "article"
        )

    def _is_plausible(self, at: int, why: str) -> bool:
        """Whether an element with that name is like what the name says."""
        linked_chars = 2 * self.stats.linked_chars[at] >= self.stats.chars[at]
        if why == words.CONSENT:
            return self.stats.about_consent[at] > self.stats.headlines[at]
        if why in (words.COMMENTS, words.DIALOG):
            return not self.stats.headlines[at]
        if why == words.NAVIGATION:
            by_tag = self.page.elements[at].tag in words.TAGS
            return not self.stats.headlines[at] and (by_tag or linked_chars)
        if why in (words.ADVERTISING, words.CONTROLS):
            return self.stats.chars[at] <= SHORT_TEXT or linked_chars
        return not (why == words.SIDEBAR and self.stats.in_article[at])

    def _by_links(self, at: int) -> str | None:
        """A list of links, or a teaser."""
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
        linked_chars = 2 * self.stats.linked_chars[at] > self.stats.chars[at]
        return words.OTHER_PAGES if leads and (linked_chars or leads.end() == len(text)) else None

    def _introduces_links(self, at: int) -> bool:
        few = self.page.ends[at] - at <= MAX_PHRASE_ELEMENTS and self.stats.chars[at] <= SHORT_TEXT
        return few and bool(words.INTRODUCES_LINKS.fullmatch(self.page.text(at)))

    def _is_phrase(self, at: int) -> bool:
        """Whether a short text stands for itself, and is no part of a sentence."""
        tag, around = self.page.elements[at].tag, self.page.parents[at]
        if (
            self.page.ends[at] - at > MAX_PHRASE_ELEMENTS
            or not 0 < self.stats.chars[at] <= SHORT_TEXT
        ):
            return False
        apart = self.page.own[around] == 0 and self.page.elements[around].tag in _BOXES
        return tag in _PHRASES or (tag in _INLINE and apart)
