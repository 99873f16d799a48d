"""Opening and going back are the same everywhere: tests/system/contract; the rest is here."""

from __future__ import annotations

import pytest

from index.local import layout
from index.milvus import generation
from index.milvus.generation import SERVER_SEARCH
from index.milvus.records import RecordReader
from tests.support.toys import ToyEmbedder

pytestmark = pytest.mark.slow


def test_a_generation_is_told_as_one_of_a_folder_is(news):
    manifest = generation.read_manifest(news.address)
    expected = layout.read_manifest(news.twin)
    assert dict(manifest.sources) == expected.sources
    assert list(manifest.sources) == sorted(manifest.sources)
    assert (manifest.search, dict(manifest.files)) == (SERVER_SEARCH, {})
    for field in ("generation", "seeds", "recipe", "dim", "articles", "passages", "sentences"):
        assert getattr(manifest, field) == getattr(expected, field)


def test_one_file_is_looked_up_without_the_others(news, monkeypatch):
    opened = generation.load(news.address, embedder=ToyEmbedder())
    monkeypatch.setattr(RecordReader, "all", None)
    assert opened.manifest.sources["bad.txt"].articles == 0
    assert opened.article["a.txt"].title == "Apples"
    for look in (opened.manifest.sources, opened.article):
        with pytest.raises(KeyError):
            look["none.txt"]


def test_nothing_is_held(news):
    opened = generation.load(news.address, embedder=ToyEmbedder())
    opened.release()
    assert opened.article["b.txt"].text == "A river runs by the wall.\n"
    assert (
        generation.current_generation(news.address),
        generation.previous_generation(news.address),
    ) == (1, None)
