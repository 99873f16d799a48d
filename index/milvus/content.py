"""The passages of one generation in a server, found by their vectors and terms.

Owns the calls that answer a question: the nearest passages and the blocks of its terms at the same
time, then the passages that terms alone found, then the articles of the best. Knows nothing of how
rows are written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, lru_cache

import numpy as np

from index.corpus import Article, Passage
from index.digests import Rows
from index.embedding.protocol import Vectors
from index.filtering.selection import Selection
from index.filtering.table import ArticleTable
from index.interface import Candidates
from index.lexical import best_rows
from index.manifest import Source
from index.milvus.catalog import GenerationRecord
from index.milvus.lexical.search import LexicalMatches, LexicalSearch, records_filter
from index.milvus.origins import read_table
from index.milvus.records import RecordReader
from index.milvus.rows import (
    ArticleRecord,
    IndexedFile,
    PassageLocation,
    packed_vectors,
    passage_location,
    unpack_vectors,
)
from index.milvus.schema import (
    Row,
    is_in,
    is_left,
    passages_collection,
    records_collection,
    sentence_fields,
    visible_filter,
)
from index.milvus.server.client import Server
from index.milvus.views import Articles, ArticlesById, Passages, passage
from index.sources.near_duplicates import duplicate_groups, has_copies

SURVEY_SIZE = 1000  # passages found by either search that are compared for a rank
CACHED_LOCATIONS = 8  # questions whose passages' locations are kept: they are looked up repeatedly
LEXICAL_OVERSAMPLING = 1.5  # of those found by terms: some may be deleted

_LOCATION_FIELDS = ("pk", "about")


class ServerContent:
    """The passages and articles of one generation; keys are ascending in the order of builds, and
    within one in that of the files.
    """

    def __init__(self, server: Server, record: GenerationRecord) -> None:
        self._server, self.record = server, record
        self._passages = passages_collection(server.address.collection, record.epoch)
        self._records = records_collection(server.address.collection, record.epoch)
        self._lexical = LexicalSearch(server, record)
        self._seen = visible_filter(record.generation, "pk")
        self._fields = ["pk", "terms", *sentence_fields(record.columns)]
        self._locations = lru_cache(CACHED_LOCATIONS)(self._fetch_locations)
        self._pool = ThreadPoolExecutor(thread_name_prefix="milvus")
        self.records = RecordReader(server, record)
        self.articles: Collection[Article] = Articles(self)
        self.passages: Collection[Passage] = Passages(self)
        self.article: Mapping[str, Article] = ArticlesById(self)

    @cached_property
    def table(self) -> ArticleTable:
        return read_table(self.records)

    def candidates(
        self, question: str, vector: Vectors, n: int, left: Selection | None = None
    ) -> Candidates:
        before = self.is_whole()
        searching = self._pool.submit(self._lexical.search, question, left)
        near = self._nearest(vector, n, left)
        matches = searching.result()
        count = int(n * LEXICAL_OVERSAMPLING)
        best = matches.keys[best_rows(matches.scores, count)].tolist()
        seen = {row["pk"] for row in near}
        others = {row["pk"]: row for row in self._rows([key for key in best if key not in seen])}
        live = [key for key in best if key in seen or key in others][:n]
        rows = [*near, *(others[key] for key in live if key in others)]
        # Before and after: nodes are lost, and come back, while a search waits for them.
        whole = self.is_whole() and before
        return self._scored(rows, vector, matches, complete=whole)

    def scored(
        self, question: str, vector: Vectors, keys: Rows, left: Selection | None = None
    ) -> Candidates:
        rows = self._rows(keys.tolist())
        self.records.require(keys.tolist(), {row["pk"]: row for row in rows})
        return self._scored(rows, vector, self._lexical.search(question, left), complete=True)

    def survey(
        self, question: str, vector: Vectors, left: Selection | None = None
    ) -> Iterator[Candidates]:
        """The candidates, and more of them than are retrieved for an answer."""
        yield self.candidates(question, vector, SURVEY_SIZE, left)

    def keys_of(self, name: str) -> Rows | None:
        one = self.records.article(name) or self.records.titled(name)
        return None if one is None else np.arange(one.key, one.key + one.passages)

    def passages_at(self, keys: Sequence[int]) -> list[Passage]:
        locations = self._locations(tuple(keys))
        articles = self.records.articles(at.article for at in locations.values())
        return [passage(articles[locations[key].article].article, locations[key]) for key in keys]

    def duplicate_groups(self, keys: Sequence[int]) -> list[str]:
        """As ``PassageIndex.duplicate_groups``, among the articles of the given passages alone."""
        locations = self._locations(tuple(keys))
        articles = self.records.articles(at.article for at in locations.values())
        if not articles:
            return []
        ordered = sorted(articles)
        signatures = np.stack([articles[key].signature for key in ordered])
        if not has_copies(signatures):
            return [articles[locations[key].article].article.id for key in keys]
        same = duplicate_groups(signatures)
        first = {key: ordered[row] for key, row in zip(ordered, same.tolist(), strict=True)}
        return [articles[first[locations[key].article]].article.id for key in keys]

    def find_article(self, name: str) -> ArticleRecord | None:
        """The article of that id."""
        return self.records.article(name)

    def source(self, path: str) -> Source | None:
        """The source of that path."""
        return self.records.source(path)

    def files(self) -> dict[str, IndexedFile]:
        """All files by their paths, ascending."""
        return self.records.files()

    def all_passages(self) -> Iterator[PassageLocation]:
        """All passages by ascending key."""
        for row in self._server.iterate(self._passages, self._seen, _LOCATION_FIELDS):
            yield passage_location(row)

    def article_at(self, key: int) -> Article:
        """The article whose first passage has that key."""
        return self.articles_at([key])[0]

    def articles_at(self, keys: Sequence[int]) -> list[Article]:
        found = self.records.articles(keys)
        return [found[key].article for key in keys]

    def is_whole(self) -> bool:
        """True if the nodes that answer now have all rows."""
        passages = self._pool.submit(self._has_passages)
        return self._has_records() and passages.result()

    def _has_passages(self) -> bool:
        return self._server.count(self._passages, self._seen) >= self.record.passages

    def _has_records(self) -> bool:
        seen = records_filter(self.record)
        return self._server.count(self._records, seen) >= self.record.records

    def _nearest(self, vector: Vectors, n: int, left: Selection | None) -> list[Row]:
        """The rows of the n nearest passages; of those that are left, one search for each part."""
        parts = [self._seen]
        if left is not None:
            parts = [f"({part}) && {self._seen}" for part in is_left("pk", left)]
        found = [
            row
            for part in parts
            for row in self._server.search(self._passages, vector, n, part, self._fields)
        ]
        return found if len(parts) == 1 else sorted(found, key=_by_distance)[:n]

    def _rows(self, keys: Sequence[int]) -> list[Row]:
        if not keys:
            return []
        condition = f"{is_in('pk', keys)} && {self._seen}"
        return self._server.query(self._passages, condition, [*self._fields, "vector"])

    def _scored(
        self, rows: Sequence[Row], vector: Vectors, matches: LexicalMatches, *, complete: bool
    ) -> Candidates:
        rows = sorted(rows, key=lambda row: int(row["pk"]))
        keys = np.array([row["pk"] for row in rows], dtype=np.int64)
        dim, columns = self.record.dim, self.record.columns
        sentences = [unpack_vectors(packed_vectors(row, columns), dim) for row in rows]
        counts = np.array([len(some) for some in sentences], dtype=np.int64)
        joined = np.concatenate([np.empty((0, dim), dtype=np.float32), *sentences])
        return Candidates(
            keys=keys,
            dense=np.array([_cosine(row, vector) for row in rows], dtype=np.float32),
            lexical=matches.score_rows([row["terms"] for row in rows]),
            sentences=np.einsum("ij,j->i", joined, vector),
            first=np.cumsum(counts) - counts,
            complete=complete,
        )

    def _fetch_locations(self, keys: tuple[int, ...]) -> dict[int, PassageLocation]:
        if not keys:
            return {}
        rows = self._server.query(self._passages, is_in("pk", keys), _LOCATION_FIELDS)
        found = {row["pk"]: passage_location(row) for row in rows}
        self.records.require(keys, found)
        return found


def _by_distance(row: Row) -> tuple[float, int]:
    """The order of rows found: the nearest first, equally near ones by ascending key."""
    return -float(row["distance"]), int(row["pk"])


def _cosine(row: Row, vector: Vectors) -> float:
    """The cosine of a passage and a question; rows of a search have it already."""
    if "distance" in row:
        return float(row["distance"])
    return float(np.dot(np.array(row["vector"], dtype=np.float32), vector))
