from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.store import VectorStore

# Unit vectors at which cosines can be read off.
EAST, NORTH, WEST, NORTH_EAST = [1.0, 0.0], [0.0, 1.0], [-1.0, 0.0], [0.6, 0.8]
MATRIX = np.array([EAST, NORTH, WEST, NORTH_EAST], dtype=np.float32)


def vector(*numbers: float):
    return np.array(numbers, dtype=np.float32)


def found(store, question, k):
    near = store.search(question, k)
    return list(zip(near.rows.tolist(), near.scores.tolist(), strict=True))


def test_store_has_the_shape_of_its_matrix():
    store = VectorStore.from_vectors(MATRIX)
    assert (len(store), store.dim) == (4, 2)


def test_nearest_rows_come_first_with_their_cosines():
    near = VectorStore.from_vectors(MATRIX).search(vector(1, 0), 3)
    assert near.rows.tolist() == [0, 3, 1]
    assert near.scores.tolist() == pytest.approx([1.0, 0.6, 0.0])


def test_all_rows_are_found_when_there_are_fewer_than_asked_for():
    near = VectorStore.from_vectors(MATRIX).search(vector(0, 1), 100)
    assert near.rows.tolist() == [1, 3, 0, 2]
    assert near.scores.tolist() == pytest.approx([1.0, 0.8, 0.0, 0.0])


def test_equal_scores_come_by_row():
    store = VectorStore.from_vectors(np.array([WEST, EAST, WEST, EAST, EAST], dtype=np.float32))
    assert found(store, vector(1, 0), 5) == [(1, 1.0), (3, 1.0), (4, 1.0), (0, -1.0), (2, -1.0)]


def test_tie_for_the_last_place_goes_to_the_first_row():
    store = VectorStore.from_vectors(np.array([NORTH, NORTH, EAST, NORTH], dtype=np.float32))
    assert found(store, vector(1, 0), 2) == [(2, 1.0), (0, 0.0)]


@given(st.lists(st.integers(-2, 2), min_size=1, max_size=300), st.integers(1, 310))
@settings(deadline=None)
def test_search_is_a_sort_by_score_and_row(values, k):
    store = VectorStore.from_vectors(np.array([[v] for v in values], dtype=np.float32))
    expected = sorted(enumerate(values), key=lambda item: (-item[1], item[0]))[:k]
    assert found(store, vector(1), k) == expected


def test_scores_are_inner_products_in_the_order_asked_for():
    store = VectorStore.from_vectors(MATRIX)
    assert store.scores(vector(0.5, 0.5), np.array([3, 0, 2])).tolist() == pytest.approx(
        [0.7, 0.5, -0.5]
    )


def test_scores_agree_with_search():
    rows = np.random.default_rng(7).normal(size=(50, 384)).astype(np.float32)
    store = VectorStore.from_vectors(rows / np.linalg.norm(rows, axis=1, keepdims=True))
    near = store.search(rows[0], 50)
    assert store.scores(rows[0], near.rows) == pytest.approx(near.scores, abs=1e-5)


def test_vectors_are_given_back_as_they_went_in():
    store = VectorStore.from_vectors(MATRIX)
    assert np.array_equal(store.vectors(), MATRIX)
    assert store.vectors(np.array([2, 0])).tolist() == [WEST, EAST]


def test_vectors_given_back_are_copies():
    store = VectorStore.from_vectors(MATRIX)
    store.vectors()[0] = 9.0
    assert store.vectors(np.array([0])).tolist() == [EAST]


def test_rows_need_not_lie_together_in_memory():
    assert np.array_equal(VectorStore.from_vectors(MATRIX[::2]).vectors(), MATRIX[::2])


def test_what_is_written_reads_the_same(tmp_path):
    VectorStore.from_vectors(MATRIX).write(tmp_path / "v.faiss")
    store = VectorStore.read(tmp_path / "v.faiss")
    assert (len(store), store.dim) == (4, 2)
    assert np.array_equal(store.vectors(), MATRIX)
    assert found(store, vector(1, 0), 1) == [(0, 1.0)]


def test_equal_vectors_are_written_as_equal_bytes(tmp_path):
    for name in ("one", "two"):
        VectorStore.from_vectors(MATRIX.copy()).write(tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_writing_where_nothing_can_be_written_raises_os_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        VectorStore.from_vectors(MATRIX).write(tmp_path / "none" / "v.faiss")
