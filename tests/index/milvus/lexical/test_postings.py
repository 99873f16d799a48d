from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.lexical import terms
from index.milvus.lexical.blocks import decode_postings, encode_blocks
from index.milvus.lexical.postings import InvertedLists, Postings, combine_segments, invert

TEXTS = ["river stone", "apple wall apple", "of the", "stone zebra river", "é שלום stones", ""]
counts = st.integers(0, 5).map(lambda n: 1 << n)
words = st.sampled_from(("apple", "river", "stones", "stone", "zebra", "the", "7", "é", "20."))
sentences = st.lists(words, max_size=8).map(" ".join)


def plain(postings: dict[str, Postings]) -> dict[str, list[tuple[int, int, int]]]:
    """Postings as values that can be compared."""
    return {
        term: list(
            zip(p.keys.tolist(), p.counts.tolist(), p.lengths.tolist(), strict=True),
        )
        for term, p in postings.items()
    }


def listed(postings: dict[str, list[tuple[int, int, int]]]) -> InvertedLists:
    ordered = sorted(postings)
    rows = [row for term in ordered for row in postings[term]]
    table = np.array(rows, dtype=np.int64).reshape(-1, 3)
    offsets = np.cumsum([0, *(len(postings[term]) for term in ordered)])
    columns = Postings(table[:, 0], table[:, 1].astype(np.int32), table[:, 2].astype(np.int32))
    return InvertedLists(ordered, offsets, columns)


def everything(blocks: list[bytes]) -> dict[str, list[tuple[int, int, int]]]:
    """The postings of all blocks of a segment."""
    found = [plain(decode_postings(block)) for block in blocks]
    assert sum(map(len, found)) == len({term for some in found for term in some})
    return {term: rows for some in found for term, rows in some.items()}


def test_postings_say_where_how_often_and_out_of_how_many():
    segment = invert([(3, "Stones, a stone and a river"), (9, "of the"), (2**50, "rivers")])
    assert (segment.size, segment.tokens) == (3, 3 + 1 + 1)
    assert len(segment.lists) == 3
    assert everything(encode_blocks(segment.lists, 1)) == {
        "river": [(3, 1, 3), (2**50, 1, 1)],
        "stone": [(3, 2, 3)],
    }


@pytest.mark.parametrize("texts", [[], ["of the"]])
def test_passages_without_terms_have_no_postings(texts):
    segment = invert(enumerate(texts))
    assert (segment.size, segment.tokens, len(segment.lists)) == (len(texts), len(texts), 0)
    assert [decode_postings(block) for block in encode_blocks(segment.lists, 2)] == [{}, {}]


@given(st.lists(sentences, max_size=6))
def test_terms_are_those_of_the_lexical_index(texts):
    segment = invert(enumerate(texts))
    expected = {
        term: [
            (row, terms(text).count(term), len(terms(text)))
            for row, text in enumerate(texts)
            if term in terms(text)
        ]
        for term in {term for text in texts for term in terms(text)}
    }
    assert everything(encode_blocks(segment.lists, 4)) == expected


def segmented(texts: list[str], cut: int) -> tuple[dict[str, Postings], int, int]:
    """The postings of texts in two segments, and the sums of their sizes."""
    numbered = list(enumerate(texts))
    segments = [invert(numbered[cut:]), invert(numbered[:cut])]
    found = [
        decode_postings(block) for segment in segments for block in encode_blocks(segment.lists, 2)
    ]
    return combine_segments(found), sum(s.size for s in segments), sum(s.tokens for s in segments)


def test_segments_come_together_in_the_order_of_their_keys():
    found, _, _ = segmented(TEXTS, 1)  # the second segment first
    assert plain(found)["stone"] == [(0, 1, 2), (3, 1, 3), (4, 1, 2)]
