from __future__ import annotations

import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.milvus.lexical.blocks import (
    POSTINGS_PER_BLOCK,
    block_count,
    block_number,
    decode_postings,
    encode_blocks,
    overlapping_blocks,
)
from index.milvus.lexical.postings import invert
from tests.index.milvus.lexical.test_postings import TEXTS, counts, everything, listed, plain
from tests.support.paths import ROOT

LARGEST = 2**63 - 1

some_terms = st.text(min_size=1, max_size=5)
numbers = st.integers(1, 2**31 - 1)
rows = st.tuples(st.integers(0, LARGEST), numbers, numbers)
lists = st.lists(rows, min_size=1, max_size=6, unique_by=lambda row: row[0]).map(sorted)
tables = st.dictionaries(some_terms, lists, max_size=8)


@given(tables, counts)
def test_blocks_hold_what_was_put_in(postings, count):
    written = encode_blocks(listed(postings), count)
    assert len(written) == count
    assert everything(written) == postings
    for number, block in enumerate(written):
        assert all(block_number(term, count) == number for term in decode_postings(block))


@pytest.mark.slow
@given(tables, st.sets(some_terms))
def test_wanted_terms_alone_are_read(postings, others):
    (block,) = encode_blocks(listed(postings), 1)
    wanted = {*list(postings)[::2], *others}
    expected = {term: rows for term, rows in postings.items() if term in wanted}
    assert plain(decode_postings(block, wanted)) == expected


def test_what_is_read_has_the_types_that_were_written():
    (block,) = encode_blocks(invert(enumerate(TEXTS)).lists, 1)
    stone = decode_postings(block)["stone"]
    assert (stone.keys.dtype, stone.counts.dtype, stone.lengths.dtype) == ("i8", "i4", "i4")


@pytest.mark.parametrize(
    ("postings", "count"),
    [
        (0, 1),
        (1, 1),
        (POSTINGS_PER_BLOCK, 1),
        (POSTINGS_PER_BLOCK + 1, 2),
        (2 * POSTINGS_PER_BLOCK, 2),
        (2 * POSTINGS_PER_BLOCK + 1, 4),
    ],
)
def test_blocks_needed(postings, count):
    assert block_count(postings) == count


@given(some_terms, counts, counts)
def test_blocks_for_a_block_hold_all_its_terms(term, count, held):
    number = block_number(term, count)
    assert block_number(term, held) in overlapping_blocks(number, count, held)
    assert len(overlapping_blocks(number, count, held)) == max(held // count, 1)


@pytest.mark.slow
def test_another_process_writes_the_same_blocks():
    code = (
        "import sys; from index.milvus.lexical.blocks import encode_blocks;"
        "from index.milvus.lexical.postings import invert;"
        "print([b.hex() for b in encode_blocks(invert(enumerate(sys.argv[1:])).lists, 4)])"
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
    here = str([block.hex() for block in encode_blocks(invert(enumerate(TEXTS)).lists, 4)])
    assert children == [here, here]
