"""BM25 over the passages: what vectors miss, names and numbers above all, words find.

Owns how text becomes terms and the files of the lexical index. The only file that imports bm25s.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import bm25s
import numpy as np
import Stemmer
from numpy.typing import NDArray

TERMS = "bm25s-english-snowball/1"  # changes whenever the same text would give other terms

Scores = NDArray[np.float32]


def terms(text: str) -> list[str]:
    """Lower-cased and stemmed words of two letters or more, English function words left out."""
    return _terms([text])[0]


def _terms(texts: Sequence[str]) -> list[list[str]]:
    tokens = bm25s.tokenize(
        list(texts),
        stopwords="english",
        stemmer=Stemmer.Stemmer("english"),
        return_ids=False,
        show_progress=False,
    )
    return [list(map(str, words)) for words in tokens]


class LexicalIndex:
    """BM25 over passages; row i is passage i."""

    def __init__(self, bm25: bm25s.BM25, size: int) -> None:
        self._bm25, self._size = bm25, size

    @classmethod
    def from_texts(cls, texts: Sequence[str]) -> LexicalIndex:
        bm25 = bm25s.BM25(method="lucene", backend="numpy")
        # An article may hold function words only; a term that no question has keeps BM25 defined.
        documents = [words or [""] for words in _terms(texts)]
        # Numbered here: bm25s numbers terms in the order of a set, another in every process.
        number = {term: i for i, term in enumerate(sorted({t for d in documents for t in d}))}
        bm25.index(([[number[t] for t in d] for d in documents], number), show_progress=False)
        return cls(bm25, len(texts))

    @classmethod
    def read(cls, folder: Path) -> LexicalIndex:
        """Read what ``write`` wrote, without unpickling anything."""
        bm25 = bm25s.BM25.load(folder, load_corpus=False, allow_pickle=False)
        return cls(bm25, int(bm25.scores["num_docs"]))

    def write(self, folder: Path) -> None:
        self._bm25.save(folder, allow_pickle=False, show_progress=False)

    def __len__(self) -> int:
        return self._size

    def scores(self, question: str) -> Scores:
        """How much of the question's terms each passage holds, shape (len(self),), in [0, 1].

        This is BM25 divided by its least upper bound for the question, the sum of its terms'
        inverse document frequencies: comparable across questions and sizes of index.
        """
        asked = terms(question)
        known = [term for term in asked if term in self._bm25.vocab_dict]
        if not known:
            return np.zeros(self._size, dtype=np.float32)
        bound = sum(map(self._idf, asked))
        return np.asarray(self._bm25.get_scores(known) / bound, dtype=np.float32)

    def _idf(self, term: str) -> float:
        """Inverse document frequency as Lucene has it, for unknown terms too."""
        row = self._bm25.vocab_dict.get(term)
        columns = self._bm25.scores["indptr"]
        holders = 0 if row is None else int(columns[row + 1] - columns[row])
        return math.log1p((self._size - holders + 0.5) / (holders + 0.5))
