"""The rows of a server that no kept generation sees, and deleting them.

Owns setting tombstones, discarding what a build wrote and never published, and garbage collection.
Knows nothing of how a build goes, but asks before every step whether the lease is still held.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial

from index.errors import IndexDamagedError, IndexMismatchError
from index.milvus.catalog import Catalog, GenerationRecord
from index.milvus.schema import (
    DELETED_IN,
    NOT_DELETED,
    RECORDS,
    Kind,
    Row,
    epochs_of,
    first_key,
    is_in,
    passage_fields,
    passages_collection,
    records_collection,
    visible_filter,
)
from index.milvus.server.client import Server

ROWS_PER_CHECK = 500  # tombstones set between two checks of the lease

_Rows = tuple[str, str]  # a collection, and a condition that holds for some of its rows
_RECORD_FIELDS = [name for name, _, _ in RECORDS]


class GarbageCollector:
    """Deletes rows of one index, and marks those that a generation no longer sees.

    ``check`` raises IndexLockedError when the lease was lost.
    """

    def __init__(
        self, server: Server, catalog: Catalog, check: Callable[[], None] = lambda: None
    ) -> None:
        self._server, self._catalog, self._check = server, catalog, check
        self._collection = server.address.collection

    def discard_unpublished(
        self, record: GenerationRecord | None, *, only: int | None = None
    ) -> None:
        """Delete all rows written after a generation, or by the generation ``only``, and reset the
        tombstones set since. Without a generation nothing is known to be garbage before the next
        one is published.
        """
        if record is None:
            return
        first, last = (record.generation + 1, NOT_DELETED - 1) if only is None else (only, only)
        for epoch in epochs_of(self._collection, self._server.collections()):
            if first <= epoch <= last:
                self._drop(epoch)
        keys = f"{{0}} >= {first_key(first)}"
        if only is not None:
            keys += f" && {{0}} < {first_key(only + 1)}"
        self._delete(
            (self._passages(record), keys.format("pk")), (self._records(record), keys.format("key"))
        )
        # Visible rows alone: a row that was just deleted is seen for a moment, and writing it
        # again would bring it back.
        since = f"{DELETED_IN} >= {first} && {DELETED_IN} <= {last}"
        seen = partial(visible_filter, record.generation)
        fields = self._passage_fields(record)
        self._set_deleted(self._passages(record), f"{seen('pk')} && {since}", fields, NOT_DELETED)
        self._set_deleted(
            self._records(record), f"{seen()} && {since}", _RECORD_FIELDS, NOT_DELETED
        )

    def tombstone_passages(
        self, record: GenerationRecord, condition: str, generation: int
    ) -> list[int]:
        """Mark the passages that ``record`` sees, and a condition holds for, as deleted in a
        generation; return the first half of each one's digest.
        """
        condition = f"({condition}) && {visible_filter(record.generation, 'pk')}"
        fields = self._passage_fields(record)
        return self._set_deleted(self._passages(record), condition, fields, generation)

    def tombstone_records(self, record: GenerationRecord, condition: str, generation: int) -> None:
        """Mark records as deleted in a generation, as ``tombstone_passages`` does."""
        condition = f"({condition}) && {visible_filter(record.generation)}"
        self._set_deleted(self._records(record), condition, _RECORD_FIELDS, generation)

    def collect(self, keep: int) -> None:
        """Delete all rows that none of the ``keep`` newest generations of the lineage sees."""
        lineage = self._catalog.lineage(keep)
        numbers = [record.generation for record in lineage]
        gone = [n for n in self._catalog.numbers() if n not in numbers]
        dropped = [record for n in gone if n < max(numbers) for record in self._readable(n)]
        self._delete(*self._garbage(lineage, dropped))
        present = epochs_of(self._collection, self._server.collections())
        for epoch in present - {record.epoch for record in lineage}:
            self._drop(epoch)
        if gone:
            self._check()
            self._catalog.remove_generations(gone)

    def _garbage(
        self, lineage: Sequence[GenerationRecord], dropped: Sequence[GenerationRecord]
    ) -> Iterator[_Rows]:
        """The rows that only dropped generations see, in the collections that the lineage uses."""
        for epoch in {record.epoch for record in lineage}:
            deleted = f"{DELETED_IN} <= {min(r.generation for r in lineage if r.epoch == epoch)}"
            yield passages_collection(self._collection, epoch), deleted
            used = {s.key for r in lineage for s in r.segments}
            unused = {s.key for r in dropped if r.epoch == epoch for s in r.segments} - used
            postings = f" || ({_postings(unused)})" if unused else ""
            yield records_collection(self._collection, epoch), f"{deleted}{postings}"

    def drop_postings(self, epoch: int, segments: Collection[int]) -> None:
        """Delete the postings of segments, by the segments' keys."""
        if segments:
            self._delete((records_collection(self._collection, epoch), _postings(segments)))

    def _readable(self, number: int) -> list[GenerationRecord]:
        """A generation, if its row can be read; the rows of another go with its epoch."""
        with suppress(IndexMismatchError, IndexDamagedError):
            return [self._catalog.record(number)]
        return []

    def _drop(self, epoch: int) -> None:
        for name in (
            passages_collection(self._collection, epoch),
            records_collection(self._collection, epoch),
        ):
            if self._server.has(name):
                self._check()
                self._server.drop(name)

    def _delete(self, *garbage: _Rows) -> None:
        """Delete rows of several collections at the same time, each of which takes a while."""
        # Where there is nothing to delete, counting takes the server far less time.
        if found := [rows for rows in garbage if self._server.count(*rows)]:
            self._check()
            with ThreadPoolExecutor(len(found)) as pool:
                list(pool.map(lambda rows: self._server.delete(*rows), found))

    def _set_deleted(
        self, collection: str, condition: str, fields: Sequence[str], deleted_in: int
    ) -> list[int]:
        """Write rows again with another tombstone; return halves of the digests of passages."""
        texts: list[int] = []

        def rows() -> Iterator[Row]:
            for number, row in enumerate(self._server.iterate(collection, condition, fields)):
                if number % ROWS_PER_CHECK == 0:
                    self._check()
                texts.append(row.get("text", 0))
                yield {**row, DELETED_IN: deleted_in}

        self._server.upsert(collection, rows())
        return texts

    def _passages(self, record: GenerationRecord) -> str:
        return passages_collection(self._collection, record.epoch)

    def _records(self, record: GenerationRecord) -> str:
        return records_collection(self._collection, record.epoch)

    @staticmethod
    def _passage_fields(record: GenerationRecord) -> list[str]:
        return [name for name, _, _ in passage_fields(record.dim, record.columns)]


def _postings(segments: Collection[int]) -> str:
    """The rows of segments' postings, as a filter."""
    return f"kind >= {int(Kind.POSTINGS)} && {is_in('key', segments)}"
