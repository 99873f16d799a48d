from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.lexical import terms
from index.milvus.lexical.postings import (
    BLOCK,
    Lists,
    Postings,
    block_of,
    blocks,
    blocks_for,
    blocks_needed,
    collect,
    combined,
    merged,
    read,
    spread,
    without_common,
)
from tests.support.paths import ROOT

TEXTS = ["river stone", "apple wall apple", "of the", "stone zebra river", "é שלום stones", ""]
LARGEST = 2**63 - 1

counts = st.integers(0, 5).map(lambda n: 1 << n)
some_terms = st.text(min_size=1, max_size=5)
keys = st.lists(st.integers(0, LARGEST), min_size=1, max_size=6, unique=True).map(sorted)
words = st.sampled_from(("apple", "river", "stones", "stone", "zebra", "the", "7", "é", "20."))
sentences = st.lists(words, max_size=8).map(" ".join)


def merge(blocks, numbers, count, keep=None):
    return spread(merged(blocks, numbers, count, keep), numbers, count)


def plain(postings: dict[str, Postings]) -> dict[str, list[tuple[int, int, int]]]:
    """Postings as values that can be compared."""
    return {
        term: list(
            zip(p.keys.tolist(), p.counts.tolist(), p.lengths.tolist(), strict=True),
        )
        for term, p in postings.items()
    }


def listed(postings: dict[str, list[tuple[int, int, int]]]) -> Lists:
    ordered = sorted(postings)
    rows = [row for term in ordered for row in postings[term]]
    table = np.array(rows, dtype=np.int64).reshape(-1, 3)
    borders = np.cumsum([0, *(len(postings[term]) for term in ordered)])
    columns = Postings(table[:, 0], table[:, 1].astype(np.int32), table[:, 2].astype(np.int32))
    return Lists(ordered, borders, columns)


def everything(blocks: list[bytes]) -> dict[str, list[tuple[int, int, int]]]:
    """What all blocks of a segment hold."""
    found = [plain(read(block)) for block in blocks]
    assert sum(map(len, found)) == len({term for some in found for term in some})
    return {term: rows for some in found for term, rows in some.items()}


def test_postings_say_where_how_often_and_out_of_how_many():
    segment = collect([(3, "Stones, a stone and a river"), (9, "of the"), (2**50, "rivers")])
    assert (segment.size, segment.tokens) == (3, 3 + 1 + 1)
    assert len(segment.lists) == 3
    assert everything(blocks(segment.lists, 1)) == {
        "river": [(3, 1, 3), (2**50, 1, 1)],
        "stone": [(3, 2, 3)],
    }


@pytest.mark.parametrize("texts", [[], ["of the"]])
def test_passages_without_terms_have_no_postings(texts):
    segment = collect(enumerate(texts))
    assert (segment.size, segment.tokens, len(segment.lists)) == (len(texts), len(texts), 0)
    assert [read(block) for block in blocks(segment.lists, 2)] == [{}, {}]


@given(st.lists(sentences, max_size=6))
def test_terms_are_those_of_the_lexical_index(texts):
    segment = collect(enumerate(texts))
    expected = {
        term: [
            (row, terms(text).count(term), len(terms(text)))
            for row, text in enumerate(texts)
            if term in terms(text)
        ]
        for term in {term for text in texts for term in terms(text)}
    }
    assert everything(blocks(segment.lists, 4)) == expected


rows = st.tuples(st.integers(1, 2**31 - 1), st.integers(1, 2**31 - 1))
tables = st.dictionaries(
    some_terms,
    keys.flatmap(lambda some: st.tuples(*(rows.map(lambda r, k=k: (k, *r)) for k in some))),
    max_size=8,
).map(lambda table: {term: list(some) for term, some in table.items()})


@given(tables, counts)
def test_blocks_hold_what_was_put_in(postings, count):
    written = blocks(listed(postings), count)
    assert len(written) == count
    assert everything(written) == postings
    for number, block in enumerate(written):
        assert all(block_of(term, count) == number for term in read(block))


@pytest.mark.slow
@given(tables, st.sets(some_terms))
def test_wanted_terms_alone_are_read(postings, others):
    (block,) = blocks(listed(postings), 1)
    wanted = {*list(postings)[::2], *others}
    expected = {term: rows for term, rows in postings.items() if term in wanted}
    assert plain(read(block, wanted)) == expected


