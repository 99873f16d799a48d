"""Vectors in FAISS: row i belongs to the i-th text that was embedded.

The only file that imports faiss. Knows nothing of passages or models; which row is which passage
is the caller's to remember.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from index.embed import Vectors

Rows = NDArray[np.int64]

TIE = 1e-6  # more than two scores that should be equal can differ by, in single precision


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Rows by descending score, equal scores by ascending row; ``scores`` are inner products."""

    rows: Rows
    scores: Vectors


class VectorStore:
    """An exact index of unit vectors by inner product, which for them is the cosine."""

    def __init__(self, index: faiss.IndexFlat) -> None:
        self._index = index

    @classmethod
    def from_vectors(cls, vectors: Vectors) -> VectorStore:
        """Index a matrix of shape (n, dim), row by row."""
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(np.ascontiguousarray(vectors))
        return cls(index)

    @classmethod
    def read(cls, path: Path) -> VectorStore:
        """Read what ``write`` wrote. The caller has checked the file's digest: faiss does not."""
        index = faiss.read_index(str(path))
        assert isinstance(index, faiss.IndexFlat)  # what ``write`` writes
        return cls(index)

    def write(self, path: Path) -> None:
        """Write the index. Raises OSError, where faiss' own writer would raise another."""
        path.write_bytes(faiss.serialize_index(self._index).tobytes())

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dim(self) -> int:
        return int(self._index.d)

    def search(self, vector: Vectors, k: int) -> Neighbours:
        """Find the k rows nearest to one vector of shape (dim,), or all when there are fewer."""
        question = vector[np.newaxis]
        best, _ = self._index.search(question, min(k, len(self)))
        # Of rows that tie for the last place faiss keeps any: fetch them all, then keep the first.
        _, scores, rows = self._index.range_search(question, float(best[0, -1]) - TIE)
        order = np.lexsort((rows, -scores))[:k]
        return Neighbours(rows[order], scores[order])

    def scores(self, vector: Vectors, rows: Rows) -> Vectors:
        """Inner products of one vector with the given rows, in their order, shape (len(rows),)."""
        return np.asarray(self.vectors(rows) @ vector, dtype=np.float32)

    def vectors(self, rows: Rows | None = None) -> Vectors:
        """Copies of the given rows, or of all, shape (len(rows), dim)."""
        rows = np.arange(len(self), dtype=np.int64) if rows is None else rows
        return np.asarray(self._index.reconstruct_batch(rows), dtype=np.float32)
