"""The vector store of FAISS: row i is the i-th vector written.

Up to EXACT_ROWS rows are all compared. Beyond that FAISS searches the ``nprobe`` nearest of
``nlist`` inverted lists, in which vectors have 8 bits a number, and the candidates are scored by
the original vectors: which rows are found is approximate, with a recall measured when they are
written; the scores are exact. Files are memory-mapped, so opening reads nothing.

store_writer.py writes these files; these two alone import faiss, and only when they need it. Knows
nothing of passages or models.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from index.digests import Rows
from index.embedding.protocol import Vectors
from index.local.columns import open_column, release_memory

VECTORS_PER_CHUNK = 1 << 14  # rows in memory at once: 25 MB of 384 numbers
EXTRA_ROWS = 16  # rows searched for beyond k, to find ties for the last one
ROUNDING = 1e-6  # more than two equal scores can differ by in single precision
OVERSAMPLING = 4  # 8-bit candidates that are rescored for each row searched for


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Rows by descending score, equal scores by ascending row; ``scores`` are inner products."""

    rows: Rows
    scores: Vectors


class VectorStore:
    """Unit vectors by inner product, which for them is the cosine."""

    def __init__(self, index: Any, matrix: Vectors) -> None:
        self.index, self._matrix = index, matrix
        self.exact = not hasattr(index, "nprobe")

    @classmethod
    def read(cls, path: Path) -> VectorStore:
        """Map a store. The caller has checked the file's digest, as faiss does not."""
        import faiss

        index: Any = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
        if hasattr(index, "nprobe"):
            return cls(index, open_column(matrix_path(path)))
        flat = faiss.rev_swig_ptr(index.get_xb(), index.ntotal * index.d)
        return cls(index, flat.reshape(index.ntotal, index.d))

    def __len__(self) -> int:
        return len(self._matrix)

    @property
    def dim(self) -> int:
        return int(self._matrix.shape[1])

    def search(self, vector: Vectors, k: int) -> Neighbours:
        """The k rows nearest to one vector of shape (dim,), or all when there are fewer.

        Ties go to the smaller row.
        """
        rows = self._near(
            vector[np.newaxis], min(k * (1 if self.exact else OVERSAMPLING), len(self))
        )
        scores = self.scores(vector, rows)
        order = np.lexsort((rows, -scores))[:k]
        return Neighbours(rows[order], scores[order])

    def scores(self, vector: Vectors, rows: Rows) -> Vectors:
        """Inner products of one vector with the given rows, in their order, shape (len(rows),)."""
        # Not @: BLAS sums the last rows in another order, and equal vectors would differ.
        products: Vectors = np.einsum("ij,j->i", self._matrix[rows], vector)
        release_memory(self._matrix)
        return products

    def vectors(self, rows: Rows | None = None) -> Vectors:
        """Copies of the given rows, or of all, shape (len(rows), dim)."""
        return self._matrix.copy() if rows is None else self._matrix[rows]

    def _near(self, question: Vectors, k: int) -> Rows:
        """The k best rows by faiss' own scores, and all that tie with the last; in any order."""
        if not k:
            return np.empty(0, dtype=np.int64)
        scores, rows = self.index.search(question, min(k + EXTRA_ROWS, len(self)))
        found: Rows = rows[0][rows[0] >= 0]
        least = float(scores[0, min(k, len(found)) - 1]) - ROUNDING
        if len(found) < k + EXTRA_ROWS or scores[0, -1] < least:
            return found
        # Of rows that tie for the last place faiss returns any: fetch them all.
        return self.index.range_search(question, least)[2]  # type: ignore[no-any-return]


def matrix_path(path: Path) -> Path:
    return path.with_suffix(".vectors.npy")
