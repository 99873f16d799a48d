"""Articles, passages and files of a server, as collections to go through or look into.

Owns nothing but that form: what is looked at is fetched then.
"""

from __future__ import annotations

from collections.abc import Collection, ItemsView, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby, islice
from typing import Protocol

from index.corpus import Article, Passage
from index.manifest import Source
from index.milvus.catalog import Record
from index.milvus.rows import About, Filed, Told

AT_ONCE = 64  # articles fetched together


class Served(Protocol):
    """What is asked of a generation's content."""

    record: Record
    articles: Collection[Article]
    article: Mapping[str, Article]

    def find(self, name: str) -> Told | None: ...

    def source(self, path: str) -> Source | None: ...

    def article_at(self, key: int) -> Article: ...

    def articles_at(self, keys: Sequence[int]) -> list[Article]: ...

    def files(self) -> dict[str, Filed]: ...

    def all_passages(self) -> Iterator[About]: ...


class Articles(Collection[Article]):
    """All articles, in the order of the builds that made them."""

    def __init__(self, content: Served) -> None:
        self._content = content

    def __len__(self) -> int:
        return self._content.record.articles

    def __iter__(self) -> Iterator[Article]:
        keys = (key for key, _ in groupby(at.article for at in self._content.all_passages()))
        while some := list(islice(keys, AT_ONCE)):
            yield from self._content.articles_at(some)

    def __contains__(self, article: object) -> bool:
        return isinstance(article, Article) and self._content.article.get(article.id) == article


class Passages(Collection[Passage]):
    """All passages, in the order of their keys."""

    def __init__(self, content: Served) -> None:
        self._content = content

    def __len__(self) -> int:
        return self._content.record.passages

    def __iter__(self) -> Iterator[Passage]:
        for at in self._content.all_passages():
            yield passage(self._content.article_at(at.article), at)

    def __contains__(self, passage: object) -> bool:
        return any(passage == one for one in self)


class ArticlesById(Mapping[str, Article]):
    """The articles by id."""

    def __init__(self, content: Served) -> None:
        self._content = content

    def __getitem__(self, name: str) -> Article:
        found = self._content.find(name)
        if found is None:
            raise KeyError(name)
        return found.article

    def __iter__(self) -> Iterator[str]:
        return (article.id for article in self._content.articles)

    def __len__(self) -> int:
        return self._content.record.articles


class Sources(Mapping[str, Source]):
    """What came of each file of the seeds, by its path; ascending when all are gone through."""

    def __init__(self, content: Served) -> None:
        self._content = content

    def __getitem__(self, path: str) -> Source:
        found = self._content.source(path)
        if found is None:
            raise KeyError(path)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def items(self) -> ItemsView[str, Source]:
        return self._all.items()

    @cached_property
    def _all(self) -> dict[str, Source]:
        return sources_of(self._content.files())


def passage(article: Article, at: About) -> Passage:
    return Passage(article, at.span, at.sentences)


def sources_of(files: Mapping[str, Filed]) -> dict[str, Source]:
    return {path: one.source for path, one in files.items()}
