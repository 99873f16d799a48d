from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.milvus.lexical.block_merging import drop_common, merge_blocks
from index.milvus.lexical.blocks import (
    decode_postings,
    encode_blocks,
    overlapping_blocks,
    select_blocks,
)
from index.milvus.lexical.postings import invert
from tests.index.milvus.lexical.test_postings import TEXTS, counts, plain, sentences


def merge(blocks, numbers, count, keep=None):
    return select_blocks(merge_blocks(blocks, numbers, count, keep), numbers, count)


cuts = st.lists(st.tuples(sentences, st.integers(0, 2), counts), max_size=8)


@pytest.mark.slow
@given(cuts, counts, st.sets(st.integers(0, 7)))
def test_merged_segments_are_as_collected_at_once(cuts, count, dropped):
    """Texts of any segments: (text, number of its segment), and of each segment the blocks."""
    held = {segment: count for _, segment, count in cuts}
    texts = {key: (text, segment) for key, (text, segment, _) in enumerate(cuts)}
    segments = [
        encode_blocks(
            invert((key, t) for key, (t, s) in texts.items() if s == segment).lists, count
        )
        for segment, count in held.items()
    ]
    kept = [(key, text) for key, (text, _) in texts.items() if key not in dropped]
    whole = encode_blocks(invert(kept).lists, count)
    dead = np.array(sorted(dropped), dtype=np.int64)

    def keep(keys):
        return ~np.isin(keys, dead)

    brought = [
        [some[n] for some in segments for n in overlapping_blocks(number, count, len(some))]
        for number in range(count)
    ]
    assert [merge(some, [n], count, keep)[0] for n, some in enumerate(brought)] == whole
    assert merge((b for some in segments for b in some), range(count), count, keep) == whole


@pytest.mark.parametrize("passes", [1, 2, 4, 16])
def test_a_merge_may_take_passes(passes):
    segments = [
        encode_blocks(invert([(2 * key + n, text) for key, text in enumerate(TEXTS)]).lists, 1 << n)
        for n in range(4)
    ]
    merged = {}
    for i in range(passes):
        brought = (some[n] for some in segments for n in overlapping_blocks(i, passes, len(some)))
        numbers = range(i, 16, passes)
        merged |= zip(numbers, merge(brought, numbers, 16), strict=True)
    alone = merge([block for some in segments for block in some], range(16), 16)
    assert [merged[n] for n in range(16)] == alone


def test_common_terms_are_left_out_and_counted():
    lists = invert(enumerate(TEXTS)).lists
    rest, out = drop_common(lists, 2)
    assert out == {"stone": 3}
    assert plain(decode_postings(encode_blocks(rest, 1)[0])) == {
        term: rows
        for term, rows in plain(decode_postings(encode_blocks(lists, 1)[0])).items()
        if term != "stone"
    }
    assert drop_common(rest, 2) == (rest, {})
    assert drop_common(lists, 9, {"river"})[1] == {"river": 2}