def test_what_is_read_has_the_types_that_were_written():
    (block,) = blocks(collect(enumerate(TEXTS)).lists, 1)
    stone = read(block)["stone"]
    assert (stone.keys.dtype, stone.counts.dtype, stone.lengths.dtype) == ("i8", "i4", "i4")


@pytest.mark.parametrize(
    ("postings", "count"),
    [(0, 1), (1, 1), (BLOCK, 1), (BLOCK + 1, 2), (2 * BLOCK, 2), (2 * BLOCK + 1, 4)],
)
def test_blocks_needed(postings, count):
    assert blocks_needed(postings) == count


@given(some_terms, counts, counts)
def test_blocks_for_a_block_hold_all_its_terms(term, count, held):
    number = block_of(term, count)
    assert block_of(term, held) in blocks_for(number, count, held)
    assert len(blocks_for(number, count, held)) == max(held // count, 1)


cuts = st.lists(st.tuples(sentences, st.integers(0, 2), counts), max_size=8)


@pytest.mark.slow
@given(cuts, counts, st.sets(st.integers(0, 7)))
def test_merged_segments_are_as_collected_at_once(cuts, count, dropped):
    """Texts of any segments: (text, number of its segment), and of each segment the blocks."""
    held = {segment: count for _, segment, count in cuts}
    texts = {key: (text, segment) for key, (text, segment, _) in enumerate(cuts)}
    segments = [
        blocks(collect((key, t) for key, (t, s) in texts.items() if s == segment).lists, count)
        for segment, count in held.items()
    ]
    kept = [(key, text) for key, (text, _) in texts.items() if key not in dropped]
    whole = blocks(collect(kept).lists, count)
    dead = np.array(sorted(dropped), dtype=np.int64)

    def keep(keys):
        return ~np.isin(keys, dead)

    brought = [
        [some[n] for some in segments for n in blocks_for(number, count, len(some))]
        for number in range(count)
    ]
    assert [merge(some, [n], count, keep)[0] for n, some in enumerate(brought)] == whole
    assert merge((b for some in segments for b in some), range(count), count, keep) == whole


@pytest.mark.parametrize("passes", [1, 2, 4, 16])
def test_a_merge_may_take_passes(passes):
    segments = [
        blocks(collect([(2 * key + n, text) for key, text in enumerate(TEXTS)]).lists, 1 << n)
        for n in range(4)
    ]
    merged = {}
    for i in range(passes):
        brought = (some[n] for some in segments for n in blocks_for(i, passes, len(some)))
        numbers = range(i, 16, passes)
        merged |= zip(numbers, merge(brought, numbers, 16), strict=True)
    alone = merge([block for some in segments for block in some], range(16), 16)
    assert [merged[n] for n in range(16)] == alone


def segmented(texts: list[str], cut: int) -> tuple[dict[str, Postings], int, int]:
    """The postings of texts in two segments, and the sums of their sizes."""
    numbered = list(enumerate(texts))
    segments = [collect(numbered[cut:]), collect(numbered[:cut])]
    found = [read(block) for segment in segments for block in blocks(segment.lists, 2)]
    return combined(found), sum(s.size for s in segments), sum(s.tokens for s in segments)


def test_segments_come_together_in_the_order_of_their_keys():
    found, _, _ = segmented(TEXTS, 1)  # the second segment first
    assert plain(found)["stone"] == [(0, 1, 2), (3, 1, 3), (4, 1, 2)]


def test_common_terms_are_left_out_and_counted():
    lists = collect(enumerate(TEXTS)).lists
    rest, out = without_common(lists, 2)
    assert out == {"stone": 3}
    assert plain(read(blocks(rest, 1)[0])) == {
        term: rows for term, rows in plain(read(blocks(lists, 1)[0])).items() if term != "stone"
    }
    assert without_common(rest, 2) == (rest, {})
    assert without_common(lists, 9, {"river"})[1] == {"river": 2}


@pytest.mark.slow
def test_another_process_writes_the_same_blocks():
    code = (
        "import sys; from index.milvus.lexical.postings import blocks, collect;"
        "print([b.hex() for b in blocks(collect(enumerate(sys.argv[1:])).lists, 4)])"
    )
    children = [
        subprocess.run(
            [sys.executable, "-c", code, *TEXTS],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        ).stdout.strip()
        for seed in ("1", "2")
    ]
    here = str([block.hex() for block in blocks(collect(enumerate(TEXTS)).lists, 4)])
    assert children == [here, here]
