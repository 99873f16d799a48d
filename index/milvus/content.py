"""One generation of an index in a server, as a retriever asks for it.

Owns which calls answer a question: the nearest passages and the blocks of its terms at the same
time, then the passages that words alone found, then the articles of the best. Knows nothing of how
rows are written.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from threading import Lock

import numpy as np

from index.corpus import Article, Passage
from index.digests import Rows
from index.embedding.protocol import Vectors
from index.errors import IndexUnreachableError
from index.interface import Candidates
from index.lexical import best_rows
from index.manifest import Source
from index.milvus.catalog import Record
from index.milvus.client import Server
from index.milvus.lexical.search import Asked, Words, records_seen
from index.milvus.rows import (
    BODY,
    About,
    Filed,
    Told,
    about,
    bodies,
    filed,
    name_of,
    packed,
    told,
    unpack,
)
from index.milvus.schema import (
    Kind,
    Row,
    one_of,
    passages_of,
    records_of,
    sentence_fields,
    visible,
)
from index.milvus.views import Articles, ArticlesById, Passages, passage
from index.sources.near_duplicates import duplicate_groups, has_copies

SURVEYED = 1000  # passages by either search that are compared for a rank
KEPT_ARTICLES = 256
KEPT_PLACES = 8  # of the last questions: they are asked for more than once
SPARE = 1.5  # times as many of those found by words are asked for: some may be removed

_ABOUT = ("pk", "about")


class ServerContent:
    """The passages and articles of one generation; keys are ascending in the order of builds, and
    within one in that of the files.
    """

    def __init__(self, server: Server, record: Record) -> None:
        self._server, self.record, self._generation = server, record, record.generation
        self._passages = passages_of(server.address.collection, record.epoch)
        self._records = records_of(server.address.collection, record.epoch)
        self._words = Words(server, record)
        self._seen = visible(record.generation, "pk")
        self._records_seen = records_seen(record)
        self._fields = ["pk", "terms", *sentence_fields(record.columns)]
        self._kept: OrderedDict[int, Told] = OrderedDict()
        self._keeping = Lock()
        self._where = lru_cache(KEPT_PLACES)(self._fetch_where)
        self._pool = ThreadPoolExecutor(thread_name_prefix="milvus")
        self.articles: Collection[Article] = Articles(self)
        self.passages: Collection[Passage] = Passages(self)
        self.article: Mapping[str, Article] = ArticlesById(self)

    def candidates(self, question: str, vector: Vectors, n: int) -> Candidates:
        before = self.is_whole()
        asking = self._pool.submit(self._words.ask, question)
        near = self._server.search(self._passages, vector, n, self._seen, self._fields)
        words = asking.result()
        best = words.keys[best_rows(words.scores, int(n * SPARE))].tolist()
        seen = {row["pk"] for row in near}
        others = {row["pk"]: row for row in self._rows([key for key in best if key not in seen])}
        living = [key for key in best if key in seen or key in others][:n]
        rows = [*near, *(others[key] for key in living if key in others)]
        # Before and after: nodes are lost, and come back, while a search waits for them.
        whole = self.is_whole() and before
        return self._scored(rows, vector, words, complete=whole)

    def scored(self, question: str, vector: Vectors, keys: Rows) -> Candidates:
        rows = self._rows(keys.tolist())
        self._require(keys.tolist(), {row["pk"]: row for row in rows})
        return self._scored(rows, vector, self._words.ask(question), complete=True)

    def survey(self, question: str, vector: Vectors) -> Iterator[Candidates]:
        """The candidates, and more than are looked at for an answer."""
        yield self.candidates(question, vector, SURVEYED)

    def keys_of(self, name: str) -> Rows | None:
        one = self.find(name) or self._titled(name)
        return None if one is None else np.arange(one.key, one.key + one.passages)

    def passages_at(self, keys: Sequence[int]) -> list[Passage]:
        where = self._where(tuple(keys))
        articles = self._articles({at.article for at in where.values()})
        return [passage(articles[where[key].article].article, where[key]) for key in keys]

    def stories(self, keys: Sequence[int]) -> list[str]:
        """As ``PassageIndex`` has it, among the articles of the given passages."""
        where = self._where(tuple(keys))
        articles = self._articles({at.article for at in where.values()})
        if not articles:
            return []
        ordered = sorted(articles)
        signatures = np.stack([articles[key].signature for key in ordered])
        if not has_copies(signatures):
            return [articles[where[key].article].article.id for key in keys]
        same = duplicate_groups(signatures)
        first = {key: ordered[row] for key, row in zip(ordered, same.tolist(), strict=True)}
        return [articles[first[where[key].article]].article.id for key in keys]

    def find(self, name: str) -> Told | None:
        """The article of that id."""
        for (key, _), body in self._named(Kind.ARTICLE, name).items():
            one = told(key, body)
            if one.article.id == name:
                return one
        return None

    def source(self, path: str) -> Source | None:
        """What came of a file."""
        found = map(filed, self._named(Kind.FILE, path).values())
        return next((one.source for one in found if one.path == path), None)

    def files(self) -> dict[str, Filed]:
        """What came of all files by their paths, ascending."""
        found = map(filed, self.records(Kind.FILE).values())
        return {one.path: one for one in sorted(found, key=lambda one: one.path)}

    def records(self, kind: Kind) -> dict[tuple[int, int], str]:
        """The bodies of all records of a kind, by key and name."""
        condition = f"kind == {int(kind)} && {visible(self._generation)}"
        return bodies(self._server.iterate(self._records, condition, BODY))

    def all_passages(self) -> Iterator[About]:
        for row in self._server.iterate(self._passages, self._seen, _ABOUT):
            yield about(row)

    def article_at(self, key: int) -> Article:
        """The article whose first passage has a key."""
        return self.articles_at([key])[0]

    def articles_at(self, keys: Sequence[int]) -> list[Article]:
        found = self._articles(keys)
        return [found[key].article for key in keys]

    def is_whole(self) -> bool:
        """Whether the nodes that answer now have all rows."""
        passages = self._pool.submit(self._has_passages)
        return self._has_records() and passages.result()

    def _has_passages(self) -> bool:
        return self._server.count(self._passages, self._seen) >= self.record.passages

    def _has_records(self) -> bool:
        return self._server.count(self._records, self._records_seen) >= self.record.records

    def _rows(self, keys: Sequence[int]) -> list[Row]:
        if not keys:
            return []
        condition = f"{one_of('pk', keys)} && {self._seen}"
        return self._server.query(self._passages, condition, [*self._fields, "vector"])

    def _scored(
        self, rows: Sequence[Row], vector: Vectors, words: Asked, *, complete: bool
    ) -> Candidates:
        rows = sorted(rows, key=lambda row: int(row["pk"]))
        keys = np.array([row["pk"] for row in rows], dtype=np.int64)
        dim, columns = self.record.dim, self.record.columns
        sentences = [unpack(packed(row, columns), dim) for row in rows]
        counts = np.array([len(some) for some in sentences], dtype=np.int64)
        joined = np.concatenate([np.empty((0, dim), dtype=np.float32), *sentences])
        return Candidates(
            keys=keys,
            dense=np.array([_cosine(row, vector) for row in rows], dtype=np.float32),
            lexical=words.shares([row["terms"] for row in rows]),
            sentences=np.einsum("ij,j->i", joined, vector),
            first=np.cumsum(counts) - counts,
            complete=complete,
        )

    def _fetch_where(self, keys: tuple[int, ...]) -> dict[int, About]:
        if not keys:
            return {}
        rows = self._server.query(self._passages, one_of("pk", keys), _ABOUT)
        found = {row["pk"]: about(row) for row in rows}
        self._require(keys, found)
        return found

    def _titled(self, title: str) -> Told | None:
        for key, _ in self._named(Kind.TITLE, title):
            one = self._articles({key})[key]
            if one.article.title == title:
                return one
        return None

    def _named(self, kind: Kind, name: str) -> dict[tuple[int, int], str]:
        condition = f"kind == {int(kind)} && name == {name_of(name)} && {visible(self._generation)}"
        return bodies(self._server.query(self._records, condition, BODY))

    def _articles(self, keys: Iterable[int]) -> dict[int, Told]:
        """Articles by the keys of their first passages; those used last are kept."""
        with self._keeping:
            found = {key: self._kept[key] for key in keys if key in self._kept}
        missing = set(keys) - found.keys()
        if missing:
            condition = f"kind == {int(Kind.ARTICLE)} && {one_of('key', missing)}"
            rows = self._server.query(self._records, condition, BODY)
            found |= {key: told(key, body) for (key, _), body in bodies(rows).items()}
            self._require(missing, found)
        with self._keeping:
            for key in found:
                self._kept[key] = found[key]
                self._kept.move_to_end(key)
            while len(self._kept) > KEPT_ARTICLES:
                self._kept.popitem(last=False)
        return found

    def _require(self, wanted: Iterable[int], found: Mapping[int, object]) -> None:
        """A node may be lost, or the generation swept, between two calls of one question."""
        if not found.keys() >= set(wanted):
            raise IndexUnreachableError(
                found=f"rows of generation {self._generation} are gone from {self._server.address}",
                expected="those that were found a moment ago",
                cure="ask again",
            )


def _cosine(row: Row, vector: Vectors) -> float:
    """That of a passage and a question; what a search found brings it along."""
    if "distance" in row:
        return float(row["distance"])
    return float(np.dot(np.array(row["vector"], dtype=np.float32), vector))
