from __future__ import annotations

import numpy as np
import pytest

from index.local.content import Content
from index.local.text.writer import TextWriter
from index.local.vectors import update as vectors
from index.local.vectors.update import write_vectors
from index.sources.split import split_passages
from index.workers import remote_encoding as farmed
from index.workers.pool import SERIAL
from tests.index.workers.test_pool import Threads
from tests.support.toys import ToyEmbedder, article


@pytest.fixture
def written(tmp_path, embedder):
    """Write the text of one article and its vectors into a folder of that name."""

    def written(name, text, *, carried=None, estimate=None, progress=lambda *_: None,
                workers=SERIAL):  # fmt: skip
        folder = tmp_path / name
        folder.mkdir()
        writer = TextWriter(folder)
        one = article(text)
        writer.append(one, list(split_passages(
            one, count_tokens=embedder.count_tokens, max_tokens=256)))  # fmt: skip
        writer.finish()
        write_vectors(folder, carried=carried, embedder=embedder, workers=workers,
                      progress=progress,
                      estimate=estimate)  # fmt: skip
        return Content(folder)

    return written


def own_vectors(content: Content) -> bool:
    """Whether each row holds the vector that its text has."""
    expected = ToyEmbedder().encode_passages(content.passages)
    return np.array_equal(content.passage_vectors.vectors(), expected.passages) and np.array_equal(
        content.sentence_vectors, expected.sentences.astype(np.float16)
    )


def test_a_passage_is_embedded_once_however_often_it_occurs(written, embedder):
    content = written("one", "Stone. Apple.\n\nStone.\n\nStone. Apple.")
    assert embedder.embedded == ["Stone. Apple.", "Stone."]
    assert own_vectors(content)


def test_known_passages_are_carried_with_their_sentences(written, embedder):
    old = written("old", "Stone. Apple.\n\nRiver. Apple stone. Who?\n\nGone.")
    embedder.embedded.clear()
    content = written(
        "new", "Apple. New.\n\nRiver. Apple stone. Who?\n\nStone. Apple.", carried=old
    )
    assert embedder.embedded == ["Apple. New."]
    assert own_vectors(content)


def test_passages_are_embedded_in_pieces_and_counted_through(written, embedder, monkeypatch):
    monkeypatch.setattr(vectors, "PASSAGES_AT_ONCE", 2)
    monkeypatch.setattr(vectors, "CHUNK", 2)
    seen = []
    content = written(
        "one", "A. B.\n\nB.\n\nC. D. E.\n\nD.\n\nE.", progress=lambda *at: seen.append(at)
    )
    assert seen == [(2, 5), (4, 5), (5, 5)]
    assert own_vectors(content)


def test_the_time_of_all_is_told_after_the_first(written, monkeypatch):
    monkeypatch.setattr(vectors, "PROBED", 1)
    clock = iter([10.0, 12.0])
    monkeypatch.setattr(vectors.time, "perf_counter", lambda: next(clock))
    told = []
    written("one", "Four.\n\nEleven char", estimate=told.append)
    assert told == [pytest.approx(2.0 * 11 / 5)]


def test_the_time_of_all_is_shared_by_as_many_as_work(written, embedder, monkeypatch):
    monkeypatch.setattr(farmed, "BATCH_PASSAGES", 1)
    clock = iter([10.0, 12.0])
    monkeypatch.setattr(vectors.time, "perf_counter", lambda: next(clock))
    told, seen = [], []
    content = written("one", "Four.\n\nEleven char", estimate=told.append, workers=Threads(),
                      progress=lambda *at: seen.append(at))  # fmt: skip
    assert told == [pytest.approx(2.0 * 11 / 5 / Threads.parallelism)]
    assert seen == [(1, 2), (2, 2)]
    assert own_vectors(content)


def test_nothing_is_left_over(written, tmp_path):
    written("one", "Stone.")
    assert not list((tmp_path / "one").glob("new-*"))
