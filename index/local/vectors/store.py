"""The vector store of FAISS: row i is the i-th vector written.

Up to EXACT_ROWS rows are all compared. Beyond that FAISS searches the ``nprobe`` nearest of
``nlist`` inverted lists, in which vectors have 8 bits a number, and the candidates are scored by
the original vectors: which rows are found is approximate, with a recall measured when they are
written; the scores are exact. Files are memory-mapped, so opening reads nothing.

store_writer.py writes these files; these two alone import faiss, and only when they need it. Knows
nothing of passages or models.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.digests import Rows
from index.embedding.protocol import Vectors
from index.local.columns import open_column, release_memory

VECTORS_PER_CHUNK = 1 << 14  # rows in memory at once: 25 MB of 384 numbers
EXTRA_ROWS = 16  # rows searched for beyond k, to find ties for the last one
ROUNDING = 1e-6  # more than two equal scores can differ by in single precision
OVERSAMPLING = 4  # 8-bit candidates that are rescored for each row searched for
ROWS_COMPARED = 50_000  # of those that a filter leaves: up to these, lists are no use

Mask = NDArray[np.bool_]


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

    def search(self, vector: Vectors, k: int, mask: Mask | None = None) -> Neighbours:
        """The k rows nearest to one vector of shape (dim,), or all when there are fewer.

        Ties go to the smaller row. Of a ``mask``, shape (len(self),), only the rows that are True
        are searched; where they are few, every one is compared.
        """
        rows = self.near(vector, k, mask).rows
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

    def near(self, vector: Vectors, k: int, mask: Mask | None = None) -> Neighbours:
        """Rows among which the k nearest are, in any order. Where they were found in lists, their
        scores are rough.
        """
        question, wanted = vector[np.newaxis], k if self.exact else k * OVERSAMPLING
        if mask is None:
            return self._near(question, min(wanted, len(self)), len(self), None)
        left = int(np.count_nonzero(mask))
        if not left:
            return Neighbours(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32))
        if not self.exact and left <= ROWS_COMPARED:
            return self._best_of(vector, np.flatnonzero(mask), k)
        return self._near(question, min(wanted, left), left, self._parameters(mask, left))

    def _near(self, question: Vectors, k: int, size: int, params: Any) -> Neighbours:
        """The k best rows by faiss' own scores, and all that tie with the last; in any order.

        ``params`` leave ``size`` rows to search in.
        """
        scores, rows = self.index.search(question, min(k + EXTRA_ROWS, size), params=params)
        count = int(np.count_nonzero(rows[0] >= 0))  # those not found come last
        least = float(scores[0, min(k, count) - 1]) - ROUNDING
        if count < k + EXTRA_ROWS or scores[0, -1] < least:
            return Neighbours(rows[0, :count], scores[0, :count])
        # Of rows that tie for the last place faiss returns any: fetch them all.
        _, all_scores, all_rows = self.index.range_search(question, least, params=params)
        return Neighbours(all_rows, all_scores)

    def _parameters(self, mask: Mask, left: int) -> Any:
        """The parameters of faiss to search the rows of a mask, of which ``left`` are True."""
        import faiss

        library: Any = faiss  # of which the declared types are those of C++
        chosen = library.IDSelectorBitmap(np.packbits(mask, bitorder="little"))
        if self.exact:
            return library.SearchParameters(sel=chosen)
        # The more lists the fewer of their rows count, so that as many are compared.
        nprobe = min(self.index.nlist, math.ceil(self.index.nprobe * len(self) / left))
        return library.SearchParametersIVF(sel=chosen, nprobe=nprobe)

    def _best_of(self, vector: Vectors, rows: Rows, k: int) -> Neighbours:
        """The k best of the given rows by their exact scores, and all that tie with the last."""
        chunks = [
            rows[at : at + VECTORS_PER_CHUNK] for at in range(0, len(rows), VECTORS_PER_CHUNK)
        ]
        scores = np.concatenate([self.scores(vector, chunk) for chunk in chunks])
        best = scores >= least_of_best(scores, k)
        return Neighbours(rows[best], scores[best])


def least_of_best(scores: Vectors, k: int) -> float:
    """The k-th best score, or the least where there are fewer; of scores at least one."""
    at = max(len(scores) - k, 0)
    return float(np.partition(scores, at)[at])


def matrix_path(path: Path) -> Path:
    return path.with_suffix(".vectors.npy")
