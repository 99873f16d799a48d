from __future__ import annotations

import pytest

from index.errors import IndexUnreachableError
from index.milvus import records
from index.milvus.records import RecordReader

pytestmark = pytest.mark.slow


def test_few_articles_are_kept_in_memory(news, monkeypatch):
    monkeypatch.setattr(records, "CACHED_ARTICLES", 2)
    reader = RecordReader(news.server, news.record)
    keys = [reader.article(name).key for name in ("a.txt", "b.txt", "c.txt", "story-1.txt")]
    found = reader.articles(keys)
    assert [found[key].article.id for key in keys] == ["a.txt", "b.txt", "c.txt", "story-1.txt"]
    assert len(reader._cache) == 2
    again = reader.articles(keys)
    assert {key: one.article for key, one in again.items()} == {
        key: one.article for key, one in found.items()
    }


def test_an_article_is_found_by_its_id_or_title(news):
    reader = RecordReader(news.server, news.record)
    assert reader.titled("Apples").key == reader.article("a.txt").key
    assert (reader.titled("b.txt"), reader.article("Apples")) == (None, None)


def test_an_article_that_is_gone_is_to_be_asked_for_again(news):
    reader = RecordReader(news.server, news.record)
    with pytest.raises(IndexUnreachableError, match=r"^rows of generation 1 .*; ask again$"):
        reader.articles([2**50])


def test_files_are_read_by_their_paths_ascending(news):
    reader = RecordReader(news.server, news.record)
    assert list(reader.files()) == sorted(reader.files())
    assert reader.source("bad.txt").articles == 0
    assert reader.source("none.txt") is None
