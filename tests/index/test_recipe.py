"""The parts of an index that are kept when its recipe has changed, and the message about it."""

from __future__ import annotations

import sys

from index import build, load, recipe_of
from index.lexical import TERMS
from index.recipe import FORMATS
from index.sources.formats.decode import set_fallback_encoding
from index.sources.split import SPLITTER
from tests.index.local.built import (
    A,
    B,
    sha256,
)
from tests.support.toys import ToyEmbedder


def test_rebuild_embeds_everything_again(built, embedder):
    report = built.build(rebuild=True)
    assert len(embedder.embedded) == 3
    assert (report.generation, report.embedded, report.reused) == (2, 3, 0)
    assert built.notices == []  # it was asked for


def test_another_embedder_embeds_everything_again_and_says_so(built, index):
    other = ToyEmbedder("other")
    report = built.build(embedder=other)
    assert len(other.embedded) == 3
    assert (report.generation, report.embedded, report.reused) == (2, 3, 0)
    assert load(index, embedder=other).manifest.recipe == recipe_of(other)
    ((reason, seconds),) = built.notices
    assert reason == (
        "the index was built with embedder 'toy' (toy-digest), and now it is embedder 'other'"
        " (other-digest)"
    )
    assert seconds == 0  # all of it was in the first batch, from which the time is estimated


def test_same_embedder_under_another_name_costs_no_embedding(built, index, embedder):
    renamed = ToyEmbedder("renamed")
    renamed.digest = embedder.digest
    assert load(index, embedder=renamed).manifest.generation == 1
    assert built.build(embedder=renamed).generation == 2
    assert renamed.embedded == built.notices == []


def test_new_splitter_splits_again_and_keeps_the_vectors(built, index, embedder, monkeypatch):
    monkeypatch.setattr(sys.modules["index.recipe"], "SPLITTER", "another/1")
    assert built.build().generation == 2
    assert embedder.embedded == []
    assert load(index, embedder=embedder).manifest.recipe.splitter == "another/1"
    ((reason, seconds),) = built.notices
    assert (
        reason.startswith(f"the articles were read and cut by {FORMATS}, {SPLITTER}, {TERMS} and ")
        and seconds is None
    )


def test_index_of_another_schema_is_rebuilt(built, index):
    path = index / "000001" / "manifest.json"
    path.write_text('{"schema": 99}')
    (index / "current").write_text(f"1 {sha256(path.read_bytes())}\n")
    report = built.build()
    assert (report.generation, report.embedded, report.reused) == (2, 3, 0)
    assert built.texts() == {"a.txt": A, "b.txt": B}
    ((reason, seconds),) = built.notices
    assert reason.endswith("manifest.json has schema 99") and seconds == 0


def test_files_are_read_again_when_another_encoding_is_said(seeds, index, embedder):
    folder = seeds({"a.txt": "Apple.", "b.txt": "Café.".encode("cp1252")})
    first = build(folder, index, embedder=embedder)
    assert [e.seed for e in first.rejected] == ["b.txt"]
    set_fallback_encoding("cp1252")
    try:
        second = build(folder, index, embedder=embedder)
        assert (second.rejected, second.articles, second.embedded) == ((), 2, 1)
        assert build(folder, index, embedder=embedder).generation == second.generation
    finally:
        set_fallback_encoding(None)
