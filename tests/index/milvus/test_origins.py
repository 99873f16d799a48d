"""Filters in a server alone; those of every index are tried in tests/system/contract."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from index.errors import IndexUnreachableError
from index.milvus.origins import _terms, read_table
from index.milvus.records import RecordReader
from index.milvus.rows import IndexedFile

pytestmark = pytest.mark.slow


def test_a_table_has_every_article_in_the_order_of_the_keys(news):
    reader = RecordReader(news.server, news.record)
    table = read_table(reader)
    keys = [reader.article(name).key for name in table.ids]
    assert sorted(keys) == keys and len(keys) == news.record.articles
    assert "bad.txt" not in table.ids


def test_rows_that_do_not_answer_make_no_table(news):
    record = replace(news.record, articles=news.record.articles + 1)
    with pytest.raises(IndexUnreachableError, match=r"^rows of generation 1 .*; ask again$"):
        read_table(RecordReader(news.server, record))


def test_articles_of_one_file_are_taken_for_equally_long():
    def file(first: int, passages: int, tokens: int) -> IndexedFile:
        return IndexedFile("x", None, first, passages, passages, tokens)

    files = [file(13, 2, 30), file(10, 3, 60), file(10, 0, 0)]
    first, passages = np.array([10, 12, 13]), np.array([2, 1, 2])
    assert _terms(first, passages, files).tolist() == [40.0, 20.0, 30.0]
