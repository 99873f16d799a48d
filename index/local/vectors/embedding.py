"""Embedding the passages of a generation that have no vectors yet, into columns of new vectors.

Owns the pieces in which they are embedded, and the estimate of the time. Knows nothing of which
passages have vectors.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from index.digests import Rows
from index.embedding.protocol import Embedder, PassageVectors, Progress
from index.local.columns import Column
from index.local.text.rows import TextRows
from index.workers.pool import SerialPool, WorkerPool
from index.workers.remote_encoding import encode_remotely

# The new vectors, until they are in the rows of their passages and sentences.
NEW_PASSAGES, NEW_SENTENCES = "new-passages.npy", "new-sentences.npy"
PASSAGES_AT_ONCE = 1024  # passages, and their vectors, in memory while embedding
TIMED_PASSAGES = 32  # embedded first, to estimate the time of all

Estimate = Callable[[float], None]  # called with the seconds of embedding to come


@dataclass(frozen=True, kw_only=True)
class EmbeddingOptions:
    """``progress`` is called with passages embedded and their total, ``estimate`` once some have
    been timed.
    """

    embedder: Embedder
    workers: WorkerPool
    progress: Progress
    estimate: Estimate | None = None


def embed_passages(rows: TextRows, new: Rows, folder: Path, options: EmbeddingOptions) -> None:
    """Embed the passages of the given rows into the columns of new vectors, in their order."""
    started = time.perf_counter()
    columns: tuple[Column, Column] | None = None
    for found in _encoded(rows, new, options):
        if columns is None:
            columns = _new_columns(folder, found.passages.shape[1])
            if options.estimate:
                elapsed, end = time.perf_counter() - started, len(found.passages)
                rest = _length(rows, new[end:]) / options.workers.parallelism
                options.estimate(elapsed / _length(rows, new[:end]) * rest)
        columns[0].append(found.passages)
        columns[1].append(found.sentences)
    for column in columns or ():
        column.close()


def _encoded(rows: TextRows, new: Rows, options: EmbeddingOptions) -> Iterator[PassageVectors]:
    """The vectors of passages, piece by piece, in order."""
    passages, done = (rows.passages[row] for row in new.tolist()), 0
    if not isinstance(options.workers, SerialPool):
        for found in encode_remotely(passages, options.embedder, options.workers):
            done += len(found.passages)
            options.progress(done, len(new))
            yield found
        return
    size = TIMED_PASSAGES if options.estimate else PASSAGES_AT_ONCE
    while piece := list(islice(passages, size)):
        progress = _offset(options.progress, done, len(new))
        yield options.embedder.encode_passages(piece, progress=progress)
        done, size = done + len(piece), PASSAGES_AT_ONCE


def _new_columns(folder: Path, dim: int) -> tuple[Column, Column]:
    return (
        Column(folder / NEW_PASSAGES, np.float32, dim),
        Column(folder / NEW_SENTENCES, np.float16, dim),
    )


def _offset(progress: Progress, start: int, total: int) -> Progress:
    """The progress of one piece as that of all."""
    return lambda done, _: progress(start + done, total)


def _length(rows: TextRows, some: Rows) -> int:
    """Number of characters of the given passages."""
    return int(np.diff(rows.passage_rows[some, 1:3]).sum())
