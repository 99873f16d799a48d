"""What a question costs that is put to a server, and to the same index in a folder in turn.

Owns which calls are timed, and the truth that approximate search is compared with: every passage's
vector, made again from the files.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

import numpy as np

from benchmarks.invented import WORDS, Invented, questions
from benchmarks.scale_arithmetic import INVENTED, REAL
from index import backend
from index.embedding.protocol import Vectors
from index.lexical import terms
from index.local.vectors.recall import DEPTH, Truth, nearest, recall
from index.location import Address, Place
from index.milvus.catalog import Catalog, Record
from index.milvus.client import Row, Server, connected
from index.milvus.content import ServerContent
from index.milvus.lexical.postings import block_of
from index.milvus.lexical.search import Words, fetch
from index.milvus.schema import Kind, one_of, passages_of, records_of, sentence_fields, visible
from qa import Settings
from qa.retriever import Retriever

THREADS = 8
ROUNDS = 20
FILES = 500  # whose passages are compared at once

Spread = tuple[float, float]  # p50, p95
Times = list[float]  # milliseconds

Item = TypeVar("Item")
Result = TypeVar("Result")


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
    """What is of a server alone: milliseconds, and base64 text in KB or MB."""

    wide: Spread  # the search of a retrieval, with all fields
    recall: float  # of the 10 nearest within that
    rows: Spread  # KB of the rows that it gives
    count: Spread  # of the rows that are seen, at every question
    words: Spread
    blocks: Spread  # KB
    common: Spread  # words that are as common as those of real questions
    common_blocks: Spread  # KB
    postings: float  # MB of all blocks


def asked(places: Sequence[Place], seeds: Path) -> list[Asked]:
    """Put the same questions to each of some places, in turn."""
    texts, vectors, truth = _questions(seeds)
    sides = [_Side(place, texts[0]) for place in places]
    for text, vector in zip(texts, vectors, strict=True):
        for side in sides:
            side.ask(text, vector)
    return [side.told(texts, truth) for side in sides]


def fetched(address: Address, seeds: Path) -> Fetched:
    """Look at what a server sends for the questions."""
    texts, vectors, truth = _questions(seeds)
    server = connected(address)
    record = Catalog(server).record()
    passages, seen = passages_of(address.collection, record.epoch), visible(record.generation, "pk")
    fields = ["pk", "vector", "terms", *sentence_fields(record.columns)]
    n, words, common = Settings().candidates, Words(server, record), _common()
    near, wide = _each(lambda vector: server.search(passages, vector, n, seen, fields), vectors)
    _, counted = _each(lambda _: server.count(passages, seen), texts)
    _, said = _each(words.ask, texts)
    _, often = _each(words.ask, common)
    best = [_cosines(rows[:DEPTH], vector) for rows, vector in zip(near, vectors, strict=True)]
    return Fetched(
        wide=_spread(wide),
        recall=recall(best, truth),
        rows=_spread([sum(map(_size, rows)) / 1e3 for rows in near]),
        count=_spread(counted),
        words=_spread(said),
        blocks=_spread([_blocks(server, record, text) / 1e3 for text in texts]),
        common=_spread(often),
        common_blocks=_spread([_blocks(server, record, text) / 1e3 for text in common]),
        postings=_postings(server, record) / 1e6,
    )


class _Side:
    """One index, opened and warm; seconds until its first answer."""

    def __init__(self, place: Place, text: str) -> None:
        connected.cache_clear()  # a process that opens it has no connection
        began = time.perf_counter()
        self._place, self._content = place, backend.load(place, embedder=Invented()).content
        how = Settings()
        self._retriever = Retriever(
            self._content, Invented(), candidates=how.candidates, lexical_weight=how.lexical_weight
        )
        self._near: Times = []
        self._whole: Times = []
        self._found: list[Vectors] = []
        self.retrieve(text)
        self.first = time.perf_counter() - began

    def ask(self, text: str, vector: Vectors) -> None:
        self._found.append(_timed(self._near, partial(self.near, vector)))
        _timed(self._whole, partial(self.retrieve, text))

    def told(self, texts: Sequence[str], truth: Truth) -> Asked:
        """What it took so far, and what several threads do at once."""
        crowd: Times = []
        began = time.perf_counter()
        with ThreadPoolExecutor(THREADS) as pool:
            for done in [pool.submit(_timed, crowd, partial(self.retrieve, t)) for t in texts]:
                done.result()
        rate = len(texts) / (time.perf_counter() - began)
        near, whole = _spread(self._near), _spread(self._whole)
        return Asked(self.first, near, recall(self._found, truth), whole, _spread(crowd), rate)

    def retrieve(self, text: str) -> None:
        self._retriever.retrieve(text, DEPTH)

    def near(self, vector: Vectors) -> Vectors:
        """The cosines of the nearest."""
        if not isinstance(self._content, ServerContent):
            return self._content.passage_vectors.search(vector, DEPTH).scores
        record, server = self._content.record, connected(self._place)
        passages = passages_of(self._place.collection, record.epoch)
        seen = visible(record.generation, "pk")
        return _cosines(server.search(passages, vector, DEPTH, seen, ["pk", "vector"]), vector)


def _cosines(rows: Sequence[Row], vector: Vectors) -> Vectors:
    return np.array([row["vector"] for row in rows], dtype=np.float32) @ vector


def _size(row: Row) -> int:
    """Bytes of a passage's row, about as it is sent."""
    texts = (value for value in row.values() if isinstance(value, str))
    return 8 + 4 * len(row["vector"]) + sum(map(len, texts))


