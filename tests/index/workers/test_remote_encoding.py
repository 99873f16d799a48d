from __future__ import annotations

import pickle

import numpy as np
import pytest

from benchmarks.invented import Invented
from index import open_embedder
from index.embedding.protocol import PassageVectors
from index.errors import ModelError, WorkersError
from index.sources.split import split_passages
from index.workers import remote_encoding as module
from index.workers.remote_encoding import PicklableEmbedder, encode_remotely
from tests.index.workers.test_pool import Threads
from tests.support.toys import SEEDS, ToyEmbedder, passages, read_seeds

TEXT = "Apple. River stone.\n\nA stone.\n\nWho?\n\nApple apple. Who? River.\n\nStone."


@pytest.fixture(autouse=True)
def a_new_process(monkeypatch):
    """As a worker is that has not worked yet."""
    monkeypatch.setattr(module, "_LOADED", {})


@pytest.fixture
def small(monkeypatch):
    monkeypatch.setattr(module, "BATCH_PASSAGES", 2)


class Other(ToyEmbedder):
    """Arrives as another model of that name."""

    def __reduce__(self):
        return ToyEmbedder, ("another",)


class Absent(ToyEmbedder):
    def __reduce__(self):
        return _missing, ()


def _missing():
    raise ModelError(found="embedder 'x' is not on this machine", expected="one", cure="fetch it")


def joined(cut, embedder, workers) -> PassageVectors:
    pieces = list(encode_remotely(cut, embedder, workers))
    return PassageVectors(
        np.concatenate([piece.passages for piece in pieces]),
        np.concatenate([piece.sentences for piece in pieces]),
    )


def test_vectors_come_in_order_piece_by_piece(small, embedder):
    workers, cut = Threads(), passages(TEXT)
    assert [len(piece.passages) for piece in encode_remotely(cut, embedder, workers)] == [2, 2, 1]
    assert workers.pieces == 3
    found, alone = joined(cut, embedder, Threads()), embedder.encode_passages(cut)
    assert np.array_equal(found.passages, alone.passages)
    assert np.array_equal(found.sentences, alone.sentences)


def test_no_passages_are_no_work(embedder):
    workers = Threads()
    assert list(encode_remotely([], embedder, workers)) == []
    assert workers.pieces == 0


def test_passages_travel_without_their_articles(small, embedder, monkeypatch):
    sent = []
    monkeypatch.setattr(Threads, "_work", lambda self, task: sent.append(len(task)) or _nothing())
    long = passages("Apple.\n\nRiver.\n\n" + "\n\n".join(f"Word {n}." for n in range(5000)))[:2]
    list(encode_remotely(long, embedder, Threads()))
    assert max(sent) < 1000


def _nothing():
    return ToyEmbedder().encode_passages(passages("Apple."))


def test_the_packaged_vectors_do_not_depend_on_who_encodes(small):
    embedder = open_embedder()
    (one,) = read_seeds(SEEDS).articles
    cut = list(split_passages(one, count_tokens=embedder.count_tokens, max_tokens=256))
    found, alone = joined(cut, embedder, Threads()), embedder.encode_passages(cut)
    assert np.array_equal(found.passages, alone.passages)
    assert np.array_equal(found.sentences, alone.sentences)


def test_a_worker_keeps_its_embedder(embedder):
    arrived = [pickle.loads(pickle.dumps(PicklableEmbedder(embedder))) for _ in range(2)]
    assert arrived[0].open() is arrived[1].open() is not embedder
    other = pickle.loads(pickle.dumps(PicklableEmbedder(ToyEmbedder("other")))).open()
    assert other.name == "other"
    assert list(module._LOADED) == ["other-digest"]  # and no two of them


def test_in_this_process_it_is_the_embedder_itself(embedder):
    assert PicklableEmbedder(embedder).open() is embedder


@pytest.mark.parametrize("opened", [open_embedder, Invented])
def test_an_embedder_travels_as_how_to_open_it(opened):
    embedder = opened()
    how = pickle.dumps(PicklableEmbedder(embedder))
    assert len(how) < 500
    assert pickle.loads(how).open().digest == embedder.digest


def test_another_model_on_the_worker_stops_the_build():
    arrived = pickle.loads(pickle.dumps(PicklableEmbedder(Other())))
    with pytest.raises(
        WorkersError,
        match=r"^the worker on \S+ has another embedder 'toy' \(another-dige\);"
        r" expected the one that is here \(toy-digest\); put the same model there$",
    ):
        arrived.open()
    with pytest.raises(WorkersError):  # at every task
        arrived.open()


def test_a_model_that_the_worker_has_not_is_asked_for_there():
    arrived = pickle.loads(pickle.dumps(PicklableEmbedder(Absent())))
    with pytest.raises(ModelError, match=r"not on this machine, asked by the worker on \S+; "):
        arrived.open()
