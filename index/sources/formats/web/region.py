"""Where on a web page the article lies, once its furniture is known.

Owns what counts as a paragraph of prose, and which parts of a page go with it. Where a page marks
its article, that counts, with everything beside it that reads like it: an article may stand in
several parts, and its headline and lead before it. Where it does not, all of the page counts but
short texts before and behind the prose.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from index.sources.formats.web import words as words
from index.sources.formats.web.survey import Survey
from index.sources.formats.web.tree import tags

OUTSIDE = "text outside the article"
PROSE = (
    60  # characters of a paragraph, a character of Chinese, Japanese or Korean counting as three
)
SMALL = 200  # characters of a part that has no paragraph of prose, and goes when it stands outside
_WIDE = re.compile("[\u2e80-\U0003ffff]")
_PARAGRAPHS = tags("p pre dd blockquote li")
_CONTAINERS = tags("article body center div main section td")
_MATTER = tags("blockquote dl figcaption figure h1 pre table")


class Region:
    """One page without what is left out of it, and where its prose lies."""

    def __init__(self, survey: Survey, left_out: Mapping[int, str]) -> None:
        self.page, self.on = survey.page, survey
        self.kept = self.page.kept(left_out)
        self.chars, self.linked = survey.counts(self.kept)
        self.prose = [at for at, kept in enumerate(self.kept) if kept and self._is_prose(at)]
        self.standing = {*self.prose, *(self.page.parents[at] for at in self.prose)}
        among = set(self.prose)
        self.paragraphs = self.page.inside(at in among for at in range(len(self.kept)))
        self.direct = {self.page.parents[at] for at in self.prose}
        self.matter = self.page.inside(element.tag in _MATTER for element in self.page.elements)

    def outside(self) -> dict[int, str]:
        """Positions of the parts that are no part of the article, each with the reason."""
        articles = {at for at in self.on.articles if self.kept[at]}
        marked = self.page.under(articles)
        if not self.prose or 2 * sum(marked[at] for at in self.prose) < len(self.prose):
            return self._around_prose()
        return self._beside(articles)

    def _beside(self, articles: set[int]) -> dict[int, str]:
        """What is neither in a part that the page marks, nor around one, nor reads like one."""
        holding = self.page.inside(at in articles for at in range(len(self.kept)))
        found, inside = {}, 0
        for at, kept in enumerate(self.kept):
            if not kept or at < inside:
                continue
            if at in articles or not holding[at]:
                inside = self.page.ends[at]
                if at not in articles and not self._reads_like_article(at):
                    found[at] = OUTSIDE
        return found

    def _reads_like_article(self, at: int) -> bool:
        if self.on.headlines[at] or words.LEAD.search(self.on.names[at]):
            return True
        return self.paragraphs[at] >= (1 if at in self.standing else 2)

    def _around_prose(self) -> dict[int, str]:
        """Short parts before the first and behind the last paragraph of prose, if any."""
        if not self.prose:
            return {}
        found, inside = {}, 0
        first, behind = self.prose[0], self.page.ends[self.prose[-1]]
        for at, kept in enumerate(self.kept):
            if not kept or at < inside or not (self.page.ends[at] <= first or at >= behind):
                continue
            inside = self.page.ends[at]
            if self._is_small(at):
                found[at] = OUTSIDE
        return found

    def _is_small(self, at: int) -> bool:
        beside_prose = self.page.parents[at] in self.direct
        return not (beside_prose or self.matter[at] or self.chars[at] > SMALL)

    def _is_prose(self, at: int) -> bool:
        element = self.page.elements[at]
        if element.tag in _PARAGRAPHS:
            length = self.chars[at]
        elif element.tag in _CONTAINERS:
            length = self.page.own[at]
        else:
            return False
        if length < PROSE // 3 or 2 * self.linked[at] > self.chars[at]:
            return False
        return length >= PROSE or length + 2 * self._wide(at) >= PROSE

    def _wide(self, at: int) -> int:
        return sum(len(_WIDE.findall(text)) for text in self.page.own_texts(at))