def _blocks(server: Server, record: Record, text: str) -> float:
    """Letters of the blocks that hold the terms of a question."""
    wanted = {s: {block_of(t, s.blocks) for t in terms(text)} for s in record.segments}
    records = records_of(server.address.collection, record.epoch)
    return sum(map(len, fetch(server, records, wanted))) * 4 / 3


def _common() -> list[str]:
    """Questions of so many made-up words, each in a thousandth of the passages, as have together
    the postings of a real question.
    """
    rng = np.random.default_rng(4)
    count = int(REAL.asked * WORDS / INVENTED.postings)
    return [
        " ".join(f"w{n}" for n in rng.choice(WORDS, count, replace=False)) for _ in range(ROUNDS)
    ]


def _postings(server: Server, record: Record) -> int:
    """Letters of all blocks there are."""
    keys = one_of("key", (segment.key for segment in record.segments))
    condition = f"kind == {int(Kind.POSTINGS)} && {keys}"
    records = records_of(server.address.collection, record.epoch)
    return sum(len(row["body"]) for row in server.iterate(records, condition, ["body"]))


def _questions(seeds: Path) -> tuple[list[str], list[Vectors], Truth]:
    embedder = Invented()
    files = sorted(seeds.iterdir())
    texts = questions(len(files))
    vectors = [embedder.encode_question(text) for text in texts]
    return texts, vectors, _truth(files, np.stack(vectors))


def _truth(files: Sequence[Path], vectors: Vectors) -> Truth:
    """The nearest of all passages, some files at a time; their rows are of no matter."""
    embedder, best = Invented(), np.empty((len(vectors), 0), dtype=np.float32)
    for start in range(0, len(files), FILES):
        texts = (f.read_text(encoding="ascii") for f in files[start : start + FILES])
        some = [embedder.encode_question(p) for text in texts for p in text.split("\n\n")]
        best = np.hstack((best, nearest(np.stack(some), vectors).scores))
        best = np.sort(best, axis=1)[:, -DEPTH:]
    return Truth(np.zeros(best.shape, dtype=np.int64), best)


def _each(work: Callable[[Item], Result], items: Sequence[Item]) -> tuple[list[Result], Times]:
    """What comes of each item, and how long it takes."""
    times: Times = []
    return [_timed(times, partial(work, item)) for item in items], times


def _timed(times: Times, work: Callable[[], Result]) -> Result:
    began = time.perf_counter()
    found = work()
    times.append(1000 * (time.perf_counter() - began))
    return found


def _spread(values: Sequence[float]) -> Spread:
    p50, p95 = np.percentile(values, [50, 95])
    return float(p50), float(p95)
