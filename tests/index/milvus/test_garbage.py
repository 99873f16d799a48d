from __future__ import annotations

from dataclasses import replace

import pytest

from index.milvus.catalog import GENERATION_PREFIX
from index.milvus.garbage import GarbageCollector
from index.milvus.ingest.worker import FileBatch, IngestOptions, ingest
from index.milvus.lease import Lease
from index.milvus.schema import first_key
from index.workers.remote_encoding import PicklableEmbedder
from tests.support.toys import ToyEmbedder

pytestmark = pytest.mark.slow


@pytest.fixture
def collector(news):
    before = news.rows()
    yield GarbageCollector(news.server, news.catalog)
    assert news.rows() == before
    assert news.catalog.numbers() == [1]


def write(news, generation: int) -> None:
    lease = Lease(news.catalog)
    with lease.acquired():
        job = IngestOptions(
            seeds=news.folder,
            address=news.address,
            epoch=1,
            generation=generation,
            embedder=PicklableEmbedder(ToyEmbedder()),
            reusable=None,
            lease=lease.id,
        )
        ingest(job, FileBatch(0, ("b.txt",)))


def tombstones(news, collector, generation: int) -> list[int]:
    """Mark all that the first generation sees of one file."""
    keys = news.content.keys_of("c.txt")
    held = f"{{0}} >= {keys[0]} && {{0}} <= {keys[-1]}"
    collector.tombstone_records(news.record, f"kind < 4 && {held.format('key')}", generation)
    return collector.tombstone_passages(news.record, held.format("pk"), generation)


def test_tombstones_of_an_unpublished_generation_are_reset(news, collector):
    assert len(set(tombstones(news, collector, 2))) == 8
    later = replace(news.record, generation=2)
    assert len(list(news.content.all_passages())) == news.record.passages
    assert len(list(type(news.content)(news.server, later).all_passages())) == later.passages - 8
    collector.discard_unpublished(news.record)


def test_rows_of_an_unpublished_generation_are_deleted(news, collector):
    write(news, 2)
    collector.discard_unpublished(news.record)


def test_discarding_one_generation_leaves_another(news, collector):
    write(news, 2)
    tombstones(news, collector, 3)
    before = news.rows()
    write(news, 3)
    collector.discard_unpublished(news.record, only=3)
    collector.discard_unpublished(news.record, only=4)
    assert news.rows() != before
    write(news, 3)
    collector.discard_unpublished(news.record, only=2)
    assert len(news.rows()[0]) == len(before[0])
    collector.discard_unpublished(news.record)


def test_nothing_is_done_once_the_lease_is_lost(news, collector):
    tombstones(news, collector, 2)
    write(news, 2)
    news.catalog.write(f"{GENERATION_PREFIX}0", {"schema": 99})
    before, postings = news.rows(), {segment.key for segment in news.record.segments}

    def lost() -> None:
        raise ZeroDivisionError

    refused = GarbageCollector(news.server, news.catalog, lost)
    for act in (
        lambda: refused.discard_unpublished(news.record),
        lambda: refused.tombstone_passages(news.record, "pk > 0", 2),
        lambda: refused.tombstone_records(news.record, "key > 0", 2),
        lambda: refused.drop_postings(1, postings),
        lambda: refused.collect(1),
    ):
        with pytest.raises(ZeroDivisionError):
            act()
    assert (news.rows(), news.catalog.numbers()) == (before, [0, 1])
    collector.collect(1)
    collector.discard_unpublished(news.record)


def test_rows_written_and_deleted_after_a_generation_stay_away(news, collector):
    """A row that is deleted is seen for a moment: to mark it as living would bring it back."""
    for _ in range(3):
        write(news, 2)
        later = replace(news.record, generation=2)
        after = first_key(2)
        collector.tombstone_passages(later, f"pk >= {after}", 3)
        collector.tombstone_records(later, f"key >= {after}", 3)
        collector.discard_unpublished(news.record)
        assert not [row for row in news.rows()[0] if row[0] >= after]


def test_discarding_twice_is_discarding_once(news, collector):
    write(news, 2)
    tombstones(news, collector, 2)
    collector.discard_unpublished(news.record)
    collector.discard_unpublished(news.record)


def test_collecting_leaves_the_rows_that_kept_generations_see(news, collector):
    tombstones(news, collector, 2)
    collector.collect(keep=1)
    collector.discard_unpublished(news.record)


def test_collecting_removes_a_generation_that_cannot_be_read(news, collector):
    news.catalog.write(f"{GENERATION_PREFIX}0", {"schema": 99})
    collector.collect(keep=2)


def test_without_a_generation_nothing_is_taken_away(collector):
    collector.discard_unpublished(None)
