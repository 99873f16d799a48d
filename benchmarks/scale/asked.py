"""The cost of a question to a server, and to the same index in a folder in turn.

Owns which calls are timed, and the truth that approximate search is compared with: every passage's
vector, computed again from the files.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.invented import WORDS, Invented, questions
from benchmarks.measure import Spread, p50_p95, timed
from benchmarks.questions import retriever_of
from benchmarks.scale.arithmetic import INVENTED, REAL
from index import backend
from index.embedding.protocol import Vectors
from index.lexical import terms
from index.local.content import LocalContent
from index.local.vectors.recall import RECALL_AT, GroundTruth, exact_neighbours, recall
from index.location import Address, Location
from index.milvus.catalog import Catalog, GenerationRecord
from index.milvus.content import ServerContent
from index.milvus.lexical.blocks import block_number
from index.milvus.lexical.search import LexicalSearch, fetch_blocks
from index.milvus.schema import (
    Kind,
    Row,
    is_in,
    passages_collection,
    records_collection,
    sentence_fields,
    visible_filter,
)
from index.milvus.server.client import Server, connect
from qa import Settings

THREADS = 8
ROUNDS = 20
FILES = 500  # whose passages are compared at once


@dataclass(frozen=True, slots=True)
class Asked:
    """Milliseconds, unless it says otherwise."""

    first: float  # seconds to open and answer
    near: Spread
    recall: float
    retrieve: Spread
    crowd: Spread  # the same, asked by several threads
    rate: float  # retrievals a second by these


@dataclass(frozen=True, slots=True)
class Fetched:
    """The figures of a server alone: milliseconds, and base64 text in KB or MB."""

    wide: Spread  # the search of a retrieval, with all fields
    recall: float  # of the 10 nearest within that
    rows: Spread  # KB of the rows that it gives
    count: Spread  # of the rows that are seen, at every question
    words: Spread
    blocks: Spread  # KB
    common: Spread  # words that are as common as those of real questions
    common_blocks: Spread  # KB
    postings: float  # MB of all blocks


def asked(places: Sequence[Location], seeds: Path) -> list[Asked]:
    """Put the same questions to each of some places, in turn."""
    texts, vectors, truth = _questions(seeds)
    sides = [_Side(place, texts[0]) for place in places]
    for text, vector in zip(texts, vectors, strict=True):
        for side in sides:
            side.ask(text, vector)
    return [side.results(texts, truth) for side in sides]


def fetched(address: Address, seeds: Path) -> Fetched:
    """Look at what a server sends for the questions."""
    texts, vectors, truth = _questions(seeds)
    server = connect(address)
    record = Catalog(server).record()
    passages, seen = (
        passages_collection(address.collection, record.epoch),
        visible_filter(record.generation, "pk"),
    )
    fields = ["pk", "vector", "terms", *sentence_fields(record.columns)]
    n, words, common = Settings().candidates, LexicalSearch(server, record), _common()
    near = [timed(partial(server.search, passages, v, n, seen, fields)) for v in vectors]
    best = [_cosines(rows[:RECALL_AT], v) for (_, rows), v in zip(near, vectors, strict=True)]
    return Fetched(
        wide=p50_p95([taken for taken, _ in near]),
        recall=recall(best, truth),
        rows=p50_p95([sum(map(_size, rows)) / 1e3 for _, rows in near]),
        count=p50_p95([timed(partial(server.count, passages, seen))[0] for _ in texts]),
        words=p50_p95([timed(partial(words.search, text))[0] for text in texts]),
        blocks=p50_p95([_blocks(server, record, text) / 1e3 for text in texts]),
        common=p50_p95([timed(partial(words.search, text))[0] for text in common]),
        common_blocks=p50_p95([_blocks(server, record, text) / 1e3 for text in common]),
        postings=_postings(server, record) / 1e6,
    )


class _Side:
    """One index, opened and warm; seconds until its first answer."""

    def __init__(self, place: Location, text: str) -> None:
        connect.cache_clear()  # a process that opens it has no connection
        began = time.perf_counter()
        self._place, self._content = place, backend.load(place, embedder=Invented()).content
        self._retriever = retriever_of(self._content, Invented())
        self._near: list[tuple[float, Vectors]] = []
        self._whole: list[float] = []
        self.retrieve(text)
        self.first = time.perf_counter() - began

    def ask(self, text: str, vector: Vectors) -> None:
        self._near.append(timed(partial(self.near, vector)))
        self._whole.append(timed(partial(self.retrieve, text))[0])

    def results(self, texts: Sequence[str], truth: GroundTruth) -> Asked:
        """The times so far, and those of several threads at once."""
        began = time.perf_counter()
        with ThreadPoolExecutor(THREADS) as pool:
            crowd = [t for t, _ in pool.map(timed, [partial(self.retrieve, t) for t in texts])]
        return Asked(
            first=self.first,
            near=p50_p95([taken for taken, _ in self._near]),
            recall=recall([found for _, found in self._near], truth),
            retrieve=p50_p95(self._whole),
            crowd=p50_p95(crowd),
            rate=len(texts) / (time.perf_counter() - began),
        )

    def retrieve(self, text: str) -> None:
        self._retriever.retrieve(text, RECALL_AT)

    def near(self, vector: Vectors) -> Vectors:
        """The cosines of the nearest."""
        content, place = self._content, self._place
        if isinstance(content, LocalContent):
            return content.passage_vectors.search(vector, RECALL_AT).scores
        assert isinstance(content, ServerContent)
        assert isinstance(place, Address)
        record, server = content.record, connect(place)
        passages = passages_collection(server.address.collection, record.epoch)
        seen = visible_filter(record.generation, "pk")
        return _cosines(server.search(passages, vector, RECALL_AT, seen, ["pk", "vector"]), vector)


def _cosines(rows: Sequence[Row], vector: Vectors) -> Vectors:
    vectors: Vectors = np.array([row["vector"] for row in rows], dtype=np.float32)
    return np.asarray(vectors @ vector)


def _size(row: Row) -> int:
    """Bytes of a passage's row, about as it is sent."""
    texts = (value for value in row.values() if isinstance(value, str))
    return 8 + 4 * len(row["vector"]) + sum(map(len, texts))


