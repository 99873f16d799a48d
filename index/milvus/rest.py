"""What of a server's rows belongs to no generation that is kept, and taking it away.

Owns marking rows as dead, undoing what a build did that was never published, and the sweep. Knows
nothing of how a build goes, but asks before every step whether it may go on.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from functools import partial

from index.errors import IndexDamagedError, IndexMismatchError
from index.milvus.catalog import Catalog, Record
from index.milvus.client import Server
from index.milvus.schema import (
    ALIVE,
    RECORDS,
    Kind,
    Row,
    epochs_of,
    first_key,
    one_of,
    passage_fields,
    passages_of,
    records_of,
    visible,
)

MARKED = 500  # rows that are marked between two looks at the lease


class Rest:
    """The rows of one index, apart from those that a build adds."""

    def __init__(
        self, server: Server, catalog: Catalog, check: Callable[[], None] = lambda: None
    ) -> None:
        self._server, self._catalog, self._check = server, catalog, check
        self._collection = server.address.collection

    def undo(self, record: Record | None, *, only: int | None = None) -> None:
        """Take away all that came after a generation, or of that ``only`` what belongs to one;
        where there is none, nothing is sure to be left over, and the sweep after the next build
        decides.
        """
        if record is None:
            return
        first, last = (record.generation + 1, ALIVE - 1) if only is None else (only, only)
        for epoch in epochs_of(self._collection, self._server.collections()):
            if first <= epoch <= last:
                self._drop(epoch)
        keys = f"{{0}} >= {first_key(first)}"
        if only is not None:
            keys += f" && {{0}} < {first_key(only + 1)}"
        self._delete(self._passages(record), keys.format("pk"))
        self._delete(self._records(record), keys.format("key"))
        # Not what was just taken away: it is seen for a moment, and written again it would live.
        died, seen = f"died >= {first} && died <= {last}", partial(visible, record.generation)
        fields = self._passage_fields(record)
        self._mark(self._passages(record), f"{seen('pk')} && {died}", fields, ALIVE)
        self._mark(self._records(record), f"{seen()} && {died}", _RECORD_FIELDS, ALIVE)

    def bury_passages(self, record: Record, condition: str, generation: int) -> list[int]:
        """Mark those that a generation sees, and a condition holds for, as dead from another one
        on; halves of the digests of their texts.
        """
        condition = f"({condition}) && {visible(record.generation, 'pk')}"
        fields = self._passage_fields(record)
        return self._mark(self._passages(record), condition, fields, generation)

    def bury_records(self, record: Record, condition: str, generation: int) -> None:
        """The same of records."""
        condition = f"({condition}) && {visible(record.generation)}"
        self._mark(self._records(record), condition, _RECORD_FIELDS, generation)

    def sweep(self, keep: int) -> None:
        """Take away what only generations see that are not kept: all but ``keep`` of the line."""
        line = self._catalog.line(keep)
        numbers = [record.generation for record in line]
        gone = [n for n in self._catalog.numbers() if n not in numbers]
        dropped = [record for n in gone if n < max(numbers) for record in self._read(n)]
        for epoch in {record.epoch for record in line}:
            oldest = min(r.generation for r in line if r.epoch == epoch)
            self._delete(passages_of(self._collection, epoch), f"died <= {oldest}")
            self._delete(records_of(self._collection, epoch), f"died <= {oldest}")
            used = {s.key for r in line for s in r.segments}
            unused = {s.key for r in dropped if r.epoch == epoch for s in r.segments} - used
            self.drop_postings(epoch, unused)
        present = epochs_of(self._collection, self._server.collections())
        for epoch in present - {record.epoch for record in line}:
            self._drop(epoch)
        if gone:
            self._check()
            self._catalog.forget(gone)

    def drop_postings(self, epoch: int, segments: Collection[int]) -> None:
        """Take away all that lies of segments, by their keys."""
        if segments:
            condition = f"kind >= {int(Kind.POSTINGS)} && {one_of('key', segments)}"
            self._delete(records_of(self._collection, epoch), condition)

    def _read(self, number: int) -> list[Record]:
        """A generation, if it can be read; what lies about of another one goes with its epoch."""
        with suppress(IndexMismatchError, IndexDamagedError):
            return [self._catalog.record(number)]
        return []

    def _drop(self, epoch: int) -> None:
        for name in (passages_of(self._collection, epoch), records_of(self._collection, epoch)):
            if self._server.has(name):
                self._check()
                self._server.drop(name)

    def _delete(self, collection: str, condition: str) -> None:
        self._check()
        self._server.delete(collection, condition)

    def _mark(self, collection: str, condition: str, fields: Sequence[str], died: int) -> list[int]:
        """Gives halves of the digests of passages; the rows are too large to be kept."""
        texts: list[int] = []

        def rows() -> Iterator[Row]:
            for number, row in enumerate(self._server.iterate(collection, condition, fields)):
                if number % MARKED == 0:
                    self._check()
                texts.append(row.get("text", 0))
                yield {**row, "died": died}

        self._server.upsert(collection, rows())
        return texts

    def _passages(self, record: Record) -> str:
        return passages_of(self._collection, record.epoch)

    def _records(self, record: Record) -> str:
        return records_of(self._collection, record.epoch)

    @staticmethod
    def _passage_fields(record: Record) -> list[str]:
        return [name for name, _, _ in passage_fields(record.dim, record.columns)]


_RECORD_FIELDS = [name for name, _, _ in RECORDS]
