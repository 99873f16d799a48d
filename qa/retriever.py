"""From a question to the passages that may answer it: dense and lexical search, fused.

Owns the score by which passages compete: the cosine of question and passage, plus that of question
and the passage's best sentence, plus the weighted share of the question's words that the passage
holds. Vectors alone miss names and numbers, words alone miss paraphrases; the best sentence finds a
fact in a passage about something else. Knows nothing of reading or citing.
"""

from __future__ import annotations

import numpy as np

from index.content import Content
from index.embed import Embedder, Vectors
from index.store import Rows
from qa.answer import Hit


class Retriever:
    """Finds passages of one opened generation."""

    def __init__(
        self, content: Content, embedder: Embedder, *, candidates: int, lexical_weight: float
    ) -> None:
        self._content, self._embedder = content, embedder
        self._candidates, self._lexical_weight = candidates, lexical_weight

    def retrieve(self, question: str, k: int) -> tuple[Hit, ...]:
        """Return the k best passages, best first; equal scores in the order of the articles."""
        vector = self._embedder.encode_question(question)
        bm25 = self._content.lexical.scores(question)
        rows = self._candidate_rows(vector, bm25)
        dense = self._content.passage_vectors.scores(vector, rows)
        sentences = [self._sentence_scores(vector, row) for row in rows.tolist()]
        best = np.array([scores.max() for scores in sentences], dtype=np.float32)
        lexical = bm25[rows]
        score = dense + best + self._lexical_weight * lexical
        return tuple(
            Hit(
                passage=self._content.passages[rows[i]],
                score=float(score[i]),
                rank=rank,
                dense=float(dense[i]),
                lexical=float(lexical[i]),
                sentences=tuple(map(float, sentences[i])),
            )
            for rank, i in enumerate(np.lexsort((rows, -score))[:k], start=1)
        )

    def _candidate_rows(self, vector: Vectors, bm25: Vectors) -> Rows:
        """Passage rows, ascending, that any of the three searches finds near."""
        content, n = self._content, self._candidates
        by_passage = content.passage_vectors.search(vector, n).rows
        by_sentence = content.passage_of_sentence[content.sentence_vectors.search(vector, n).rows]
        return np.unique(np.concatenate((by_passage, by_sentence, _best_rows(bm25, n))))

    def _sentence_scores(self, vector: Vectors, row: int) -> Vectors:
        first, end = self._content.first_sentence[row : row + 2]
        return self._content.sentence_vectors.scores(vector, np.arange(first, end))


def _best_rows(scores: Vectors, n: int) -> Rows:
    """The n best rows with a score above 0; of equal ones the first."""
    rows = np.flatnonzero(scores)
    if len(rows) > n:
        least = np.partition(scores[rows], len(rows) - n)[len(rows) - n]
        rows = rows[scores[rows] >= least]
    return rows[np.lexsort((rows, -scores[rows]))[:n]]
