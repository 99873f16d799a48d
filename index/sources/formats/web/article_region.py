"""The region of a web page that holds the article, once boilerplate is removed.

Owns what counts as a paragraph of prose, and which parts of a page belong to it. If a page marks
its article, the marked parts count, with everything beside them that reads like the article: it may
have several parts, and a headline and lead before it. Otherwise the whole page counts, except short
texts before and after the prose.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from index.sources.formats.web import boilerplate_words as words
from index.sources.formats.web.element_stats import ElementStats
from index.sources.formats.web.tree import tags
from index.sources.patterns import FIRST_EAST_ASIAN

OUTSIDE = "text outside the article"
# Characters of a paragraph of prose; one of Chinese, Japanese or Korean counts as three.
MIN_PROSE = 60
MAX_SMALL_PART = 200  # characters; a shorter part without prose is removed at the edges
_EAST_ASIAN = re.compile(f"[{FIRST_EAST_ASIAN}-\U0003ffff]")
_PARAGRAPHS = tags("p pre dd blockquote li")
_CONTAINERS = tags("article body center div main section td")
_CONTENT_TAGS = tags("blockquote dl figcaption figure h1 pre table")


class ArticleRegion:
    """One page without the omitted elements, and the positions of its prose."""

    def __init__(self, stats: ElementStats, left_out: Mapping[int, str]) -> None:
        self.page, self.stats = stats.page, stats
        self.kept = self.page.kept(left_out)
        self.chars, self.linked_chars = stats.counts(self.kept)
        self.prose = [at for at, kept in enumerate(self.kept) if kept and self._is_prose(at)]
        self.prose_or_parents = {*self.prose, *(self.page.parents[at] for at in self.prose)}
        among = set(self.prose)
        self.paragraphs = self.page.inside(at in among for at in range(len(self.kept)))
        self.prose_parents = {self.page.parents[at] for at in self.prose}
        self.content_elements = self.page.inside(
            element.tag in _CONTENT_TAGS for element in self.page.elements
        )

    def outside(self) -> dict[int, str]:
        """Positions of the parts outside the article, each with the reason."""
        articles = {at for at in self.stats.articles if self.kept[at]}
        marked = self.page.inside_any(articles)
        if not self.prose or 2 * sum(marked[at] for at in self.prose) < len(self.prose):
            return self._around_prose()
        return self._outside_marked(articles)

    def _outside_marked(self, articles: set[int]) -> dict[int, str]:
        """Parts outside the marked ones that do not read like the article."""
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
        if self.stats.headlines[at] or words.LEAD.search(self.stats.names[at]):
            return True
        return self.paragraphs[at] >= (1 if at in self.prose_or_parents else 2)

    def _around_prose(self) -> dict[int, str]:
        """Short parts before the first and after the last paragraph of prose, if any."""
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
        beside_prose = self.page.parents[at] in self.prose_parents
        return not (beside_prose or self.content_elements[at] or self.chars[at] > MAX_SMALL_PART)

    def _is_prose(self, at: int) -> bool:
        element = self.page.elements[at]
        if element.tag in _PARAGRAPHS:
            length = self.chars[at]
        elif element.tag in _CONTAINERS:
            length = self.page.own[at]
        else:
            return False
        if length < MIN_PROSE // 3 or 2 * self.linked_chars[at] > self.chars[at]:
            return False
        return length >= MIN_PROSE or length + 2 * self._count_east_asian(at) >= MIN_PROSE

    def _count_east_asian(self, at: int) -> int:
        return sum(len(_EAST_ASIAN.findall(text)) for text in self.page.own_texts(at))
