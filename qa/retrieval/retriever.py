"""Retrieval: dense and lexical search for the passages of a question, fused into one score.

Owns the score that ranks passages: the cosine of the question and the passage's best sentence, plus
the weighted share of the question's words in the passage. Vectors alone miss names and numbers,
words alone miss paraphrases. Candidates are found by passage vectors and by words; adding the
passage's cosine to the score, or searching sentence vectors too, finds no more. Knows nothing of
reading or citing, nor of where an index is kept.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from index.digests import Rows
from index.embedding.protocol import Embedder, Vectors
from index.filtering.filter import Filter
from index.filtering.selection import Selection
from index.interface import Candidates, PassageIndex
from qa.answer import Hit


@dataclass(frozen=True, slots=True)
class RetrievalResult:
    """Hits, best first. ``complete`` is False where a part of the index did not answer."""

    hits: tuple[Hit, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class RankedKey:
    """The key of one passage with its rank for a question; the scores are those of a Hit.

    ``rank`` counts from 1 among all passages that the index compared, and is None where it did not
    compare this one. ``is_candidate`` is True for a candidate of ``retrieve``.
    """

    key: int
    rank: int | None
    is_candidate: bool
    score: float
    dense: float
    best_sentence: float
    lexical: float


class Retriever:
    """Searches the passages of one opened generation.

    ``candidates`` is the number of passages that each of the two searches contributes,
    ``lexical_weight`` the weight of the lexical score against the cosine.
    """

    def __init__(
        self, content: PassageIndex, embedder: Embedder, *, candidates: int, lexical_weight: float
    ) -> None:
        self._content, self._embedder = content, embedder
        self._candidates, self._lexical_weight = candidates, lexical_weight

    @property
    def content(self) -> PassageIndex:
        """The passages that are searched."""
        return self._content

    def select(self, where: Filter | None) -> Selection | None:
        """The passages that a filter leaves; None for all. Raises FilterError."""
        return self._content.table.select(where) if where else None

    def retrieve(self, question: str, k: int, left: Selection | None = None) -> RetrievalResult:
        """Return the k best passages, best first; equal scores in the order of the articles.

        Where a filter has left some passages, as many are found among these.
        """
        vector = self._embedder.encode_question(question)
        candidates = self._content.candidates(question, vector, self._candidates, left)
        score = self._scores(candidates)
        best = np.lexsort((candidates.keys, -score))[:k]
        keys = candidates.keys[best].tolist()
        passages, groups = self._content.passages_at(keys), self._content.duplicate_groups(keys)
        found = zip(best, passages, groups, strict=True)
        hits = tuple(
            Hit(
                passage=passage,
                score=float(score[i]),
                rank=rank,
                dense=float(candidates.dense[i]),
                lexical=float(candidates.lexical[i]),
                sentences=tuple(map(float, candidates.sentences_of(i))),
                duplicate_group=group,
            )
            for rank, (i, passage, group) in enumerate(found, start=1)
        )
        return RetrievalResult(hits, candidates.complete)

    def rank_best(self, question: str, keys: Rows, left: Selection | None = None) -> RankedKey:
        """Rank the best of the passages with these keys among all that the index can compare, or
        among those that a filter has left, the given ones included.
        """
        vector = self._embedder.encode_question(question)
        own = self._content.scored(question, vector, keys, left)
        i = int(np.argmax(self._scores(own)))
        key = int(own.keys[i])
        candidates = self._content.candidates(question, vector, self._candidates, left)
        return RankedKey(
            key=key,
            rank=self._rank(question, vector, key, left),
            is_candidate=key in candidates.keys,
            score=float(self._scores(own)[i]),
            dense=float(own.dense[i]),
            best_sentence=float(own.best[i]),
            lexical=float(own.lexical[i]),
        )

    def _rank(self, question: str, vector: Vectors, key: int, left: Selection | None) -> int | None:
        parts = self._content.survey(question, vector, left)
        survey = [(part.keys, self._scores(part)) for part in parts]
        keys, scores = (np.concatenate(columns) for columns in zip(*survey, strict=True))
        (mine,) = np.nonzero(keys == key)
        if not len(mine):
            return None
        score = scores[mine[0]]
        before = (scores > score) | ((scores == score) & (keys < key))
        return 1 + int(np.count_nonzero(before))

    def _scores(self, candidates: Candidates) -> Vectors:
        scores: Vectors = candidates.best + self._lexical_weight * candidates.lexical
        return scores
