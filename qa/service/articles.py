"""The articles as resources: their addresses, and lists of them a page at a time.

Owns the form of an address, ``article:///`` and the article's id, and of the cursor between two
pages. Knows nothing of MCP.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import quote, unquote

from index.corpus import Article
from index.errors import ArgumentError
from index.interface import Opened

PAGE_LENGTH = 100  # articles
SCHEME = "article:///"
URI_TEMPLATE = SCHEME + "{+id}"
_CURSOR = re.compile(r"(?P<generation>[0-9]{1,12})-(?P<first>[0-9]{1,12})")


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """Some of the articles in the order of the index; ``cursor`` leads to the next page, None after
    the last.
    """

    articles: tuple[Article, ...]
    cursor: str | None


def uri_of(article: str) -> str:
    """The address of an article by its id, percent-encoded but for slashes."""
    return SCHEME + quote(article, safe="/")


def read_article(opened: Opened, uri: str) -> Article:
    """The article at an address. Raises ArgumentError where there is none."""
    found = opened.article.get(unquote(uri.removeprefix(SCHEME))) if _is_ours(uri) else None
    if found is None:
        raise ArgumentError(
            found=f"no article at {uri!r:.200}",
            expected=f"{SCHEME} and the id of an indexed article",
            cure="list the resources",
        )
    return found


def list_articles(opened: Opened, cursor: str | None = None) -> ArticlePage:
    """The page that a cursor leads to, the first one without. Raises ArgumentError for a cursor of
    another generation of the index, whose articles may be in other places.
    """
    generation = opened.manifest.generation
    first = _first(cursor, generation)
    articles = opened.content.articles
    end = first + PAGE_LENGTH
    found = articles[first:end] if isinstance(articles, Sequence) else islice(articles, first, end)
    following = f"{generation}-{end}" if end < len(articles) else None
    return ArticlePage(tuple(found), following)


def facts_of(article: Article) -> dict[str, Any]:
    """The fields of the article's file, its digest, and the length of its text in characters."""
    return {
        "article": article.id,
        "title": article.title,
        "source": article.source,
        "published": article.published.isoformat() if article.published else None,
        "author": article.author,
        "url": article.url,
        "digest": article.digest,
        "characters": len(article.text),
    }


def byline(article: Article) -> str:
    """Title, source and date where they are stated, else the id."""
    published = article.published.isoformat() if article.published else None
    stated = filter(None, (article.title, article.source, published))
    return " · ".join(stated) or article.id


def _is_ours(uri: str) -> bool:
    return uri.startswith(SCHEME)


def _first(cursor: str | None, generation: int) -> int:
    """The number of articles before the page."""
    if cursor is None:
        return 0
    match = _CURSOR.fullmatch(cursor)
    if match is None or int(match["generation"]) != generation:
        raise ArgumentError(
            found=f"the cursor {cursor!r:.60}",
            expected=f"one of generation {generation} of the index",
            cure="list again from the beginning",
        )
    return int(match["first"])
