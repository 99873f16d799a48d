from __future__ import annotations

import pickle
from dataclasses import replace

import pytest

from index.errors import IndexLockedError
from index.milvus.garbage import GarbageCollector
from index.milvus.ingest.vectors import ReusableVectors
from index.milvus.ingest.worker import FileBatch, IngestOptions, ingest
from index.milvus.lease import WRITER, Lease
from index.milvus.schema import first_key, passages_collection, records_collection
from index.workers.remote_encoding import PicklableEmbedder
from tests.support.toys import ToyEmbedder

pytestmark = pytest.mark.slow

NEXT = 2  # the generation that a build would make
TEXTS = {
    "a.txt": "Moon.\n\nMoon.\n\nRiver.",
    "bad.txt": b"\xff",
    "c.txt": "Stone here.\n\nThe sun. It rose.",
}


@pytest.fixture
def job(news, seeds, embedder):
    """Files of another folder into rows of a generation that is never published."""
    lease = Lease(news.catalog)
    with lease.acquired():
        yield IngestOptions(
            seeds=seeds(TEXTS),
            address=news.address,
            epoch=news.record.epoch,
            generation=NEXT,
            embedder=PicklableEmbedder(embedder),
            reusable=ReusableVectors(
                news.record.epoch, news.record.generation, news.record.columns
            ),
            lease=lease.id,
        )
    news.catalog.remove([WRITER])
    GarbageCollector(news.server, news.catalog).discard_unpublished(news.record)


def written(news) -> tuple[list, list]:
    """The rows of the next generation; strongly read, so that none is missed."""
    after, epoch = first_key(NEXT), news.record.epoch
    passages = news.server.query(
        passages_collection("news", epoch), f"pk >= {after}", ["pk"], strong=True
    )
    records = news.server.query(
        records_collection("news", epoch), f"key >= {after}", ["pk"], strong=True
    )
    return sorted(row["pk"] for row in passages), sorted(row["pk"] for row in records)


def test_a_batch_says_what_it_wrote(news, job, embedder):
    done = ingest(job, FileBatch(3, tuple(TEXTS)))
    first = first_key(NEXT, 3)
    assert [(f.path, f.first - first, f.passages, f.sentences) for f in done.files] == [
        ("a.txt", 0, 3, 3),
        ("bad.txt", 3, 0, 0),
        ("c.txt", 3, 2, 3),
    ]
    assert [file.source.articles for file in done.files] == [1, 0, 1]
    assert done.files[1].source.rejected[0].found.startswith("seed 'bad.txt' is not valid UTF-8")
    assert (done.segment.key, done.segment.since, done.segment.size) == (first, first, 5)
    assert done.segment.tokens == sum(file.tokens for file in done.files) == 7
    assert all(text.articles == () for text in done.texts)
    assert written(news)[0] == [first + n for n in range(5)]


def test_texts_whose_vectors_are_known_are_not_embedded_and_others_once(job, embedder):
    done = ingest(job, FileBatch(0, tuple(TEXTS)))
    assert embedder.embedded == ["Moon.", "River.", "The sun. It rose."]
    assert done.embedded == 4  # passages; one of them says what another does


def test_with_nothing_known_all_is_embedded(job, embedder):
    done = ingest(replace(job, reusable=None), FileBatch(0, ("c.txt",)))
    assert (done.embedded, embedder.embedded) == (2, ["Stone here.", "The sun. It rose."])


def test_a_batch_that_is_done_twice_leaves_the_same_rows(news, job):
    batch = FileBatch(1, tuple(TEXTS))
    first, rows = ingest(job, batch), written(news)
    assert ingest(job, batch) == first
    assert written(news) == rows
    assert all(len(set(some)) == len(some) for some in rows)


def test_what_a_worker_is_given_and_gives_back_is_small(job):
    batch = FileBatch(1, tuple(TEXTS))
    assert (
        len(pickle.dumps((replace(job, embedder=PicklableEmbedder(ToyEmbedder())), batch))) < 2000
    )
    assert len(pickle.dumps(ingest(job, batch))) < 3000


def test_a_batch_of_which_nothing_is_left_writes_what_was_left_out(news, job):
    done = ingest(job, FileBatch(0, ("bad.txt",)))
    assert (done.segment.size, done.files[0].passages, done.embedded) == (0, 0, 0)
    assert written(news)[0] == []


def test_a_worker_that_outlives_its_build_writes_nothing(news, job):
    news.catalog.write(WRITER, {"who": "process 2 on moon", "id": "other", "at": 0.0})
    with pytest.raises(IndexLockedError):
        ingest(job, FileBatch(4, tuple(TEXTS)))
    assert written(news) == ([], [])
