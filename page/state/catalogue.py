"""The facts of each article of the newest generation: title, source, date, length.

Owns the title of an article that states none, which is its first line, and that all articles are
read once a generation. Knows nothing of their order on the page, nor of HTML.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import islice

from index.corpus import Article
from index.sources.seed import file_of
from page.state.assistant_host import AssistantHost

MAX_LISTED = 20_000  # articles, read in some seconds; the search finds those beyond
FIRST_LINE = 100  # characters of a first line, at most


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One article. ``is_stated`` is False where the title is the first line of the text; ``file``
    is the path of its file in the folder.
    """

    id: str
    file: str
    title: str
    is_stated: bool
    source: str | None
    author: str | None
    published: date | None
    words: int

    @classmethod
    def of(cls, article: Article) -> Listed:
        return cls(
            id=article.id,
            file=file_of(article.id),
            title=article.title or first_line(article.text),
            is_stated=bool(article.title),
            source=article.source,
            author=article.author,
            published=article.published,
            words=len(article.text.split()),
        )


@dataclass(frozen=True, slots=True)
class Listing:
    """The first articles of a generation in its order, of ``total``."""

    generation: int
    articles: tuple[Listed, ...]
    total: int


class Catalogue:
    """Lists the articles of the newest generation, the first ``most`` of them."""

    def __init__(self, host: AssistantHost, most: int = MAX_LISTED) -> None:
        self._host, self._most = host, most
        self._known: Listing | None = None

    def listing(self) -> Listing:
        """Raises ArticleQAError where there is no index, or it cannot be read."""
        generation = self._host.assistant.generation
        known, number = self._known, generation.manifest.generation
        if known is None or known.generation != number:
            articles = generation.content.articles
            rows = tuple(map(Listed.of, islice(articles, self._most)))
            known = self._known = Listing(number, rows, len(articles))
        return known


def first_line(text: str) -> str:
    """The first line with text, cut between words where it is long."""
    line = next(filter(None, (one.strip(" \t#*_=-") for one in text.splitlines())), text.strip())
    if len(line) <= FIRST_LINE:
        return line
    return f"{line[:FIRST_LINE].rpartition(' ')[0] or line[:FIRST_LINE]}…"
