from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.digests import NOT_FOUND
from index.local.segments.order import RowOrder, joined

SIZES = (5, 1, 4)  # rows of three segments


@st.composite
def orders(draw) -> tuple[RowOrder, list[tuple[int, int]]]:
    """An order of some rows of the segments, and the same as a list of (segment, row)."""
    rows = [(s, row) for s, size in enumerate(SIZES) for row in range(size)]
    left = draw(st.sets(st.sampled_from(rows), min_size=1))
    mixed = draw(st.permutations([s for s, _ in left]))
    ascending = {s: iter(sorted(row for t, row in left if s == t)) for s in mixed}
    listed = [(s, next(ascending[s])) for s in mixed]
    runs = joined(np.array([[s, row, row + 1]]) for s, row in listed)
    return RowOrder(runs, len(SIZES)), listed


@given(orders())
def test_a_row_is_located_and_found_again(one):
    order, listed = one
    assert len(order) == len(listed)
    segments, own = order.locate(np.arange(len(order)))
    assert list(zip(segments.tolist(), own.tolist(), strict=True)) == listed
    for segment, size in enumerate(SIZES):
        rows = order.rows(segment, np.arange(size)).tolist()
        expected = [(segment, row) for row in range(size)]
        assert rows == [listed.index(at) if at in listed else NOT_FOUND for at in expected]
        assert order.mask(segment, size).tolist() == [row != NOT_FOUND for row in rows]
        assert order.left(segment) == sum(row != NOT_FOUND for row in rows)


@given(orders(), st.data())
def test_a_mask_of_all_rows_is_one_of_each_segment(one, data):
    order, listed = one
    chosen = np.array(data.draw(st.lists(st.booleans(), min_size=len(order), max_size=len(order))))
    wanted = {at for at, is_chosen in zip(listed, chosen, strict=True) if is_chosen}
    for segment, size in enumerate(SIZES):
        found = order.mask(segment, size, chosen).tolist()
        assert found == [(segment, row) in wanted for row in range(size)]


@given(orders(), st.data())
def test_columns_are_read_in_the_order_of_rows(one, data):
    order, listed = one
    columns = [np.arange(size) + 10 * s for s, size in enumerate(SIZES)]
    values = [10 * s + row for s, row in listed]
    assert order.gather(columns).tolist() == values
    some = data.draw(st.lists(st.integers(0, len(order) - 1)))
    assert order.take(columns, np.array(some, dtype=np.int64)).tolist() == [values[i] for i in some]


@given(orders(), st.data())
def test_a_part_of_the_runs_has_a_part_of_the_rows(one, data):
    order, listed = one
    first = data.draw(st.integers(0, len(order)))
    end = data.draw(st.integers(first, len(order)))
    rows = [(s, row) for s, a, b in order.cut(first, end).tolist() for row in range(a, b)]
    assert rows == listed[first:end]


@given(orders())
def test_rows_of_rows_have_the_order_of_these(one):
    order, listed = one
    offsets = [np.cumsum([0, *range(1, size + 1)]) for size in SIZES]  # row i consists of i + 1
    parts = [(s, int(at)) for s, row in listed for at in range(*offsets[s][[row, row + 1]])]
    widened = order.widened(offsets)
    segments, own = widened.locate(np.arange(len(widened)))
    assert list(zip(segments.tolist(), own.tolist(), strict=True)) == parts


def test_neighbouring_runs_become_one():
    parts = [np.array([[0, 0, 2]]), np.array([[0, 2, 3], [1, 0, 1]]), np.array([[0, 3, 4]])]
    assert joined(parts).tolist() == [[0, 0, 3], [1, 0, 1], [0, 3, 4]]
    assert joined([]).shape == (0, 3)
