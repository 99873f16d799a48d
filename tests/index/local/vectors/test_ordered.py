from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.local.segments.order import RowOrder, joined
from index.local.vectors.ordered import OrderedVectors
from index.local.vectors.store import VectorStore

SIZES = (40, 15, 6)


@pytest.fixture(scope="module")
def stores() -> list[VectorStore]:
    import faiss

    rng, made = np.random.default_rng(4), []
    for size in SIZES:
        matrix = rng.integers(-3, 4, (size, 2)).astype(np.float32)  # with many ties
        index = faiss.IndexFlatIP(2)
        index.add(matrix)
        made.append(VectorStore(index, matrix))
    return made


@given(
    removed=st.sets(st.integers(0, sum(SIZES) - 1), max_size=sum(SIZES) - 1),
    k=st.integers(1, 60),
    question=st.tuples(st.integers(-2, 2), st.integers(-2, 2)),
)
def test_the_nearest_of_several_segments_are_those_of_one_without_removed_rows(
    stores, removed, k, question
):
    places = [(number, row) for number, size in enumerate(SIZES) for row in range(size)]
    left = [place for n, place in enumerate(places) if n not in removed]
    order = RowOrder(joined(np.array([[s, row, row + 1]]) for s, row in left), len(SIZES))
    vector = np.array(question, dtype=np.float32)
    scores = np.array([stores[s].vectors(np.array([row]))[0] @ vector for s, row in left])
    near = OrderedVectors(stores, order).search(vector, k)
    expected = np.lexsort((np.arange(len(left)), -scores))[:k]
    assert near.rows.tolist() == expected.tolist()
    assert near.scores.tolist() == scores[expected].tolist()
