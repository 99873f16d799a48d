from __future__ import annotations

import numpy as np
import pytest

from index.interface import Candidates


def candidates(*sentences: list[float]) -> Candidates:
    counts = [len(some) for some in sentences]
    return Candidates(
        keys=np.arange(len(sentences)),
        dense=np.zeros(len(sentences), dtype=np.float32),
        lexical=np.zeros(len(sentences), dtype=np.float32),
        sentences=np.array([s for some in sentences for s in some], dtype=np.float32),
        first=np.cumsum([0, *counts])[:-1].astype(np.int64),
    )


def test_each_passage_has_its_sentences_and_the_best_of_them():
    found = candidates([0.5], [0.25, 0.75, 0.0], [-1.0, -0.5])
    assert len(found) == 3 and found.complete
    assert [found.sentences_of(i).tolist() for i in range(3)] == [
        [0.5],
        [0.25, 0.75, 0.0],
        [-1.0, -0.5],
    ]
    assert found.best.tolist() == pytest.approx([0.5, 0.75, -0.5])


def test_no_candidates_have_no_best():
    assert (len(candidates()), candidates().best.tolist()) == (0, [])
