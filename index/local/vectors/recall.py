"""How much of the truth an approximate search finds. Pure; knows no index.

Owns what counts as found, the questions for which it is measured, and exact search to compare with.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.embedding.protocol import Vectors

DEPTH = 10  # the k of recall@k
QUESTIONS = 256  # a share of .98 is then known to within .01
CHUNK = 1 << 14  # rows compared at once
TIE = 1e-5  # scores closer than this are one: whichever row of them is found will do


@dataclass(frozen=True, slots=True)
class Truth:
    """The DEPTH nearest rows of each question, in no order; both of shape (questions, DEPTH)."""

    rows: NDArray[np.int64]
    scores: Vectors


def nearest(matrix: Vectors, questions: Vectors) -> Truth:
    """Compare every row; there must be DEPTH of them."""
    scores = np.full((len(questions), DEPTH), -np.inf, dtype=np.float32)
    rows = np.full(scores.shape, -1, dtype=np.int64)
    for start in range(0, len(matrix), CHUNK):
        new = questions @ matrix[start : start + CHUNK].T
        numbers = np.broadcast_to(np.arange(start, start + new.shape[1]), new.shape)
        all_scores, all_rows = np.hstack((scores, new)), np.hstack((rows, numbers))
        best = np.argpartition(all_scores, -DEPTH, axis=1)[:, -DEPTH:]
        scores = np.take_along_axis(all_scores, best, axis=1)
        rows = np.take_along_axis(all_rows, best, axis=1)
    return Truth(rows, scores)


def recall(found: Iterable[Vectors], truth: Truth) -> float:
    """The share of the nearest that were found; ``found`` are the scores of each question's."""
    shares = [
        min(1.0, float((scores >= least - TIE).sum()) / DEPTH)
        for scores, least in zip(found, truth.scores.min(axis=1), strict=True)
    ]
    return float(np.mean(shares))


def lists_needed(ranks: NDArray[np.int64], share: float) -> int:
    """How many of the nearest lists must be looked into to find a share of the rows.

    ``ranks`` says of each row, at which place from 0 its list is among those nearest the question.
    """
    return int(np.sort(ranks, axis=None)[int(np.ceil(share * ranks.size)) - 1]) + 1


def blurred(vectors: Vectors, seed: int) -> Vectors:
    """Unit vectors about as hard to find rows for as questions are, made of sentences' vectors.

    Their cosine with these is about .7; that of a development question with its best sentence is
    .66. For a recall of .98 over 10,401 sentences they need 27 of 200 lists, real questions 24;
    over passages sentences themselves need 14 of 90, and real questions 19.
    """
    noise = np.random.default_rng(seed).normal(size=vectors.shape)
    noise /= np.linalg.norm(noise, axis=1, keepdims=True)
    mixed = vectors + noise
    return np.asarray(mixed / np.linalg.norm(mixed, axis=1, keepdims=True), dtype=np.float32)
