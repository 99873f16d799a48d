"""Recall of an approximate search, measured against exact search. Pure; knows no index.

Owns the definition of recall, and the synthetic questions for which it is measured.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.embedding.protocol import Vectors

RECALL_AT = 10  # k of recall@k
MEASURED_QUESTIONS = 256  # for these a recall of .98 is measured to within .01
VECTORS_PER_CHUNK = 1 << 14  # rows compared at once
SAME_SCORE = 1e-5  # scores closer than this are equal: either row counts as found


@dataclass(frozen=True, slots=True)
class GroundTruth:
    """The nearest rows of each question, in no order; both of shape (questions, RECALL_AT)."""

    rows: NDArray[np.int64]
    scores: Vectors


def exact_neighbours(matrix: Vectors, questions: Vectors) -> GroundTruth:
    """Compare all rows, at least RECALL_AT of them, with each question, shape (n, dim)."""
    scores = np.full((len(questions), RECALL_AT), -np.inf, dtype=np.float32)
    rows = np.full(scores.shape, -1, dtype=np.int64)
    for start in range(0, len(matrix), VECTORS_PER_CHUNK):
        new = questions @ matrix[start : start + VECTORS_PER_CHUNK].T
        numbers = np.broadcast_to(np.arange(start, start + new.shape[1]), new.shape)
        all_scores, all_rows = np.hstack((scores, new)), np.hstack((rows, numbers))
        best = np.argpartition(all_scores, -RECALL_AT, axis=1)[:, -RECALL_AT:]
        scores = np.take_along_axis(all_scores, best, axis=1)
        rows = np.take_along_axis(all_rows, best, axis=1)
    return GroundTruth(rows, scores)


def recall(found: Iterable[Vectors], truth: GroundTruth) -> float:
    """The mean share in [0, 1] of the nearest rows that were found.

    ``found`` are the scores of the rows found for each question.
    """
    shares = [
        min(1.0, float((scores >= least - SAME_SCORE).sum()) / RECALL_AT)
        for scores, least in zip(found, truth.scores.min(axis=1), strict=True)
    ]
    return float(np.mean(shares))


def nprobe_needed(ranks: NDArray[np.int64], share: float) -> int:
    """The number of nearest lists to search for finding a share in (0, 1] of the rows.

    ``ranks`` is the rank, from 0, of each row's list among the lists by distance to the question.
    """
    return int(np.sort(ranks, axis=None)[int(np.ceil(share * ranks.size)) - 1]) + 1


def synthetic_questions(vectors: Vectors, seed: int) -> Vectors:
    """Unit vectors, made from sentences' vectors, about as hard to search for as questions.

    Their cosine with these is about .7; that of a development question with its best sentence is
    .66. For a recall of .98 over 10,401 sentences they need 27 of 200 lists, real questions 24;
    over passages sentences themselves need 14 of 90, and real questions 19.
    """
    noise = np.random.default_rng(seed).normal(size=vectors.shape)
    noise /= np.linalg.norm(noise, axis=1, keepdims=True)
    mixed = vectors + noise
    return np.asarray(mixed / np.linalg.norm(mixed, axis=1, keepdims=True), dtype=np.float32)
