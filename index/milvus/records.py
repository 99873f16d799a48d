"""Reading the records of one generation: its articles, by key, id or title, and its files.

Owns the cache of articles. Knows nothing of passages' rows or scores.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from threading import Lock

from index.errors import IndexUnreachableError
from index.manifest import Source
from index.milvus.catalog import GenerationRecord
from index.milvus.rows import (
    RECORD_FIELDS,
    ArticleRecord,
    IndexedFile,
    article_opening,
    article_record,
    indexed_file,
    name_hash,
    record_bodies,
)
from index.milvus.schema import Kind, is_in, records_collection, visible_filter
from index.milvus.server.client import Server

CACHED_ARTICLES = 256

Bodies = dict[tuple[int, int], str]  # bodies of records by key and name


class RecordReader:
    """The articles and files that a generation sees; safe to use from several threads."""

    def __init__(self, server: Server, record: GenerationRecord) -> None:
        self._server, self._record = server, record
        self._collection = records_collection(server.address.collection, record.epoch)
        self._seen = visible_filter(record.generation)
        self._cache: OrderedDict[int, ArticleRecord] = OrderedDict()
        self._caching = Lock()

    def article(self, name: str) -> ArticleRecord | None:
        """The article of that id."""
        for (key, _), body in self._named(Kind.ARTICLE, name).items():
            one = article_record(key, body)
            if one.article.id == name:
                return one
        return None

    def titled(self, title: str) -> ArticleRecord | None:
        """The first article of that title."""
        for key, _ in self._named(Kind.TITLE, title):
            one = self.articles({key})[key]
            if one.article.title == title:
                return one
        return None

    def articles(self, keys: Iterable[int]) -> dict[int, ArticleRecord]:
        """Articles by the keys of their first passages. Raises IndexUnreachableError."""
        wanted = set(keys)
        with self._caching:
            found = {key: self._cache[key] for key in wanted if key in self._cache}
        missing = wanted - found.keys()
        if missing:
            condition = f"kind == {int(Kind.ARTICLE)} && {is_in('key', missing)}"
            rows = self._server.query(self._collection, condition, RECORD_FIELDS)
            bodies = record_bodies(rows)
            found |= {key: article_record(key, body) for (key, _), body in bodies.items()}
            self.require(missing, found)
        with self._caching:
            for key in found:
                self._cache[key] = found[key]
                self._cache.move_to_end(key)
            while len(self._cache) > CACHED_ARTICLES:
                self._cache.popitem(last=False)
        return found

    def openings(self) -> Iterator[tuple[int, int, str]]:
        """Of each article the key of its first passage, the number of its passages, and the
        beginning of its line of JSON. Raises IndexUnreachableError unless all are there.
        """
        condition = f"kind == {int(Kind.ARTICLE)} && {is_in('part', (-1, 1))} && {self._seen}"
        found = 0
        for row in self._server.iterate(self._collection, condition, ["key", "body"]):
            found += 1
            yield (row["key"], *article_opening(row["body"]))
        if found < self._record.articles:
            raise self._gone()

    def require(self, wanted: Iterable[int], found: Mapping[int, object]) -> None:
        """Raise IndexUnreachableError unless rows with all keys were found.

        A node may be lost, or the generation removed, between two calls of one question.
        """
        if not found.keys() >= set(wanted):
            raise self._gone()

    def source(self, path: str) -> Source | None:
        """The source of that path."""
        found = map(indexed_file, self._named(Kind.FILE, path).values())
        return next((one.source for one in found if one.path == path), None)

    def files(self) -> dict[str, IndexedFile]:
        """All files by their paths, ascending."""
        found = map(indexed_file, self.all(Kind.FILE).values())
        return {one.path: one for one in sorted(found, key=lambda one: one.path)}

    def all(self, kind: Kind) -> Bodies:
        """All records of a kind."""
        condition = f"kind == {int(kind)} && {self._seen}"
        return record_bodies(self._server.iterate(self._collection, condition, RECORD_FIELDS))

    def _gone(self) -> IndexUnreachableError:
        generation, address = self._record.generation, self._server.address
        return IndexUnreachableError(
            found=f"rows of generation {generation} are gone from {address}",
            expected="those that were found a moment ago",
            cure="ask again",
        )

    def _named(self, kind: Kind, name: str) -> Bodies:
        condition = f"kind == {int(kind)} && name == {name_hash(name)} && {self._seen}"
        return record_bodies(self._server.query(self._collection, condition, RECORD_FIELDS))
