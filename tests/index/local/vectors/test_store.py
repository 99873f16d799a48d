from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.local.vectors import store, store_writer
from index.local.vectors.store import VectorStore
from index.local.vectors.store_writer import VectorWriter
from index.manifest import EXACT_SEARCH

# Unit vectors at which cosines can be read off.
EAST, NORTH, WEST, NORTH_EAST = [1.0, 0.0], [0.0, 1.0], [-1.0, 0.0], [0.6, 0.8]
MATRIX = np.array([EAST, NORTH, WEST, NORTH_EAST], dtype=np.float32)
DIM = 16


def vector(*numbers: float):
    return np.array(numbers, dtype=np.float32)


def unit(rows: int, seed: int = 7):
    """Unit vectors in 40 heaps, as texts are."""
    rng = np.random.default_rng(seed)
    centres = np.random.default_rng(1).normal(size=(40, DIM))
    matrix = centres[rng.integers(0, 40, rows)] + 0.7 * rng.normal(size=(rows, DIM))
    return (matrix / np.linalg.norm(matrix, axis=1, keepdims=True)).astype(np.float32)


def found(store, question, k):
    near = store.search(question, k)
    return list(zip(near.rows.tolist(), near.scores.tolist(), strict=True))


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    """Write a matrix and open it."""

    def stored(matrix) -> VectorStore:
        path = tmp_path_factory.mktemp("store") / "v.faiss"
        writer = VectorWriter(path, matrix.shape[1])
        writer.append(matrix)
        stored.facts = writer.finish(lambda: unit(50, seed=3))
        stored.path = path
        return VectorStore.read(path)

    return stored


@pytest.fixture
def approximate(monkeypatch):
    monkeypatch.setattr(store_writer, "EXACT_ROWS", 500)


