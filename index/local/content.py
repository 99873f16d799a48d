"""The content of a generation: articles, passages, vectors and terms, mapped from its folder.

Owns the order of rows that the parts share. Knows nothing of generations: the caller has checked
the files of the folder.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.corpus import Article, Passage
from index.digests import Rows
from index.embedding.protocol import Vectors
from index.filtering.selection import Selection
from index.filtering.table import ArticleTable
from index.interface import Candidates
from index.lexical import Scores, best_rows
from index.local.columns import open_column, release_memory
from index.local.lexical.index import LexicalIndex
from index.local.text.lookup import article_row, passages_of
from index.local.text.rows import ArticlesById, TextRows
from index.local.text.writer import COPIES, LEXICAL
from index.local.vectors.store import VectorStore

PASSAGE_VECTORS, SENTENCE_VECTORS = "passages.faiss", "sentence-vectors.npy"
SURVEY_CHUNK = 1 << 12  # passages scored together when all are: some 40 MB of vectors


class LocalContent:
    """Passages by row, which is their key: row i of ``passage_vectors`` and ``lexical`` is that of
    ``passages[i]``. ``sentence_vectors``, shape (sentences, dim), in half precision, has the
    sentences of all passages in order.
    """

    def __init__(self, folder: Path) -> None:
        """Map the files of a folder, which have been checked."""
        self.rows = TextRows(folder)
        self.articles: Sequence[Article] = self.rows.articles
        self.passages: Sequence[Passage] = self.rows.passages
        self.passage_vectors = VectorStore.read(folder / PASSAGE_VECTORS)
        self.sentence_vectors: NDArray[np.float16] = open_column(folder / SENTENCE_VECTORS)
        self.copies: Rows = open_column(folder / COPIES)
        self.lexical = LexicalIndex(folder / LEXICAL)

    @cached_property
    def article(self) -> Mapping[str, Article]:
        """The articles by id."""
        return ArticlesById(self.rows)

    @cached_property
    def table(self) -> ArticleTable:
        first = self.rows.borders[:-1, 1]
        return ArticleTable(
            self.rows.origins(),
            first=first,
            passages=np.diff(self.rows.borders[:, 1]),
            terms=np.add.reduceat(self.lexical.lengths, first, dtype=np.float64),
        )

    def candidates(
        self, question: str, vector: Vectors, n: int, left: Selection | None = None
    ) -> Candidates:
        mask = self._mask(left)
        bm25 = self._bm25(question, mask)
        near = self.passage_vectors.search(vector, n, mask).rows
        return self._scored(np.union1d(near, best_rows(bm25, n)), vector, bm25)

    def scored(
        self, question: str, vector: Vectors, keys: Rows, left: Selection | None = None
    ) -> Candidates:
        return self._scored(keys, vector, self._bm25(question, self._mask(left)))

    def survey(
        self, question: str, vector: Vectors, left: Selection | None = None
    ) -> Iterator[Candidates]:
        """All passages, exactly scored: slow where they are many."""
        mask = self._mask(left)
        bm25 = self._bm25(question, mask)
        keys = np.arange(len(bm25)) if mask is None else np.flatnonzero(mask)
        for start in range(0, len(keys), SURVEY_CHUNK):
            yield self._scored(keys[start : start + SURVEY_CHUNK], vector, bm25)

    def keys_of(self, name: str) -> Rows | None:
        article = article_row(self.rows, name)
        return None if article is None else np.array(passages_of(self.rows, article))

    def passages_at(self, keys: Sequence[int]) -> list[Passage]:
        return [self.passages[key] for key in keys]

    def duplicate_groups(self, keys: Sequence[int]) -> list[str]:
        rows = self.rows.passage_rows[np.array(keys, dtype=np.int64), 0]
        return [self.articles[row].id for row in self.copies[rows].tolist()]

    def _mask(self, left: Selection | None) -> NDArray[np.bool_] | None:
        return None if left is None else left.mask(len(self.passages))

    def _bm25(self, question: str, mask: NDArray[np.bool_] | None) -> Scores:
        if mask is None:
            return self.lexical.scores(question)
        return self.lexical.scores_among(question, mask)

    def _scored(self, rows: Rows, vector: Vectors, bm25: Scores) -> Candidates:
        sentences, first = self._sentence_scores(vector, rows)
        dense = self.passage_vectors.scores(vector, rows)
        return Candidates(rows, dense, bm25[rows], sentences, first)

    def _sentence_scores(self, vector: Vectors, passages: Rows) -> tuple[Vectors, Rows]:
        """Cosines of a vector with the passages' sentences, and the index of each one's first."""
        borders = self.rows.sentence_borders(passages)
        counts = np.diff(borders).ravel()
        first = np.cumsum(counts) - counts
        rows = np.arange(counts.sum()) + np.repeat(borders[:, 0] - first, counts)
        found = self.sentence_vectors[rows].astype(np.float32)
        release_memory(self.sentence_vectors)
        # Not @: BLAS sums the last rows in another order, and equal vectors would differ.
        scores: Vectors = np.einsum("ij,j->i", found, vector)
        return scores, first
