"""What is indexed: articles, passages, vectors and terms, opened from the files of one folder.

Owns how the parts line up row by row. Knows nothing of generations: the folder is the caller's, and
so is the check that its files are the ones that were written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.columns import forget, open_column
from index.corpus import Article, Passage
from index.embed import Vectors
from index.lexical import LexicalIndex
from index.rows import ArticlesById, TextRows
from index.store import Rows, VectorStore
from index.writer import COPIES, LEXICAL

PASSAGE_VECTORS, SENTENCE_VECTORS = "passages.faiss", "sentence-vectors.npy"


class Content:
    """Row i of ``passage_vectors`` and ``lexical`` is ``passages[i]``; the rows of
    ``sentence_vectors``, in half precision, are the sentences of all passages in order.
    """

    def __init__(self, folder: Path) -> None:
        """Map the files of a folder; they have been checked before."""
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

    def sentence_scores(self, vector: Vectors, passages: Rows) -> list[Vectors]:
        """Cosines of a vector with the sentences of each of the passages, in their order."""
        borders = self.rows.sentence_borders(passages)
        rows = [np.arange(first, end) for first, end in borders.tolist()]
        found = self.sentence_vectors[np.concatenate(rows)].astype(np.float32)
        forget(self.sentence_vectors)
        # Not @: BLAS adds up in another order in the last rows, and equal vectors would differ.
        scores: Vectors = np.einsum("ij,j->i", found, vector)
        return np.split(scores, np.cumsum([len(some) for some in rows])[:-1])

    def best_sentences(self, vector: Vectors, passages: range) -> Vectors:
        """Cosine of a vector with the best sentence of each of neighbouring passages."""
        borders = self.rows.sentence_borders(np.arange(passages.start, passages.stop))
        first, end = borders[0, 0], borders[-1, 1]
        found = self.sentence_vectors[first:end].astype(np.float32)
        forget(self.sentence_vectors)
        best: Vectors = np.maximum.reduceat(
            np.einsum("ij,j->i", found, vector), borders[:, 0] - first
        )
        return best

    def story(self, passage: int) -> str:
        """Id of the first article that tells what the passage's article tells: its own, mostly."""
        article = int(self.rows.passage_rows[passage, 0])
        return self.articles[int(self.copies[article])].id
