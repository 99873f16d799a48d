"""Articles, passages and files of a server as Python collections.

Owns that form: an item is fetched when it is used.
"""

from __future__ import annotations

from collections.abc import Collection, ItemsView, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby, islice
from typing import Protocol

from index.corpus import Article, Passage
from index.manifest import Source
from index.milvus.catalog import GenerationRecord
from index.milvus.rows import ArticleRecord, IndexedFile, PassageLocation

ARTICLES_PER_QUERY = 64


class GenerationRows(Protocol):
    """A generation's content, as far as the collections need it."""

    record: GenerationRecord
    articles: Collection[Article]
    article: Mapping[str, Article]

    def find_article(self, name: str) -> ArticleRecord | None: ...

    def source(self, path: str) -> Source | None: ...

    def article_at(self, key: int) -> Article: ...

    def articles_at(self, keys: Sequence[int]) -> list[Article]: ...

    def files(self) -> dict[str, IndexedFile]: ...

    def all_passages(self) -> Iterator[PassageLocation]: ...


class Articles(Collection[Article]):
    """All articles, in the order of the builds that wrote them."""

    def __init__(self, content: GenerationRows) -> None:
        self._content = content

    def __len__(self) -> int:
        return self._content.record.articles

    def __iter__(self) -> Iterator[Article]:
        keys = (key for key, _ in groupby(at.article for at in self._content.all_passages()))
        while some := list(islice(keys, ARTICLES_PER_QUERY)):
            yield from self._content.articles_at(some)

    def __contains__(self, article: object) -> bool:
        return isinstance(article, Article) and self._content.article.get(article.id) == article


class Passages(Collection[Passage]):
    """All passages, in the order of their keys."""

    def __init__(self, content: GenerationRows) -> None:
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

    def __init__(self, content: GenerationRows) -> None:
        self._content = content

    def __getitem__(self, name: str) -> Article:
        found = self._content.find_article(name)
        if found is None:
            raise KeyError(name)
        return found.article

    def __iter__(self) -> Iterator[str]:
        return (article.id for article in self._content.articles)

    def __len__(self) -> int:
        return self._content.record.articles


class Sources(Mapping[str, Source]):
    """The source of each file of the seeds, by its path, ascending."""

    def __init__(self, content: GenerationRows) -> None:
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


def passage(article: Article, at: PassageLocation) -> Passage:
    return Passage(article, at.span, at.sentences)


def sources_of(files: Mapping[str, IndexedFile]) -> dict[str, Source]:
    return {path: one.source for path, one in files.items()}