@pytest.fixture(scope="module")
def built(stored):
    """A large store, and what is said of it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store_writer, "EXACT_ROWS", 500)
        return stored(unit(3000)), stored.facts


@pytest.fixture
def large(approximate, built) -> VectorStore:
    return built[0]


def test_store_has_the_shape_of_its_matrix(stored):
    store = stored(MATRIX)
    assert (len(store), store.dim, store.exact) == (4, 2, True)
    assert stored.facts == EXACT_SEARCH
    assert [p.name for p in stored.path.parent.iterdir()] == ["v.faiss"]


def test_nearest_rows_come_first_with_their_cosines(stored):
    near = stored(MATRIX).search(vector(1, 0), 3)
    assert near.rows.tolist() == [0, 3, 1]
    assert near.scores.tolist() == pytest.approx([1.0, 0.6, 0.0])


def test_all_rows_are_found_when_there_are_fewer_than_asked_for(stored):
    near = stored(MATRIX).search(vector(0, 1), 100)
    assert near.rows.tolist() == [1, 3, 0, 2]
    assert near.scores.tolist() == pytest.approx([1.0, 0.8, 0.0, 0.0])


def test_equal_scores_come_by_row(stored):
    store = stored(np.array([WEST, EAST, WEST, EAST, EAST], dtype=np.float32))
    assert found(store, vector(1, 0), 5) == [(1, 1.0), (3, 1.0), (4, 1.0), (0, -1.0), (2, -1.0)]


def test_tie_for_the_last_place_goes_to_the_first_row(stored):
    store = stored(np.array([NORTH] * 100 + [EAST] + [NORTH] * 100, dtype=np.float32))
    assert found(store, vector(1, 0), 2) == [(100, 1.0), (0, 0.0)]


@given(values=st.lists(st.integers(-2, 2), min_size=1, max_size=300), k=st.integers(1, 310))
def test_search_is_a_sort_by_score_and_row(stored, values, k):
    store = stored(np.array([[v] for v in values], dtype=np.float32))
    expected = sorted(enumerate(values), key=lambda item: (-item[1], item[0]))[:k]
    assert found(store, vector(1), k) == expected


@given(
    rows=st.lists(st.tuples(st.integers(-2, 2), st.booleans()), min_size=1, max_size=200),
    k=st.integers(1, 210),
)
def test_search_among_some_rows_is_a_sort_of_these(stored, rows, k):
    store = stored(np.array([[v] for v, _ in rows], dtype=np.float32))
    mask = np.array([kept for _, kept in rows])
    left = [(row, value) for row, (value, kept) in enumerate(rows) if kept]
    near = store.search(vector(1), k, mask)
    expected = sorted(left, key=lambda item: (-item[1], item[0]))[:k]
    assert list(zip(near.rows.tolist(), near.scores.tolist(), strict=True)) == expected


def test_scores_are_inner_products_in_the_order_asked_for(stored):
    assert stored(MATRIX).scores(vector(0.5, 0.5), np.array([3, 0, 2])).tolist() == pytest.approx(
        [0.7, 0.5, -0.5]
    )


def test_scores_of_search_are_those_of_the_rows(stored):
    rows = unit(50)
    store = stored(rows)
    near = store.search(rows[0], 50)
    assert np.array_equal(store.scores(rows[0], near.rows), near.scores)


def test_vectors_are_given_back_as_they_went_in(stored):
    store = stored(MATRIX)
    assert np.array_equal(store.vectors(), MATRIX)
    assert store.vectors(np.array([2, 0])).tolist() == [WEST, EAST]
    store.vectors()[0] = 9.0
    assert store.vectors(np.array([0])).tolist() == [EAST]


def test_rows_need_not_lie_together_in_memory(stored):
    assert np.array_equal(stored(MATRIX[::2]).vectors(), MATRIX[::2])


def test_rows_may_come_in_batches(stored, tmp_path):
    stored(MATRIX)
    writer = VectorWriter(tmp_path / "v.faiss", 2)
    for row in MATRIX:
        writer.append(row)
    writer.finish(MATRIX)
    assert (tmp_path / "v.faiss").read_bytes() == stored.path.read_bytes()


def test_a_full_disk_is_an_os_error(tmp_path, monkeypatch):
    writer = VectorWriter(tmp_path / "v.faiss", 2)
    writer.append(MATRIX)
    (tmp_path / "v.faiss").symlink_to("/dev/full")
    with pytest.raises(OSError, match="No space left"):
        writer.finish(MATRIX)


# Beyond the rows that are all compared.


def test_large_store_states_its_recall_and_keeps_its_rows(large, built):
    facts, matrix = built[1], unit(3000)
    assert not large.exact
    assert (facts.kind, facts.nlist) == ("lists", 76)
    assert facts.recall >= 0.98 and 1 <= facts.nprobe < 76
    assert np.array_equal(large.vectors(np.array([7, 2999])), matrix[[7, 2999]])


@pytest.mark.parametrize("compared", [3000, 0], ids=["each row", "lists"])
@pytest.mark.parametrize("share", [2, 50, 1000])
def test_of_a_large_store_as_many_are_found_whatever_is_left_out(
    large, monkeypatch, compared, share
):
    monkeypatch.setattr(store, "ROWS_COMPARED", compared)
    mask = np.arange(3000) % share == 1
    truth, found = 0, 0
    for question in unit(20, seed=5):
        near = large.search(question, 10, mask)
        assert len(near.rows) == min(10, mask.sum()) and mask[near.rows].all()
        left = np.flatnonzero(mask)
        scores = unit(3000)[left] @ question
        best = left[np.lexsort((left, -scores))[:10]]
        truth, found = truth + len(best), found + len(set(best) & set(near.rows.tolist()))
    assert found >= (1.0 if compared else 0.95) * truth


def test_large_store_finds_nearly_what_a_comparison_of_all_does(large):
    matrix, questions = unit(3000), unit(100, seed=9)
    shares = [
        len(set(large.search(q, 10).rows) & set(np.argsort(-(matrix @ q))[:10])) / 10
        for q in questions
    ]
    assert np.mean(shares) >= 0.97


def test_scores_of_a_large_store_are_true_cosines_and_ties_come_by_row(approximate, stored):
    matrix = unit(1500)
    matrix[::5] = matrix[0]  # 300 rows of one text
    store = stored(matrix)
    near = store.search(matrix[0], 20)
    assert near.rows.tolist() == list(range(0, 100, 5))
    assert near.scores == pytest.approx(np.ones(20))


def test_equal_rows_give_equal_large_stores(approximate, stored):
    written = []
    for _ in range(2):
        stored(unit(1200))
        written.append([p.read_bytes() for p in sorted(stored.path.parent.iterdir())])
    assert written[0] == written[1]
    assert len(written[0]) == 2
