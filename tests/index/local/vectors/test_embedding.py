from __future__ import annotations

import pytest

from index.local.vectors import embedding
from index.local.vectors import update as vectors
from index.workers import remote_encoding
from tests.index.local.built import has_own_vectors as own_vectors
from tests.index.workers.test_pool import Threads


def test_passages_are_embedded_in_pieces_and_counted_through(written, embedder, monkeypatch):
    monkeypatch.setattr(embedding, "PASSAGES_AT_ONCE", 2)
    monkeypatch.setattr(vectors, "VECTORS_PER_CHUNK", 2)
    seen = []
    content = written(
        "one", "A. B.\n\nB.\n\nC. D. E.\n\nD.\n\nE.", progress=lambda *at: seen.append(at)
    )
    assert seen == [(2, 5), (4, 5), (5, 5)]
    assert own_vectors(content)


def test_the_time_of_all_is_told_after_the_first(written, monkeypatch):
    monkeypatch.setattr(embedding, "TIMED_PASSAGES", 1)
    clock = iter([10.0, 12.0])
    monkeypatch.setattr(embedding.time, "perf_counter", lambda: next(clock))
    told = []
    written("one", "Four.\n\nEleven char", estimate=told.append)
    assert told == [pytest.approx(2.0 * 11 / 5)]


def test_the_time_of_all_is_shared_by_as_many_as_work(written, embedder, monkeypatch):
    monkeypatch.setattr(remote_encoding, "BATCH_PASSAGES", 1)
    clock = iter([10.0, 12.0])
    monkeypatch.setattr(embedding.time, "perf_counter", lambda: next(clock))
    told, seen = [], []
    content = written("one", "Four.\n\nEleven char", estimate=told.append, workers=Threads(),
                      progress=lambda *at: seen.append(at))  # fmt: skip
    assert told == [pytest.approx(2.0 * 11 / 5 / Threads.parallelism)]
    assert seen == [(1, 2), (2, 2)]
    assert own_vectors(content)
