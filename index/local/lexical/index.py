"""The lexical index of one segment: the passages of each term, from memory-mapped columns.

Owns the contents of the columns. bm25.py scores by them, writer.py writes them.
"""

from __future__ import annotations

from bisect import bisect_left
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.digests import Rows
from index.local.columns import open_column

# The columns. A term's postings are rows [offset, next offset) of POSTING_ROWS and _COUNTS.
VOCABULARY, TERM_OFFSETS = "vocabulary.npy", "term-borders.npy"  # UTF-8, ascending; their ends
POSTING_OFFSETS, POSTING_ROWS, POSTING_COUNTS = "borders.npy", "rows.npy", "counts.npy"
LENGTHS = "lengths.npy"  # number of a passage's terms, at least 1
# For updates only: the term numbers of every passage, in order.
TOKENS, TOKEN_OFFSETS = "tokens.npy", "token-borders.npy"

Tokens = NDArray[np.int32]


class LexicalIndex:
    """The terms of a segment's passages; row i is its passage i."""

    def __init__(self, folder: Path) -> None:
        """Map the columns; nothing is read before it is used."""
        # Of a memoryview one number is read in a fifth of the time.
        self._letters = open_column(folder / VOCABULARY).data
        self._term_offsets = open_column(folder / TERM_OFFSETS).data
        self._offsets = open_column(folder / POSTING_OFFSETS)
        self._rows = open_column(folder / POSTING_ROWS)
        self._counts = open_column(folder / POSTING_COUNTS)
        self.lengths = open_column(folder / LENGTHS)
        self.tokens: Tokens = open_column(folder / TOKENS)
        self.token_offsets: Rows = open_column(folder / TOKEN_OFFSETS)

    def __len__(self) -> int:
        return len(self.lengths)

    def postings(self, term: str) -> tuple[Rows, Rows]:
        """The passages that hold a term, ascending, and how often each does."""
        number = self.number(term)
        if number is None:
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
        first, end = self._offsets[number : number + 2].tolist()
        return self._rows[first:end].astype(np.int64), self._counts[first:end]

    @property
    def vocabulary(self) -> int:
        """Number of terms, which are numbered in ascending order of their UTF-8."""
        return len(self._term_offsets) - 1

    def term(self, number: int) -> bytes:
        return bytes(self._letters[self._term_offsets[number] : self._term_offsets[number + 1]])

    def number(self, term: str) -> int | None:
        """The number of a term; None when no passage holds it."""
        wanted = term.encode()
        number = bisect_left(range(self.vocabulary), wanted, key=self.term)
        return number if number < self.vocabulary and self.term(number) == wanted else None
