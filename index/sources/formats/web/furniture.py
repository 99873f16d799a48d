"""What of a web page is no article: navigation, notices of consent, comments, offers, teasers.

Owns when tags, roles, names and words are believed. What holds the article itself is never
furniture, whatever it is called: what says so by its tag, has the headline, or most of the text.
"""

from __future__ import annotations

from collections.abc import Callable

from index.sources.formats.web import words as words
from index.sources.formats.web.survey import HEADINGS, SHORT, Survey
from index.sources.formats.web.tree import tags

MOST = 0.5  # of the page's text: what holds more of it is no furniture, whatever its name is
LINKS = 0.7  # of a list's text in links: more, and it leads elsewhere
FEW = 8  # elements: a phrase has no more in it

_SURE = (words.NAVIGATION, words.COMMENTS, words.CONSENT, words.DIALOG)
_BOXES = tags("article aside details div fieldset form header ol section table ul")
_LISTS = tags("div ol section td ul")
_PHRASES = frozenset((*HEADINGS, "div", "label", "li", "p", "section"))
_INLINE = tags("a b em span strong")


class Furniture:
    """What is told of one page."""

    def __init__(self, survey: Survey) -> None:
        self.on, self.page = survey, survey.page
        self.total = survey.chars[0]  # characters that may be the article's

    def found(self) -> dict[int, str]:
        """Positions of the furniture, each with the reason; the page itself is none."""
        sure = self._told_by(self._surely, {})
        self.total -= sum(self.on.chars[at] for at in sure)
        return sure | self._told_by(self._likely, sure)

    def _told_by(self, tell: Callable[[int], str | None], known: dict[int, str]) -> dict[int, str]:
        found: dict[int, str] = {}
        inside = 0  # what stands in furniture needs no look
        for at, kept in enumerate(self.on.kept):
            if not kept or at < inside or self.page.elements[at].tag in ("html", "body"):
                continue
            why = known.get(at) or tell(at)
            if why:
                found[at] = why
                inside = self.page.ends[at]
        return found

    def _surely(self, at: int) -> str | None:
        """What is told whatever share of the page's text it holds."""
        if self.on.marks[at]:
            return None
        if at in self.on.asks_consent:
            return words.CONSENT
        why = self._by_tag(at)
        if why == words.FRAME and self.page.elements[at].tag == "footer":
            return None if self.on.headlines[at] else why
        if why not in _SURE:
            why = self._by_name(at)
        return why if why in _SURE and self._believed(at, why) else None

    def _likely(self, at: int) -> str | None:
        """What is told unless it holds most of the text."""
        held = self.on.marks[at] or self.on.headlines[at]
        if held or self.on.chars[at] > MOST * self.total:
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
            return None if self.on.headed[at] or self.on.chars[at] > SHORT else why
        if why in (words.FRAME, words.SIDE) and self.on.quoted[at]:
            return None
        if why == words.SIDE and (self._in_flow(at) or words.INSET.search(self.on.names[at])):
            return None
        inside_is_text = element.tag == "header" or why == words.SIDE
        return None if inside_is_text and self.on.in_article[at] else why

    def _in_flow(self, at: int) -> bool:
        """Whether an element stands between paragraphs."""
        around = self.page.parents[at]
        return self.page.elements[around].tag != "body" and self.on.paragraphs[around] > 1

    def _by_name(self, at: int) -> str | None:
        if self.page.elements[at].tag not in _BOXES:
            return None
        why = words.named(self.on.names[at], alone=self._is_told(at))
        return why if why and self._believed(at, why) else None

    def _is_told(self, at: int) -> bool:
        """Whether an element is of the article's own prose, and has sentences."""
        in_prose = self.on.in_article[at] or self._in_flow(at)
        return bool(self.on.sentences[at]) and (in_prose or self.page.elements[at].tag == "article")

    def _believed(self, at: int, why: str) -> bool:
        """Whether an element with that name is like what the name says."""
        linked = 2 * self.on.linked[at] >= self.on.chars[at]
        if why == words.CONSENT:
            return self.on.about_consent[at] > self.on.headlines[at]
        if why in (words.COMMENTS, words.DIALOG):
            return not self.on.headlines[at]
        if why == words.NAVIGATION:
            by_tag = self.page.elements[at].tag in words.TAGS
            return not self.on.headlines[at] and (by_tag or linked)
        if why in (words.ADVERTISING, words.CONTROLS):
            return self.on.chars[at] <= SHORT or linked
        return not (why == words.SIDE and self.on.in_article[at])

    def _by_links(self, at: int) -> str | None:
        """A list of links, or a teaser."""
        tag = self.page.elements[at].tag
        dense = self.on.linked[at] > LINKS * self.on.chars[at]
        if tag in _LISTS and self.on.links[at] > 2 and dense:
            return words.OTHERS
        box = tag in _BOXES or tag == "li"
        return words.OTHERS if box and self.on.is_teaser(at) else None

    def _by_phrase(self, at: int) -> str | None:
        first = self.on.first[at]
        if self.page.elements[at].tag in _BOXES and first > at and self._leads_on(first):
            return words.OTHERS
        if not self._is_phrase(at):
            return None
        text = self.page.text(at)
        if words.OFFERS.fullmatch(text):
            return words.ADVERTISING
        if words.ASKS_CONSENT.match(text) and not self.on.in_article[at]:
            return words.CONSENT
        leads = words.LEADS_ON.match(text)
        linked = 2 * self.on.linked[at] > self.on.chars[at]
        return words.OTHERS if leads and (linked or leads.end() == len(text)) else None

    def _leads_on(self, at: int) -> bool:
        few = self.page.ends[at] - at <= FEW and self.on.chars[at] <= SHORT
        return few and bool(words.LEADS_ON.fullmatch(self.page.text(at)))

    def _is_phrase(self, at: int) -> bool:
        """Whether a short text stands for itself, and is no part of a sentence."""
        tag, around = self.page.elements[at].tag, self.page.parents[at]
        if self.page.ends[at] - at > FEW or not 0 < self.on.chars[at] <= SHORT:
            return False
        apart = self.page.own[around] == 0 and self.page.elements[around].tag in _BOXES
        return tag in _PHRASES or (tag in _INLINE and apart)
