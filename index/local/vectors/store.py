"""Vectors in FAISS: row i belongs to the i-th text that was embedded.

Up to EXACT_ROWS rows every one is compared. Beyond that FAISS looks into the nearest lists of an
inverted file, where vectors have 8 bits a number, and what it finds is scored anew by the vectors
as they were: which rows are found is nearly exact (how nearly is measured as it is written), the
scores always are. Files are memory-mapped, so opening reads nothing.

store_writer.py writes what is read here; the two alone import faiss, and only when they need it.
Knows nothing of passages or models; which row is which passage is the caller's to remember.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.embedding.protocol import Vectors
from index.local.columns import forget, open_column

Rows = NDArray[np.int64]

CHUNK = 1 << 14  # rows in memory at once where all are gone through: 25 MB of 384 numbers
SPARE = 16  # rows asked for beyond k, to see whether any tie for the last place
TIE = 1e-6  # more than two scores that should be equal can differ by, in single precision
OVERSAMPLING = 4  # 8-bit candidates scored anew for each row asked for


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
        """Map what ``write`` wrote. The caller has checked the file's digest: faiss does not."""
        import faiss

        index: Any = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
        if hasattr(index, "nprobe"):
            return cls(index, open_column(matrix_beside(path)))
        flat = faiss.rev_swig_ptr(index.get_xb(), index.ntotal * index.d)
        return cls(index, flat.reshape(index.ntotal, index.d))

    def __len__(self) -> int:
        return len(self._matrix)

    @property
    def dim(self) -> int:
        return int(self._matrix.shape[1])

    def search(self, vector: Vectors, k: int) -> Neighbours:
        """Find the k rows nearest to one vector of shape (dim,), or all when there are fewer."""
        rows = self._near(
            vector[np.newaxis], min(k * (1 if self.exact else OVERSAMPLING), len(self))
        )
        scores = self.scores(vector, rows)
        order = np.lexsort((rows, -scores))[:k]
        return Neighbours(rows[order], scores[order])

    def scores(self, vector: Vectors, rows: Rows) -> Vectors:
        """Inner products of one vector with the given rows, in their order, shape (len(rows),)."""
        # Not @: BLAS adds up in another order in the last rows, and equal vectors would differ.
        products: Vectors = np.einsum("ij,j->i", self._matrix[rows], vector)
        forget(self._matrix)
        return products

    def vectors(self, rows: Rows | None = None) -> Vectors:
        """Copies of the given rows, or of all, shape (len(rows), dim)."""
        return self._matrix.copy() if rows is None else self._matrix[rows]

    def _near(self, question: Vectors, k: int) -> Rows:
        """The k best rows by faiss' own scores, and all that tie with the last; in any order."""
        if not k:
            return np.empty(0, dtype=np.int64)
        scores, rows = self.index.search(question, min(k + SPARE, len(self)))
        found: Rows = rows[0][rows[0] >= 0]
        least = float(scores[0, min(k, len(found)) - 1]) - TIE
        if len(found) < k + SPARE or scores[0, -1] < least:
            return found
        # Of rows that tie for the last place faiss keeps any: fetch them all.
        return self.index.range_search(question, least)[2]  # type: ignore[no-any-return]


def matrix_beside(path: Path) -> Path:
    return path.with_suffix(".vectors.npy")
