"""The vectors of several segments as those of one index, by its rows.

Owns putting together the nearest rows of all segments, without those removed. Knows nothing of how
a segment is searched.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.digests import Rows
from index.embedding.protocol import Vectors
from index.local.columns import release_memory
from index.local.segments.order import Mask, RowOrder, spread
from index.local.text.rows import TextRows
from index.local.vectors.store import (
    OVERSAMPLING,
    ROUNDING,
    Neighbours,
    VectorStore,
    least_of_best,
)

SentenceColumn = NDArray[np.float16]  # shape (sentences, dim)


class OrderedVectors:
    """Unit vectors of passages by inner product, which for them is the cosine."""

    def __init__(self, stores: Sequence[VectorStore], order: RowOrder) -> None:
        self._stores, self._order = stores, order

    def __len__(self) -> int:
        return len(self._order)

    @property
    def dim(self) -> int:
        return self._stores[0].dim

    def search(self, vector: Vectors, k: int, mask: Mask | None = None) -> Neighbours:
        """The k rows nearest to one vector of shape (dim,), or all when there are fewer.

        Ties go to the smaller row. Of a ``mask``, shape (len(self),), only the rows that are True
        are searched; where they are few, every one is compared.
        """
        found = [self._near(number, vector, k, mask) for number in range(len(self._stores))]
        rows = np.concatenate([near.rows for near in found])
        rough = np.concatenate([near.scores for near in found])
        if len(rows) > k * OVERSAMPLING:  # as many of all segments are scored as of one
            rows = rows[rough >= least_of_best(rough, k * OVERSAMPLING) - ROUNDING]
        scores = self.scores(vector, rows)
        best = np.lexsort((rows, -scores))[:k]
        return Neighbours(rows[best], scores[best])

    def scores(self, vector: Vectors, rows: Rows) -> Vectors:
        """Inner products of one vector with the given rows, in their order, shape (len(rows),)."""
        scores = np.empty(len(rows), dtype=np.float32)
        for number, at, own in located(self._order, rows):
            scores[at] = self._stores[number].scores(vector, own)
        return scores

    def vectors(self, rows: Rows | None = None) -> Vectors:
        """Copies of the given rows, or of all, shape (len(rows), dim)."""
        rows = np.arange(len(self)) if rows is None else rows
        vectors = np.empty((len(rows), self.dim), dtype=np.float32)
        for number, at, own in located(self._order, rows):
            vectors[at] = self._stores[number].vectors(own)
        return vectors

    @cached_property
    def _masks(self) -> list[Mask | None]:
        """Of each store the rows that were not removed; None where all were not."""
        return [
            None if self._order.left(number) == len(store) else self._order.mask(number, len(store))
            for number, store in enumerate(self._stores)
        ]

    def _near(self, number: int, vector: Vectors, k: int, mask: Mask | None) -> Neighbours:
        store, left = self._stores[number], self._masks[number]
        if mask is not None:
            near = store.near(vector, k, self._order.mask(number, len(store), mask))
        elif left is None:
            near = store.near(vector, k)
        else:
            near = _left_near(store, vector, k, left)
        return Neighbours(self._order.rows(number, near.rows), near.scores)


def _left_near(store: VectorStore, vector: Vectors, k: int, left: Mask) -> Neighbours:
    """As ``near`` of the rows left: of all rows, more than are needed, without those removed. That
    is faster than asking for each row whether it is left, and nearly always enough.
    """
    near = store.near(vector, k + k // 3)
    kept = left[near.rows]
    if np.count_nonzero(kept) < (k if store.exact else k * OVERSAMPLING):
        return store.near(vector, k, left)
    return Neighbours(near.rows[kept], near.scores[kept])


class SentenceVectors:
    """Vectors of sentences, in half precision; they are scored and never searched."""

    def __init__(
        self,
        columns: Sequence[SentenceColumn],
        texts: Sequence[TextRows],
        order: RowOrder,
    ) -> None:
        """``order`` is that of the passages."""
        self._columns, self._texts, self._order = columns, texts, order

    def scores(self, vector: Vectors, passages: Rows) -> tuple[Vectors, Rows]:
        """Cosines of a vector with the passages' sentences, and the index of each one's first."""
        found, first = self.vectors(passages)
        # Not @: BLAS sums the last rows in another order, and equal vectors would differ.
        scores: Vectors = np.einsum("ij,j->i", found.astype(np.float32), vector)
        return scores, first

    def vectors(self, passages: Rows) -> tuple[SentenceColumn, Rows]:
        """The vectors of the passages' sentences, one passage after the other, and the index of
        each one's first.
        """
        parts = list(located(self._order, passages))
        counts = np.zeros(len(passages), dtype=np.int64)
        offsets = {}
        for number, at, own in parts:
            offsets[number] = self._texts[number].sentence_offsets(own)
            counts[at] = np.diff(offsets[number]).ravel()
        first = np.cumsum(counts) - counts
        found = np.empty((int(counts.sum()), self._columns[0].shape[1]), dtype=np.float16)
        for number, at, _ in parts:
            column = self._columns[number]
            found[spread(first[at], counts[at])] = column[spread(offsets[number][:, 0], counts[at])]
            release_memory(column)
        return found, first


def located(order: RowOrder, rows: Rows) -> list[tuple[int, Rows, Rows]]:
    """Of each segment that has some of the rows: its number, their positions, its own rows."""
    segments, own = order.locate(rows)
    numbers = np.unique(segments).tolist()
    if len(numbers) == 1:
        return [(numbers[0], np.arange(len(rows)), own)]
    positions = ((number, np.flatnonzero(segments == number)) for number in numbers)
    return [(number, at, own[at]) for number, at in positions]
