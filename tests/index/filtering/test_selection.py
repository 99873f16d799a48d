from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.filtering.selection import Selection, runs_of


@given(st.lists(st.tuples(st.integers(1, 3), st.booleans()), min_size=1, max_size=12))
def test_runs_hold_the_passages_of_the_articles_that_are_left(articles):
    passages = np.array([count for count, _ in articles])
    left = np.array([kept for _, kept in articles])
    first = np.cumsum(passages) - passages
    starts, ends = runs_of(first, passages, left)
    expected = np.repeat(left, passages)
    assert (starts[1:] > ends[:-1]).all()
    if not left.any():
        assert not len(starts)
        return
    one = Selection(starts, ends, 0, 0, 1.0, 0)
    assert one.mask(len(expected)).tolist() == expected.tolist()
    assert one.holds(np.arange(len(expected))).tolist() == expected.tolist()


def test_keys_outside_of_all_runs_are_not_held():
    one = Selection(np.array([5, 20]), np.array([7, 21]), 0, 0, 1.0, 0)
    keys = np.array([0, 4, 5, 6, 7, 19, 20, 21, 2**50])
    assert one.holds(keys).tolist() == [False, False, True, True, False, False, True, False, False]
