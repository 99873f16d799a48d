"""The lexical index of a folder: BM25 over its passages, from memory-mapped columns.

Owns the score, and the contents of the columns. writer.py writes them.
"""

from __future__ import annotations

from bisect import bisect_left
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.digests import Rows
from index.lexical import K1, B, Scores, idf, terms
from index.local.columns import open_column

# The columns. A term's postings are rows [border, next border) of POSTING_ROWS and _WEIGHTS.
VOCABULARY, TERM_BORDERS = "vocabulary.npy", "term-borders.npy"  # UTF-8, ascending; their ends
POSTING_BORDERS, POSTING_ROWS, POSTING_WEIGHTS = "borders.npy", "rows.npy", "weights.npy"
# For updates only: the term numbers of every passage, in order.
TOKENS, TOKEN_BORDERS = "tokens.npy", "token-borders.npy"
_POSTINGS = (POSTING_BORDERS, POSTING_ROWS, POSTING_WEIGHTS)
FILES = (VOCABULARY, TERM_BORDERS, *_POSTINGS, TOKENS, TOKEN_BORDERS)  # all that an index has


class LexicalIndex:
    """BM25 over passages; row i is passage i."""

    def __init__(self, folder: Path) -> None:
        """Map the columns; nothing is read before it is used."""
        self._letters = open_column(folder / VOCABULARY)
        self._term_borders = open_column(folder / TERM_BORDERS)
        self._borders = open_column(folder / POSTING_BORDERS)
        self._rows = open_column(folder / POSTING_ROWS)
        self._weights = open_column(folder / POSTING_WEIGHTS)
        self._token_borders = open_column(folder / TOKEN_BORDERS)
        self._size = len(self._token_borders) - 1

    def __len__(self) -> int:
        return self._size

    def scores(self, question: str) -> Scores:
        """The score of each passage for a question, shape (len(self),), in [0, 1].

        This is BM25 divided by its least upper bound for the question, the sum of its terms'
        inverse document frequencies: comparable across questions and sizes of index.
        """
        scores = np.zeros(self._size, dtype=np.float32)
        bound = 0.0
        for term in terms(question):
            first, end = self._postings(term)
            scores[self._rows[first:end]] += self._weights[first:end]
            bound += float(idf(end - first, self._size))
        if bound:
            scores /= np.float32(bound)
        return scores

    def scores_among(self, question: str, mask: NDArray[np.bool_]) -> Scores:
        """The scores that the passages of ``mask``, shape (len(self),), have in an index of no
        others, and 0 for those.
        """
        lengths, size = self.lengths, int(np.count_nonzero(mask))
        mean, mean_of_all = lengths[mask].sum() / max(size, 1), lengths.sum() / max(self._size, 1)
        scores = np.zeros(self._size, dtype=np.float32)
        bound = 0.0
        for term in terms(question):
            first, end = self._postings(term)
            rows, weights = self._rows[first:end], self._weights[first:end]
            held = mask[rows]
            rows, own_idf = rows[held], idf(int(np.count_nonzero(held)), size)
            share = weights[held].astype(np.float64) / idf(end - first, self._size)
            counts = np.rint(share / (1 - share) * _damping(lengths[rows], mean_of_all))
            weight = own_idf * counts / (_damping(lengths[rows], mean) + counts)
            scores[rows] += weight.astype(np.float32)
            bound += float(own_idf)
        if bound:
            scores /= np.float32(bound)
        return scores

    @property
    def lengths(self) -> Rows:
        """The number of each passage's terms, at least 1, shape (len(self),)."""
        # A passage of function words alone counts as one term long.
        return np.maximum(np.diff(self._token_borders), 1)

    @property
    def vocabulary(self) -> int:
        """Number of terms, which are numbered in ascending order of their UTF-8."""
        return len(self._term_borders) - 1

    def term(self, number: int) -> bytes:
        first, end = self._term_borders[number : number + 2]
        return self._letters[first:end].tobytes()

    def number(self, term: str) -> int | None:
        """The number of a term; None when no passage holds it."""
        wanted = term.encode()
        number = bisect_left(range(self.vocabulary), wanted, key=self.term)
        return number if number < self.vocabulary and self.term(number) == wanted else None

    def _postings(self, term: str) -> tuple[int, int]:
        number = self.number(term)
        if number is None:
            return 0, 0
        first, end = self._borders[number : number + 2].tolist()
        return first, end


def _damping(lengths: Rows, mean: float) -> NDArray[np.float64]:
    """What BM25 adds to the count of a term, for passages of these lengths."""
    damping: NDArray[np.float64] = K1 * (1 - B + B * lengths.astype(np.float64) / mean)
    return damping
