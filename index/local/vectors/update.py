"""Writing the vectors of a generation: those of known texts are copied, the others embedded once.

Owns which passages have vectors already, by the digests of their texts, and the order of the rows.
A passage's sentences are copied with it: their vectors depend on it. Knows nothing of seeds: the
text of the generation has been written before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.digests import NOT_FOUND, DigestTable, Rows
from index.embedding.protocol import Vectors
from index.local.columns import Column, open_column
from index.local.content import PASSAGE_VECTORS, SENTENCE_VECTORS, LocalContent
from index.local.opening import LocalGeneration
from index.local.sharing import share
from index.local.text.rows import TextRows
from index.local.vectors.embedding import (
    NEW_PASSAGES,
    NEW_SENTENCES,
    EmbeddingOptions,
    embed_passages,
)
from index.local.vectors.recall import MEASURED_QUESTIONS, synthetic_questions
from index.local.vectors.store import VECTORS_PER_CHUNK, matrix_path
from index.local.vectors.store_writer import SEED, VectorWriter
from index.manifest import SearchInfo


@dataclass(frozen=True, slots=True)
class _StoredVectors:
    """Passages that have vectors: all positions [start, start + size)."""

    start: int
    size: int
    passages: Callable[[Rows], Vectors]  # the vectors of given rows, shape (len(rows), dim)
    sentences: NDArray[np.float16]
    first_sentence: Rows  # of each passage

    def rows_at(self, positions: Rows) -> Rows:
        """The rows of positions, NOT_FOUND for those that are stored elsewhere."""
        rows = positions - self.start
        return np.where((rows >= 0) & (rows < self.size), rows, NOT_FOUND)


def write_vectors(
    folder: Path, *, previous: LocalContent | None, options: EmbeddingOptions
) -> SearchInfo:
    """Write the vectors of the text in a folder; return how passages are searched by them.

    Vectors of ``previous`` are copied for equal texts.
    """
    rows = TextRows(folder)
    stored = [] if previous is None else [_previous_vectors(previous)]
    positions, new = _positions(rows, previous)
    if len(new):
        embed_passages(rows, new, folder, options)
        stored.append(_new_vectors(folder, rows, new, start=sum(s.size for s in stored)))
    _write_sentences(folder, rows, positions, stored)
    search = _write_passages(folder, positions, stored, previous)
    for name in (NEW_PASSAGES, NEW_SENTENCES):
        (folder / name).unlink(missing_ok=True)
    return search


def share_vectors(folder: Path, previous: LocalGeneration) -> SearchInfo | None:
    """Take the previous generation's vectors where its passages are the same, in the same order;
    return how they are searched. None, and nothing done, where they are not.
    """
    if not np.array_equal(TextRows(folder).passage_digests, previous.content.rows.passage_digests):
        return None
    store = Path(PASSAGE_VECTORS)
    for name in (PASSAGE_VECTORS, SENTENCE_VECTORS, matrix_path(store).name):
        if (previous.folder / name).exists():  # exact search needs no file of the matrix
            share(name, previous=previous.folder, folder=folder)
    return previous.manifest.search


def _positions(rows: TextRows, previous: LocalContent | None) -> tuple[Rows, Rows]:
    """The position of each passage's vectors, and the rows of the passages to embed.

    Positions are those of the previous vectors, and after them those of the new ones.
    """
    digests = rows.passage_digests
    first = DigestTable(digests).find(digests)  # the first row with the same text
    old = previous.rows.passage_digests if previous else np.empty((0, 2), dtype=np.uint64)
    known = DigestTable(old).find(digests)
    new = np.flatnonzero((known == NOT_FOUND) & (first == np.arange(len(digests))))
    known[new] = len(old) + np.arange(len(new))
    return known[first], new


def _previous_vectors(content: LocalContent) -> _StoredVectors:
    return _StoredVectors(
        start=0,
        size=len(content.passages),
        passages=content.passage_vectors.vectors,
        sentences=content.sentence_vectors,
        first_sentence=content.rows.passage_rows[:, 3],
    )


def _new_vectors(folder: Path, rows: TextRows, new: Rows, *, start: int) -> _StoredVectors:
    matrix = open_column(folder / NEW_PASSAGES)
    counts = np.diff(rows.sentence_borders(new)).ravel()
    return _StoredVectors(
        start=start,
        size=len(new),
        passages=lambda some: np.asarray(matrix[some]),
        sentences=open_column(folder / NEW_SENTENCES),
        first_sentence=np.cumsum(counts) - counts,
    )


def _write_sentences(
    folder: Path, rows: TextRows, positions: Rows, stored: list[_StoredVectors]
) -> None:
    """Write the sentences' vectors in half precision; they are scored and never searched."""
    dim = stored[0].sentences.shape[1]
    column = Column(folder / SENTENCE_VECTORS, np.float16, dim)
    for start in range(0, len(positions), VECTORS_PER_CHUNK):
        some = np.arange(start, min(start + VECTORS_PER_CHUNK, len(positions)))
        borders = rows.sentence_borders(some)
        counts = np.diff(borders).ravel()
        vectors = np.empty((int(counts.sum()), dim), dtype=np.float16)
        for source in stored:
            own = source.rows_at(positions[some])
            mine = np.repeat(own != NOT_FOUND, counts)
            shift = np.repeat(source.first_sentence[own] - borders[:, 0], counts)
            at = np.arange(borders[0, 0], borders[-1, 1]) + shift
            vectors[mine] = source.sentences[at[mine]]
        column.append(vectors)
    column.close()


def _write_passages(
    folder: Path, positions: Rows, stored: list[_StoredVectors], previous: LocalContent | None
) -> SearchInfo:
    """Write the vector store, with the row that each vector has in the previous one."""
    before = previous.passage_vectors if previous else None
    dim = stored[0].sentences.shape[1]
    writer = VectorWriter(folder / PASSAGE_VECTORS, dim, before=before)
    for some in _chunks(positions):
        origins = stored[0].rows_at(some) if previous else None
        writer.append(_gathered(stored, some, dim), origins)
    return writer.finish(_questions(folder))


def _questions(folder: Path) -> Vectors:
    """Synthetic questions, made from a sample of the sentences' vectors."""
    sentences = open_column(folder / SENTENCE_VECTORS)
    rng = np.random.default_rng(SEED)
    count = min(MEASURED_QUESTIONS, len(sentences))
    sample = rng.choice(len(sentences), count, replace=False)
    return synthetic_questions(np.asarray(sentences[np.sort(sample)], dtype=np.float32), SEED)


def _chunks(positions: Rows) -> Iterator[Rows]:
    starts = range(0, len(positions), VECTORS_PER_CHUNK)
    return (positions[start : start + VECTORS_PER_CHUNK] for start in starts)


def _gathered(stored: list[_StoredVectors], positions: Rows, dim: int) -> Vectors:
    """The passages' vectors at the given positions, shape (len(positions), dim)."""
    vectors = np.empty((len(positions), dim), dtype=np.float32)
    for source in stored:
        rows = source.rows_at(positions)
        mine = rows != NOT_FOUND
        vectors[mine] = source.passages(rows[mine])
    return vectors
