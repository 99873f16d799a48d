"""BM25 over the passages: what vectors miss, names and numbers above all, words find.

Owns how text becomes terms, and the score. Reads what postings.py writes, memory-mapped.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import Stemmer
from numpy.typing import NDArray

from index.columns import open_column
from index.digests import Rows

TERMS = "bm25s-english-snowball/2"  # changes whenever the same text would give other terms

# Columns of the lexical folder. A term's postings are rows [border, next border) of two of them.
VOCABULARY, TERM_BORDERS = "vocabulary.npy", "term-borders.npy"  # UTF-8, ascending; where each ends
POSTING_BORDERS, POSTING_ROWS, POSTING_WEIGHTS = "borders.npy", "rows.npy", "weights.npy"
# What an update goes on from, and no question needs: the term numbers of every passage in order.
TOKENS, TOKEN_BORDERS = "tokens.npy", "token-borders.npy"

Scores = NDArray[np.float32]

_ACCENTS = re.compile("[\u0300-\u036f]")
LETTERS = str.maketrans(
    "ÐØĐĦŁðøđħıł", "DODHLdodhil"
)  # that no accent makes of another, one for one
_TWO_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "þ": "th", "œ": "oe"})
_WORDS = re.compile(r"(?u)\b\w\w+\b")
# Lucene's stop words, as bm25s has them.
STOP_WORDS = frozenset(
    re.findall(
        r"\w+",
        "a an and are as at be but by for if in into is it no not of on or such that the their then"
        " there these they this to was will with",
    )
)


def terms(text: str) -> list[str]:
    """Stemmed words of two letters or more, English function words left out.

    Case and accents make no difference, nor how an accented letter is put together.
    """
    return list(map(stem, words(text)))


def words(text: str) -> list[str]:
    """The words that terms are made of."""
    return [word for word in _WORDS.findall(folded(text)) if word not in STOP_WORDS]


def folded(text: str) -> str:
    """The text in lower case, without accents: "Malmö" and "Malmo" are one word."""
    text = text.lower()
    if text.isascii():
        return text
    plain = _ACCENTS.sub("", unicodedata.normalize("NFD", text)).translate(LETTERS)
    return unicodedata.normalize("NFC", plain.translate(_TWO_LETTERS))


def stem(word: str) -> str:
    return str(_stemmer().stemWord(word))


@cache
def _stemmer() -> Any:
    return Stemmer.Stemmer("english")


class LexicalIndex:
    """BM25 over passages; row i is passage i."""

    def __init__(self, folder: Path) -> None:
        """Open what was written; nothing is read before it is asked for."""
        self._letters = open_column(folder / VOCABULARY)
        self._term_borders = open_column(folder / TERM_BORDERS)
        self._borders = open_column(folder / POSTING_BORDERS)
        self._rows = open_column(folder / POSTING_ROWS)
        self._weights = open_column(folder / POSTING_WEIGHTS)
        self._size = len(open_column(folder / TOKEN_BORDERS)) - 1

    def __len__(self) -> int:
        return self._size

    def scores(self, question: str) -> Scores:
        """How much of the question's terms each passage holds, shape (len(self),), in [0, 1].

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
        """How many terms there are; they are numbered in ascending order of their UTF-8."""
        return len(self._term_borders) - 1

    def term(self, number: int) -> bytes:
        first, end = self._term_borders[number : number + 2]
        return self._letters[first:end].tobytes()

    def number(self, term: str) -> int | None:
        """The number of a term that some passage holds."""
        wanted = term.encode()
        place = bisect_left(range(self.vocabulary), wanted, key=self.term)
        return place if place < self.vocabulary and self.term(place) == wanted else None

    def _postings(self, term: str) -> tuple[int, int]:
        number = self.number(term)
        if number is None:
            return 0, 0
        first, end = self._borders[number : number + 2].tolist()
        return first, end


def idf(holders: int | Rows, size: int) -> NDArray[np.float64]:
    """Inverse document frequency as Lucene has it, for terms that none holds too."""
    return np.log1p((size - holders + 0.5) / (holders + 0.5))


def best_rows(scores: Scores, n: int) -> Rows:
    """The n best rows with a score above 0; of equal ones the first."""
    rows = np.flatnonzero(scores)
    if len(rows) > n:
        least = np.partition(scores[rows], len(rows) - n)[len(rows) - n]
        rows = rows[scores[rows] >= least]
    return rows[np.lexsort((rows, -scores[rows]))[:n]]
