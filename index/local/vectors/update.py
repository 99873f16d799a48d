"""Writing the vectors of a segment: those of known texts are copied, the others embedded once.

Owns which passages have vectors already, by the digests of their texts. A passage's sentences are
copied with it: their vectors depend on it. Knows nothing of seeds: the text of the segment has been
written before.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import numpy as np

from index.digests import NOT_FOUND, DigestTable, Rows
from index.embedding.protocol import Vectors
from index.local.columns import Column, open_column
from index.local.segments.order import spread
from index.local.segments.segment import PASSAGE_VECTORS, SENTENCE_VECTORS
from index.local.text.rows import TextRows
from index.local.vectors.embedding import (
    NEW_PASSAGES,
    NEW_SENTENCES,
    EmbeddingOptions,
    embed_passages,
)
from index.local.vectors.ordered import SentenceColumn
from index.local.vectors.recall import MEASURED_QUESTIONS, synthetic_questions
from index.local.vectors.store import VECTORS_PER_CHUNK
from index.local.vectors.store_writer import SEED, VectorWriter
from index.manifest import SearchInfo


class VectorSource(Protocol):
    """Vectors that are there already, by row of a passage."""

    def passages(self, rows: Rows) -> Vectors:
        """The vectors of passages, shape (len(rows), dim)."""

    def sentences(self, rows: Rows) -> SentenceColumn:
        """The vectors of the passages' sentences, one passage after the other."""


def write_vectors(
    folder: Path,
    known: Rows,
    source: VectorSource | None,
    options: EmbeddingOptions,
    *,
    beside: int = 0,
) -> SearchInfo:
    """Write the vectors of the text in a folder; return how passages are searched by them.

    ``known``, shape (passages,), is the row of each passage in ``source``, NOT_FOUND of those to
    embed. They are searched together with the passages of other segments, ``beside`` in number.
    """
    rows = TextRows(folder)
    digests = rows.passage_digests
    first = DigestTable(digests).find(digests)  # the first row with the same text
    (new,) = np.nonzero((known == NOT_FOUND) & (first == np.arange(len(digests))))
    sources: list[tuple[VectorSource, Rows]] = []
    if source is not None:
        sources.append((source, known))
    if len(new):
        embed_passages(rows, new, folder, options)
        position = np.full(len(digests), NOT_FOUND, dtype=np.int64)
        position[new] = np.arange(len(new))
        sources.append((_NewVectors(folder, rows, new), position[first]))
    search = copy_vectors(folder, rows, sources, beside=beside)
    for name in (NEW_PASSAGES, NEW_SENTENCES):
        (folder / name).unlink(missing_ok=True)
    return search


def copy_vectors(
    folder: Path, rows: TextRows, sources: list[tuple[VectorSource, Rows]], *, beside: int
) -> SearchInfo:
    """Write the vectors of all passages, each from the one source where its row is not NOT_FOUND;
    return how passages are searched by them.
    """
    size, dim = len(rows.passage_digests), _dim(sources)
    passages = VectorWriter(folder / PASSAGE_VECTORS, dim)
    with Column(folder / SENTENCE_VECTORS, np.float16, dim) as sentences:
        for start in range(0, size, VECTORS_PER_CHUNK):
            some = np.arange(start, min(start + VECTORS_PER_CHUNK, size))
            counts = np.diff(rows.sentence_offsets(some)).ravel()
            of_passages = np.empty((len(some), dim), dtype=np.float32)
            of_sentences = np.empty((int(counts.sum()), dim), dtype=np.float16)
            for source, positions in sources:
                (mine,) = np.nonzero(positions[some] != NOT_FOUND)
                first = (np.cumsum(counts) - counts)[mine]
                of_passages[mine] = source.passages(positions[some[mine]])
                of_sentences[spread(first, counts[mine])] = source.sentences(positions[some[mine]])
            passages.append(of_passages)
            sentences.append(of_sentences)
    return passages.finish(_questions(folder), beside=beside)


class _NewVectors:
    """The vectors that were just embedded: row i is the i-th new passage."""

    def __init__(self, folder: Path, rows: TextRows, new: Rows) -> None:
        self._passages = open_column(folder / NEW_PASSAGES)
        self._sentences = open_column(folder / NEW_SENTENCES)
        self._counts = np.diff(rows.sentence_offsets(new)).ravel()
        self._first = np.cumsum(self._counts) - self._counts

    def passages(self, rows: Rows) -> Vectors:
        found: Vectors = self._passages[rows]
        return found

    def sentences(self, rows: Rows) -> SentenceColumn:
        found: SentenceColumn = self._sentences[spread(self._first[rows], self._counts[rows])]
        return found


def _dim(sources: list[tuple[VectorSource, Rows]]) -> int:
    return int(sources[0][0].passages(np.empty(0, dtype=np.int64)).shape[1])


def _questions(folder: Path) -> Callable[[], Vectors]:
    """Synthetic questions, made from a sample of the sentences' vectors."""

    def made() -> Vectors:
        sentences = open_column(folder / SENTENCE_VECTORS)
        rng = np.random.default_rng(SEED)
        count = min(MEASURED_QUESTIONS, len(sentences))
        sample = rng.choice(len(sentences), count, replace=False)
        return synthetic_questions(np.asarray(sentences[np.sort(sample)], dtype=np.float32), SEED)

    return made
