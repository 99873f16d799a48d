from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from index.errors import SeedsError
from index.location import Address
from index.milvus.catalog import Segment
from index.milvus.ingest import dispatch
from index.milvus.ingest.worker import FileBatch, IngestOptions, IngestResult
from index.sources.read import FileArticles
from index.sources.scan import Scan, scan_folder
from index.workers.pool import SERIAL
from index.workers.remote_encoding import PicklableEmbedder
from tests.support.toys import ToyEmbedder


@pytest.fixture
def folder(seeds, monkeypatch) -> Path:
    """Two files, a batch each, which workers read without writing anything."""

    def read(options: IngestOptions, batch: FileBatch) -> IngestResult:
        texts = tuple(
            FileArticles(path, _digest(options.seeds / path), (), (), "moon")
            for path in batch.paths
        )
        return IngestResult(texts, (), Segment(batch.number, 0, 0, 0, 1), 0)

    monkeypatch.setattr(dispatch, "ingest", read)
    monkeypatch.setattr("index.sources.read.MAX_BATCH_FILES", 1)
    return seeds({"a.txt": "Apple.", "b.txt": "River."})


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def ingested(folder: Path, found: Scan, progress) -> list[IngestResult]:
    options = IngestOptions(
        seeds=folder,
        address=Address("http://127.0.0.1:1", "news"),
        epoch=1,
        generation=1,
        embedder=PicklableEmbedder(ToyEmbedder()),
        reusable=None,
        lease="",
    )
    paths = list(found.digests)
    return list(dispatch.ingest_files(paths, found, options, workers=SERIAL, progress=progress))


def test_files_are_read_in_numbered_batches_and_counted(folder):
    seen = []
    results = ingested(folder, scan_folder(folder), lambda *at: seen.append(at))
    assert [result.segment.key for result in results] == [0, 1]
    assert [text.path for result in results for text in result.texts] == ["a.txt", "b.txt"]
    assert seen == [(0, 2), (1, 2), (2, 2)]


def test_a_worker_that_sees_another_file_stops_the_build(folder, monkeypatch):
    found = scan_folder(folder)
    monkeypatch.setattr(f"{__name__}._digest", lambda path: "0" * 64)
    with pytest.raises(SeedsError, match=r"'a\.txt' is another file on moon"):
        ingested(folder, found, lambda *_: None)
