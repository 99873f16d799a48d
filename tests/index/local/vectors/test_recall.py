from __future__ import annotations

import numpy as np
import pytest

from index.local.vectors import recall
from index.local.vectors.recall import synthetic_questions


def unit(rows: int, dim: int = 8, seed: int = 1):
    matrix = np.random.default_rng(seed).normal(size=(rows, dim)).astype(np.float32)
    return matrix / np.linalg.norm(matrix, axis=1, keepdims=True)


def test_nearest_are_those_of_a_sort(monkeypatch):
    monkeypatch.setattr(recall, "VECTORS_PER_CHUNK", 7)
    matrix, questions = unit(50), unit(3, seed=2)
    truth = recall.exact_neighbours(matrix, questions)
    scores = questions @ matrix.T
    expected = np.argsort(-scores, axis=1)[:, : recall.RECALL_AT]
    assert np.array_equal(np.sort(truth.rows, axis=1), np.sort(expected, axis=1))
    assert truth.scores == pytest.approx(np.take_along_axis(scores, truth.rows, axis=1))


def test_recall_is_the_share_of_the_nearest_found():
    truth = recall.GroundTruth(
        np.zeros((2, 10), dtype=np.int64), np.full((2, 10), 0.5, dtype=np.float32)
    )
    ten, five = np.full(12, 0.6), np.repeat([0.6, 0.4], 5)
    assert recall.recall([ten, five], truth) == 0.75


def test_lists_are_needed_up_to_the_rank_that_the_share_reaches():
    ranks = np.array([[0, 0, 0, 5], [0, 1, 0, 9]])
    assert [recall.nprobe_needed(ranks, share) for share in (0.5, 0.75, 0.8, 1)] == [1, 2, 6, 10]


def test_a_blurred_vector_is_a_unit_at_a_cosine_of_about_seven_tenths():
    rows = unit(500, 384, seed=2)
    near = synthetic_questions(rows, 1)
    assert np.linalg.norm(near, axis=1) == pytest.approx(np.ones(500))
    assert (near * rows).sum(axis=1).mean() == pytest.approx(0.707, abs=0.01)
    assert np.array_equal(near, synthetic_questions(rows, 1))
