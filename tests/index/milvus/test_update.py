"""The rows after an update; all else is the same everywhere: tests/system/contract."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from index import Address, build, load
from index.milvus import lease, removal
from index.milvus.catalog import Catalog
from index.milvus.lexical.search import LexicalSearch
from index.milvus.server.client import Server, connect
from tests.support.toys import ToyEmbedder


@pytest.fixture(scope="module")
def lite(tmp_path_factory):
    root = tmp_path_factory.mktemp("update")
    (root / "seeds").mkdir()
    for n in range(12):
        (root / "seeds" / f"{n:02}.txt").write_text(f"Stone {n}.\n\nApple {n}.\n\nRiver {n}.")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lease, "WRITE_DELAY", 0.0)
        one = SimpleNamespace(seeds=root / "seeds", place=Address(str(root / "a.db"), "news"))
        build(one.seeds, one.place, embedder=ToyEmbedder())
        yield one


@pytest.mark.slow
def test_the_words_of_a_batch_stay_when_its_first_file_goes(lite):
    """The postings of a batch lie under the key of its first passage."""
    catalog = Catalog(connect(lite.place))
    before = catalog.record().segments
    (lite.seeds / "00.txt").unlink()
    build(lite.seeds, lite.place, embedder=ToyEmbedder())
    for text in ("Moon.", "Sun."):
        (lite.seeds / "new.txt").write_text(text)
        build(lite.seeds, lite.place, embedder=ToyEmbedder(), keep=1)
    assert catalog.record().segments[0] == before[0]
    assert len(LexicalSearch(connect(lite.place), catalog.record()).search("river").keys) >= 11
    articles = {a.id for a in load(lite.place, embedder=ToyEmbedder()).content.articles}
    assert articles == {f"{n:02}.txt" for n in range(1, 12)} | {"new.txt"}


@pytest.mark.slow
def test_many_files_go_in_few_calls(lite, monkeypatch):
    """Every call waits until the one before is seen."""
    calls, real = [], Server.iterate

    def noted(server, collection, condition, fields):
        calls.append(condition)
        return real(server, collection, condition, fields)

    monkeypatch.setattr(Server, "iterate", noted)
    counts = []
    for n in (3, 8):
        for i in range(1, n):
            (lite.seeds / f"{i:02}.txt").write_text(f"Zebra {n} {i}.")
        calls.clear()
        build(lite.seeds, lite.place, embedder=ToyEmbedder())
        counts.append(len(calls))
    assert counts[0] == counts[1]
    monkeypatch.setattr(removal, "FILES_PER_QUERY", 2)
    monkeypatch.setattr(removal, "TEXTS_PER_QUERY", 3)
    for i in range(1, 8):
        (lite.seeds / f"{i:02}.txt").unlink()
    report = build(lite.seeds, lite.place, embedder=ToyEmbedder())
    assert (report.removed, len(report.changes.removed)) == (7, 7)
