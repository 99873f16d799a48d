"""The vectors of an index: those that are known carried over, the others embedded, once each.

Owns which passages have vectors already, told by the digests of their texts, and in what pieces
the others are embedded. A passage brings its sentences' vectors along: these depend on it. Knows
nothing of seeds: the text of the index has been written before.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.digests import NOWHERE, DigestTable, Rows
from index.embedding.protocol import Embedder, PassageVectors, Progress, Vectors
from index.local.columns import Column, open_column
from index.local.content import PASSAGE_VECTORS, SENTENCE_VECTORS, Content
from index.local.text.rows import TextRows
from index.local.vectors.recall import QUESTIONS, blurred
from index.local.vectors.store import CHUNK
from index.local.vectors.store_writer import SEED, VectorWriter
from index.manifest import StoreFacts
from index.workers.pool import SERIAL, SerialPool, WorkerPool
from index.workers.remote_encoding import encode_remotely

# New vectors, until they lie in the rows of their passages and sentences.
NEW_PASSAGES, NEW_SENTENCES = "new-passages.npy", "new-sentences.npy"
PASSAGES_AT_ONCE = 1024  # passages, and their vectors, in memory while embedding
PROBED = 32  # passages embedded first, by which the time of all is estimated

Estimate = Callable[[float], None]  # seconds of embedding to come


@dataclass(frozen=True, slots=True)
class _Source:
    """Passages that have vectors; their places are [start, start + size)."""

    start: int
    size: int
    passages: Callable[[Rows], Vectors]  # the vectors of some of its rows
    sentences: NDArray[np.float16]
    first_sentence: Rows  # of each passage

    def rows_at(self, places: Rows) -> Rows:
        """The rows here of places, NOWHERE for those that lie elsewhere."""
        rows = places - self.start
        return np.where((rows >= 0) & (rows < self.size), rows, NOWHERE)


def write_vectors(
    folder: Path,
    *,
    carried: Content | None,
    embedder: Embedder,
    progress: Progress,
    estimate: Estimate | None = None,
    workers: WorkerPool = SERIAL,
) -> StoreFacts:
    """Write the vectors of the text that lies in the folder; how those of passages are searched.

    Vectors of ``carried`` are good for the same text. ``estimate`` is told how long embedding will
    take, once some of it has been timed.
    """
    rows = TextRows(folder)
    sources = [] if carried is None else [_carried(carried)]
    places, new = _places(rows, carried)
    if len(new):
        _embed(rows, new, folder, embedder, workers, progress, estimate)
        sources.append(_embedded(folder, rows, new, start=sum(s.size for s in sources)))
    _write_sentences(folder, rows, places, sources)
    facts = _write_passages(folder, places, sources, carried)
    for name in (NEW_PASSAGES, NEW_SENTENCES):
        (folder / name).unlink(missing_ok=True)
    return facts


def _places(rows: TextRows, carried: Content | None) -> tuple[Rows, Rows]:
    """Where the vectors of each passage are or will be, and the rows of those to be embedded."""
    digests = rows.passage_digests
    first = DigestTable(digests).find(digests)  # the first row that holds the same text
    old = carried.rows.passage_digests if carried else np.empty((0, 2), dtype=np.uint64)
    known = DigestTable(old).find(digests)
    new = np.flatnonzero((known == NOWHERE) & (first == np.arange(len(digests))))
    known[new] = len(old) + np.arange(len(new))
    return known[first], new


def _carried(content: Content) -> _Source:
    return _Source(
        start=0,
        size=len(content.passages),
        passages=content.passage_vectors.vectors,
        sentences=content.sentence_vectors,
        first_sentence=content.rows.passage_rows[:, 3],
    )


def _embedded(folder: Path, rows: TextRows, new: Rows, *, start: int) -> _Source:
    matrix = open_column(folder / NEW_PASSAGES)
    counts = np.diff(rows.sentence_borders(new)).ravel()
    return _Source(
        start=start,
        size=len(new),
        passages=lambda some: np.asarray(matrix[some]),
        sentences=open_column(folder / NEW_SENTENCES),
        first_sentence=np.cumsum(counts) - counts,
    )


def _embed(
    rows: TextRows,
    new: Rows,
    folder: Path,
    embedder: Embedder,
    workers: WorkerPool,
    progress: Progress,
    estimate: Estimate | None,
) -> None:
    """Embed the passages of the given rows into the files of new vectors."""
    started = time.perf_counter()
    columns: tuple[Column, Column] | None = None
    probed = PROBED if estimate else 0
    for found in _encoded(rows, new, embedder, workers, progress, probed):
        if columns is None:
            columns = _new_columns(folder, found.passages.shape[1])
            if estimate:
                elapsed, end = time.perf_counter() - started, len(found.passages)
                rest = _length(rows, new[end:]) / workers.parallelism
                estimate(elapsed / _length(rows, new[:end]) * rest)
        columns[0].append(found.passages)
        columns[1].append(found.sentences)
    for column in columns or ():
        column.close()


def _encoded(
    rows: TextRows,
    new: Rows,
    embedder: Embedder,
    workers: WorkerPool,
    progress: Progress,
    probed: int,
) -> Iterator[PassageVectors]:
    """The vectors of passages, piece by piece, in order; alone, ``probed`` of them come first."""
    passages, done = (rows.passages[row] for row in new.tolist()), 0
    if not isinstance(workers, SerialPool):
        for found in encode_remotely(passages, embedder, workers):
            done += len(found.passages)
            progress(done, len(new))
            yield found
        return
    while piece := list(islice(passages, PASSAGES_AT_ONCE if done or not probed else probed)):
        yield embedder.encode_passages(piece, progress=_shifted(progress, done, len(new)))
        done += len(piece)


def _new_columns(folder: Path, dim: int) -> tuple[Column, Column]:
    return (
        Column(folder / NEW_PASSAGES, np.float32, dim),
        Column(folder / NEW_SENTENCES, np.float16, dim),
    )


def _shifted(progress: Progress, start: int, total: int) -> Progress:
    """The progress of one piece as that of the whole."""
    return lambda done, _: progress(start + done, total)


def _length(rows: TextRows, some: Rows) -> int:
    """Characters of the given passages."""
    return int(np.diff(rows.passage_rows[some, 1:3]).sum())


def _write_sentences(folder: Path, rows: TextRows, places: Rows, sources: list[_Source]) -> None:
    """Sentences are scored and never searched for: half precision, and no index."""
    column = Column(folder / SENTENCE_VECTORS, np.float16, sources[0].sentences.shape[1])
    for start in range(0, len(places), CHUNK):
        some = np.arange(start, min(start + CHUNK, len(places)))
        borders = rows.sentence_borders(some)
        counts = np.diff(borders).ravel()
        vectors = np.empty((int(counts.sum()), sources[0].sentences.shape[1]), dtype=np.float16)
        for source in sources:
            own = source.rows_at(places[some])
            mine = np.repeat(own != NOWHERE, counts)
            shift = np.repeat(source.first_sentence[own] - borders[:, 0], counts)
            at = np.arange(borders[0, 0], borders[-1, 1]) + shift
            vectors[mine] = source.sentences[at[mine]]
        column.append(vectors)
    column.close()


def _write_passages(
    folder: Path, places: Rows, sources: list[_Source], carried: Content | None
) -> StoreFacts:
    """Write the store; of rows that lay in the store before it can say where."""
    old = carried.passage_vectors if carried else None
    dim = sources[0].sentences.shape[1]
    writer = VectorWriter(folder / PASSAGE_VECTORS, dim, before=old)
    for some in _chunks(places):
        origins = sources[0].rows_at(some) if carried else None
        writer.append(_gathered(sources, some, dim), origins)
    return writer.finish(_questions(folder))


def _questions(folder: Path) -> Vectors:
    """Vectors that stand for questions, made of some of the sentences' vectors."""
    sentences = open_column(folder / SENTENCE_VECTORS)
    rng = np.random.default_rng(SEED)
    sample = rng.choice(len(sentences), min(QUESTIONS, len(sentences)), replace=False)
    return blurred(np.asarray(sentences[np.sort(sample)], dtype=np.float32), SEED)


def _chunks(places: Rows) -> Iterator[Rows]:
    return (places[start : start + CHUNK] for start in range(0, len(places), CHUNK))


def _gathered(sources: list[_Source], places: Rows, dim: int) -> Vectors:
    """The passage vectors that lie at the given places, in their order."""
    vectors = np.empty((len(places), dim), dtype=np.float32)
    for source in sources:
        rows = source.rows_at(places)
        mine = rows != NOWHERE
        vectors[mine] = source.passages(rows[mine])
    return vectors
