from __future__ import annotations

import numpy as np
import pytest

from index.filtering.selection import Selection
from index.lexical import idf, terms
from index.local.opening import open_current
from index.milvus.lexical.blocks import block_number, decode_postings
from index.milvus.lexical.search import LexicalSearch, fetch_blocks, records_filter
from index.milvus.schema import records_collection

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def words(news):
    return LexicalSearch(news.server, news.record)


@pytest.fixture(scope="module")
def lexical(news):
    return open_current(news.twin).content.lexical


@pytest.mark.parametrize(
    "question", ["river", "Which zebra 7 crossed a river?", "apples, apples", "ships of steel"]
)
def test_words_say_what_they_say_in_a_folder(words, lexical, question):
    """Keys ascend as rows do in an index that was built at once."""
    found, expected = words.search(question), lexical.scores(question)
    rows = np.flatnonzero(expected)
    assert len(found.keys) == len(rows) > 0
    assert (found.keys - found.keys[0]).tolist() == (rows - rows[0]).tolist()
    assert found.scores == pytest.approx(expected[rows], abs=1e-5)


@pytest.mark.parametrize("question", ["", "of the", "moon"])
def test_nobody_holds_the_words(words, question):
    assert len(words.search(question).keys) == 0


def test_the_blocks_that_are_asked_for_are_fetched(news):
    (segment,) = news.record.segments
    records = records_collection("news", news.record.epoch)
    (term,) = terms("zebra")
    (block,) = fetch_blocks(
        news.server.query, records, {segment: {block_number(term, segment.blocks)}}
    )
    assert len(decode_postings(block, {term})[term]) == 8
    assert fetch_blocks(news.server.query, records, {segment: set()}) == []
    assert fetch_blocks(news.server.iterate, records, {segment: {12345}}) == []


def test_all_records_are_seen_that_were_counted(news):
    record = news.record
    count = news.server.count(records_collection("news", record.epoch), records_filter(record))
    assert count == record.records == len(news.rows()[1])


def test_common_terms_are_taken_to_be_as_common_among_those_that_are_left(news):
    search = LexicalSearch(news.server, news.record)
    left = Selection(np.array([0]), np.array([1]), 1, 4, 5.0, 0)
    search.__dict__["_common"] = {"river": search._size // 2}
    found = search.search("river", left)
    assert len(found.keys) == 0 and found.mean == 5.0
    assert found.term_idf["river"] == pytest.approx(float(idf(2, 4)), abs=0.2)
