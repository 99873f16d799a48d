from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.digests import NOT_FOUND, DigestTable, digests_of, first_rows

TEXTS = ["stone", "apple", "stone", "\ud800", ""]


def test_equal_texts_have_equal_digests_and_others_not():
    digests = digests_of(TEXTS)
    assert digests.shape == (5, 2)
    assert len({tuple(d) for d in digests.tolist()}) == 4
    assert digests[0].tolist() == digests[2].tolist()


def test_the_first_row_that_holds_a_digest_is_found():
    table = DigestTable(digests_of(TEXTS))
    assert table.find(digests_of(["", "stone", "zebra"])).tolist() == [4, 0, NOT_FOUND]


def test_nothing_is_found_in_an_empty_table():
    assert DigestTable(digests_of([])).find(digests_of(["a"])).tolist() == [NOT_FOUND]
    assert DigestTable(digests_of(["a"])).find(digests_of([])).tolist() == []


def test_a_shared_first_half_is_not_enough():
    digests = digests_of(["a"]).copy()
    digests[0, 1] += 1
    assert DigestTable(digests).find(digests_of(["a"])).tolist() == [NOT_FOUND]


@given(st.lists(st.sampled_from("abcdef")), st.lists(st.sampled_from("abcdefgh")))
def test_finding_is_that_of_a_list(held, asked):
    expected = [held.index(t) if t in held else NOT_FOUND for t in asked]
    assert DigestTable(digests_of(held)).find(digests_of(asked)).tolist() == expected
    assert first_rows(digests_of(held)).tolist() == sorted({held.index(t) for t in held})
