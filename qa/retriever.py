"""From a question to the passages that may answer it: dense and lexical search, fused.

Owns the score by which passages compete: the cosine of the question and the passage's best
sentence, plus the weighted share of the question's words that the passage holds. Vectors alone miss
names and numbers, words alone miss paraphrases. Passages are looked for by their own vectors and by
words; to add the passage's cosine to the score, or to search among sentences too, finds no more.
Knows nothing of reading or citing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from index.content import Content
from index.embed import Embedder, Vectors
from index.store import Rows
from qa.answer import Hit

AT_ONCE = 1 << 12  # passages whose vectors are in memory while all are scored: some 40 MB


@dataclass(frozen=True, slots=True)
class Standings:
    """What speaks for every passage of an index for one question, row by row, each of shape (n,).

    ``found`` are the rows, ascending, that a search found near: the candidates of ``retrieve``.
    """

    score: Vectors
    dense: Vectors
    best_sentence: Vectors
    lexical: Vectors
    found: Rows

    def rank_of(self, row: int) -> int:
        """The place of a row among all, from 1; equal scores in the order of the rows."""
        better = np.count_nonzero(self.score > self.score[row])
        return int(1 + better + np.count_nonzero(self.score[:row] == self.score[row]))

    def best_of(self, rows: range) -> int:
        """The row, of a range of them, that stands first."""
        return rows[int(np.argmax(self.score[rows.start : rows.stop]))]


class Retriever:
    """Finds passages of one opened generation."""

    def __init__(
        self, content: Content, embedder: Embedder, *, candidates: int, lexical_weight: float
    ) -> None:
        self._content, self._embedder = content, embedder
        self._candidates, self._lexical_weight = candidates, lexical_weight

    @property
    def content(self) -> Content:
        """What is searched."""
        return self._content

    def retrieve(self, question: str, k: int) -> tuple[Hit, ...]:
        """Return the k best passages, best first; equal scores in the order of the articles."""
        vector = self._embedder.encode_question(question)
        bm25 = self._content.lexical.scores(question)
        rows = self._candidate_rows(vector, bm25)
        dense = self._content.passage_vectors.scores(vector, rows)
        sentences = self._content.sentence_scores(vector, rows)
        lexical = bm25[rows]
        score = _best(sentences) + self._lexical_weight * lexical
        return tuple(
            Hit(
                passage=self._content.passages[rows[i]],
                score=float(score[i]),
                rank=rank,
                dense=float(dense[i]),
                lexical=float(lexical[i]),
                sentences=tuple(map(float, sentences[i])),
                story=self._content.story(int(rows[i])),
            )
            for rank, i in enumerate(np.lexsort((rows, -score))[:k], start=1)
        )

    def standings(self, question: str) -> Standings:
        """Score every passage there is, and not the candidates alone: exact, and slow where they
        are many.
        """
        vector = self._embedder.encode_question(question)
        lexical = self._content.lexical.scores(question)
        content, n = self._content, len(lexical)
        some = [range(at, min(at + AT_ONCE, n)) for at in range(0, n, AT_ONCE)]
        dense = np.concatenate([content.passage_vectors.scores(vector, np.array(r)) for r in some])
        best = np.concatenate([content.best_sentences(vector, rows) for rows in some])
        return Standings(
            score=best + self._lexical_weight * lexical,
            dense=dense,
            best_sentence=best,
            lexical=lexical,
            found=self._candidate_rows(vector, lexical),
        )

    def _candidate_rows(self, vector: Vectors, bm25: Vectors) -> Rows:
        """Passage rows, ascending, that either search finds near."""
        by_vector = self._content.passage_vectors.search(vector, self._candidates).rows
        return np.union1d(by_vector, _best_rows(bm25, self._candidates))


def _best(sentences: list[Vectors]) -> Vectors:
    """The score of each passage's best sentence."""
    return np.array([scores.max() for scores in sentences], dtype=np.float32)


def _best_rows(scores: Vectors, n: int) -> Rows:
    """The n best rows with a score above 0; of equal ones the first."""
    rows = np.flatnonzero(scores)
    if len(rows) > n:
        least = np.partition(scores[rows], len(rows) - n)[len(rows) - n]
        rows = rows[scores[rows] >= least]
    return rows[np.lexsort((rows, -scores[rows]))[:n]]
