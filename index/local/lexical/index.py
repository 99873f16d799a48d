"""The lexical index of a folder: BM25 over its passages, from memory-mapped columns.

Owns the score, and the contents of the columns. writer.py writes them.
"""

from __future__ import annotations

from bisect import bisect_left
from pathlib import Path

import numpy as np

from index.lexical import Scores, idf, terms
from index.local.columns import open_column

# The columns. A term's postings are rows [border, next border) of POSTING_ROWS and _WEIGHTS.
VOCABULARY, TERM_BORDERS = "vocabulary.npy", "term-borders.npy"  # UTF-8, ascending; their ends
POSTING_BORDERS, POSTING_ROWS, POSTING_WEIGHTS = "borders.npy", "rows.npy", "weights.npy"
# For updates only: the term numbers of every passage, in order.
TOKENS, TOKEN_BORDERS = "tokens.npy", "token-borders.npy"


class LexicalIndex:
    """BM25 over passages; row i is passage i."""

    def __init__(self, folder: Path) -> None:
        """Map the columns; nothing is read before it is used."""
        self._letters = open_column(folder / VOCABULARY)
        self._term_borders = open_column(folder / TERM_BORDERS)
        self._borders = open_column(folder / POSTING_BORDERS)
        self._rows = open_column(folder / POSTING_ROWS)
        self._weights = open_column(folder / POSTING_WEIGHTS)
        self._size = len(open_column(folder / TOKEN_BORDERS)) - 1

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
