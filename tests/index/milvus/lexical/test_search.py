from __future__ import annotations

import numpy as np
import pytest

from index.lexical import terms
from index.local import layout
from index.local.content import Content
from index.milvus.lexical.postings import block_of, read
from index.milvus.lexical.search import Words, fetch, records_seen
from index.milvus.schema import records_of

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def words(news):
    return Words(news.server, news.record)


@pytest.fixture(scope="module")
def lexical(news):
    return Content(news.twin / f"{layout.current(news.twin):06d}").lexical


@pytest.mark.parametrize(
    "question", ["river", "Which zebra 7 crossed a river?", "apples, apples", "ships of steel"]
)
def test_words_say_what_they_say_in_a_folder(words, lexical, question):
    """Keys ascend as rows do in an index that was built at once."""
    found, expected = words.ask(question), lexical.scores(question)
    rows = np.flatnonzero(expected)
    assert len(found.keys) == len(rows) > 0
    assert (found.keys - found.keys[0]).tolist() == (rows - rows[0]).tolist()
    assert found.scores == pytest.approx(expected[rows], abs=1e-5)


@pytest.mark.parametrize("question", ["", "of the", "moon"])
def test_nobody_holds_the_words(words, question):
    assert len(words.ask(question).keys) == 0


def test_the_blocks_that_are_asked_for_are_fetched(news):
    (segment,) = news.record.segments
    records = records_of("news", news.record.epoch)
    (term,) = terms("zebra")
    (block,) = fetch(news.server.query, records, {segment: {block_of(term, segment.blocks)}})
    assert len(read(block, {term})[term]) == 8
    assert fetch(news.server.query, records, {segment: set()}) == []
    assert fetch(news.server.iterate, records, {segment: {12345}}) == []


def test_all_records_are_seen_that_were_counted(news):
    record = news.record
    count = news.server.count(records_of("news", record.epoch), records_seen(record))
    assert count == record.records == len(news.rows()[1])
