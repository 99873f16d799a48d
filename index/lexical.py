"""Terms of texts, and the parts of BM25 that do not depend on where postings are kept.

Owns how text becomes terms. Knows nothing of files or servers.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

import numpy as np
import Stemmer
from numpy.typing import NDArray

from index.digests import Rows

TERMS = "bm25s-english-snowball/2"  # changes when the same text gives other terms

K1, B = 1.5, 0.75  # BM25 as bm25s and Lucene have it by default

Scores = NDArray[np.float32]

_ACCENTS = re.compile("[\u0300-\u036f]")
# Letters that are no accented form of another, each with the one letter that stands for it.
LETTERS = str.maketrans("ÐØĐĦŁðøđħıł", "DODHLdodhil")
_TWO_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "þ": "th", "œ": "oe"})
_WORDS = re.compile(r"(?u)\b\w\w+\b")
# Stop words of Lucene and bm25s.
STOP_WORDS = frozenset(
    re.findall(
        r"\w+",
        "a an and are as at be but by for if in into is it no not of on or such that the their then"
        " there these they this to was will with",
    )
)


def terms(text: str) -> list[str]:
    """The terms of a text in their order: stemmed words of two letters or more, without stop words.

    Case and accents make no difference, nor do the code points that an accented letter is made of.
    """
    return list(map(stem, words(text)))


def words(text: str) -> list[str]:
    """The words whose stems are the terms."""
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


def idf(holders: int | Rows, size: int) -> NDArray[np.float64]:
    """Lucene's inverse document frequency of a term that ``holders`` of ``size`` passages hold."""
    return np.log1p((size - holders + 0.5) / (holders + 0.5))


def best_rows(scores: Scores, n: int) -> Rows:
    """The n best rows with a score above 0, best first; ties go to the smaller row."""
    rows = np.flatnonzero(scores)
    if len(rows) > n:
        least = np.partition(scores[rows], len(rows) - n)[len(rows) - n]
        rows = rows[scores[rows] >= least]
    return rows[np.lexsort((rows, -scores[rows]))[:n]]
