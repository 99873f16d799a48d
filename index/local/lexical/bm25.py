"""BM25 over the passages of several segments, of which some were removed.

Owns the score. Nothing in it is stored: how many passages hold a term, how many there are and how
long they are on average is counted among those that are left, so that scores equal those of a new
index to the last bit, whatever was removed or added since.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.digests import NOT_FOUND, Rows
from index.lexical import K1, B, Scores, idf, terms
from index.local.lexical.index import LexicalIndex
from index.local.segments.order import Mask, RowOrder


class Bm25:
    """Scores of passages by a question's terms; row i is passage i of the order."""

    def __init__(self, segments: Sequence[LexicalIndex], order: RowOrder) -> None:
        self._segments, self._order = segments, order

    def __len__(self) -> int:
        return len(self._order)

    @cached_property
    def lengths(self) -> Rows:
        """The number of each passage's terms, at least 1, shape (len(self),)."""
        return self._order.gather([one.lengths for one in self._segments])

    @cached_property
    def _rows(self) -> list[NDArray[np.int32]]:
        """The row of each of a segment's passages."""
        return [self._order.row_map(n, len(segment)) for n, segment in enumerate(self._segments)]

    def scores(self, question: str, mask: Mask | None = None) -> Scores:
        """The score of each passage for a question, shape (len(self),), in [0, 1].

        This is BM25 divided by its least upper bound for the question, the sum of its terms'
        inverse document frequencies: comparable across questions and sizes of index. Of a
        ``mask``, shape (len(self),), passages have the scores of an index of no others, and 0
        where it is False.
        """
        size = len(self) if mask is None else int(np.count_nonzero(mask))
        mean = self._terms(mask) / max(size, 1)
        scores, bound = np.zeros(len(self), dtype=np.float32), 0.0
        for term in terms(question):
            rows, counts, lengths = self._holders(term, mask)
            weight = idf(len(rows), size)
            scores[rows] += (weight * counts / (_damping(lengths, mean) + counts)).astype(
                np.float32
            )
            bound += float(weight)
        if bound:
            scores /= np.float32(bound)
        return scores

    def _terms(self, mask: Mask | None) -> int:
        return self._total if mask is None else int(self.lengths[mask].sum())

    @cached_property
    def _total(self) -> int:
        return sum(
            int(self._segments[s].lengths[first:end].sum(dtype=np.int64))
            for s, first, end in self._order.runs.tolist()
        )

    def _holders(self, term: str, mask: Mask | None) -> tuple[Rows, Rows, Rows]:
        """The passages that hold a term, how often each does, and how long each is."""
        found = [self._holders_in(number, term, mask) for number in range(len(self._segments))]
        rows, counts, lengths = map(np.concatenate, zip(*found, strict=True))
        return rows, counts, lengths

    def _holders_in(self, number: int, term: str, mask: Mask | None) -> tuple[Rows, Rows, Rows]:
        segment = self._segments[number]
        own, counts = segment.postings(term)
        if not len(own):
            return own, counts, own
        rows = self._rows[number][own].astype(np.int64)
        held = rows != NOT_FOUND
        if mask is not None:
            held &= mask[rows]
        if not held.all():
            own, rows, counts = own[held], rows[held], counts[held]
        return rows, counts, segment.lengths[own]


def _damping(lengths: Rows, mean: float) -> NDArray[np.float64]:
    """The summand of BM25 beside the count of a term, for passages of these lengths."""
    damping: NDArray[np.float64] = K1 * (1 - B + B * lengths.astype(np.float64) / mean)
    return damping