def _blocks(server: Server, record: GenerationRecord, text: str) -> float:
    """Letters of the blocks with the terms of a question."""
    wanted = {s: {block_number(t, s.blocks) for t in terms(text)} for s in record.segments}
    records = records_collection(server.address.collection, record.epoch)
    return sum(map(len, fetch_blocks(server.query, records, wanted))) * 4 / 3


def _common() -> list[str]:
    """Questions of made-up words, each in a thousandth of the passages; of so many words that they
    have as many postings together as those of a real question.
    """
    rng = np.random.default_rng(4)
    count = int(REAL.asked * WORDS / INVENTED.postings)
    return [
        " ".join(f"w{n}" for n in rng.choice(WORDS, count, replace=False)) for _ in range(ROUNDS)
    ]


def _postings(server: Server, record: GenerationRecord) -> int:
    """Letters of all blocks there are."""
    keys = is_in("key", (segment.key for segment in record.segments))
    condition = f"kind == {int(Kind.POSTINGS)} && {keys}"
    records = records_collection(server.address.collection, record.epoch)
    return sum(len(row["body"]) for row in server.iterate(records, condition, ["body"]))


def _questions(seeds: Path) -> tuple[list[str], list[Vectors], GroundTruth]:
    embedder = Invented()
    files = sorted(seeds.iterdir())
    texts = questions(len(files))
    vectors = [embedder.encode_question(text) for text in texts]
    return texts, vectors, _truth(files, np.stack(vectors))


def _truth(files: Sequence[Path], vectors: Vectors) -> GroundTruth:
    """The nearest of all passages, some files at a time; their rows do not matter."""
    embedder, best = Invented(), np.empty((len(vectors), 0), dtype=np.float32)
    for start in range(0, len(files), FILES):
        texts = (f.read_text(encoding="ascii") for f in files[start : start + FILES])
        some = [embedder.encode_question(p) for text in texts for p in text.split("\n\n")]
        best = np.hstack((best, exact_neighbours(np.stack(some), vectors).scores))
        best = np.sort(best, axis=1)[:, -RECALL_AT:]
    return GroundTruth(np.zeros(best.shape, dtype=np.int64), best)
