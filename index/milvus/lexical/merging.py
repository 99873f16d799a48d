"""Merging segments of postings: a question fetches blocks of every segment that there is.

Owns which segments are merged, and the merge: a reduction over blocks, which workers do. Batches of
a build become one segment, together with older ones that are not much larger, so that an index has
few of them and a passage is merged as often as the logarithm of their number. Postings of deleted
passages go when their segment is merged, at the latest once a fifth of it is garbage. Terms that
very many passages hold are dropped, and counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from index.errors import IndexUnreachableError
from index.location import Address
from index.milvus.catalog import Catalog, Segment
from index.milvus.lease import require_lease
from index.milvus.lexical.block_merging import drop_common, merge_blocks
from index.milvus.lexical.blocks import block_count, overlapping_blocks, select_blocks
from index.milvus.lexical.postings import Keys
from index.milvus.lexical.search import common_terms, fetch_blocks
from index.milvus.rows import IndexedFile, common_terms_rows, postings_rows
from index.milvus.schema import records_collection
from index.milvus.server.client import Server, connect
from index.workers.pool import WorkerPool

MERGE_RATIO = 2  # an older segment is merged with newer ones that are half as large together
MAX_GARBAGE = 0.2  # share of a segment from which it is merged
BLOCKS_PER_PASS = 2048  # of the merged segment, in memory at once: some 200 MB of postings
MAX_POSTINGS = 50_000  # of a term in one segment: 0.2 MB for a question to fetch


@dataclass(frozen=True, slots=True)
class LivePassages:
    """The passages of the indexed files: keys [first, end) of each file, ascending."""

    first: Keys
    end: Keys
    tokens: Keys

    @classmethod
    def of(cls, files: Sequence[IndexedFile]) -> LivePassages:
        rows = sorted((f.first, f.first + f.passages, f.tokens) for f in files if f.passages)
        columns = np.array(rows, dtype=np.int64).reshape(-1, 3).T
        return cls(*columns)

    def holds(self, keys: Keys) -> NDArray[np.bool_]:
        """True for each key of these passages, shape (len(keys),)."""
        if not len(self.first):
            return np.zeros(len(keys), dtype=np.bool_)
        at = np.maximum(np.searchsorted(self.first, keys, side="right") - 1, 0)
        return (self.first[at] <= keys) & (keys < self.end[at])

    def between(self, since: int, until: int | None) -> tuple[int, int]:
        """Number of passages with keys in [since, until), and of the terms in all of them."""
        inside = self.first >= since
        if until is not None:
            inside &= self.first < until
        passages = (self.end - self.first)[inside].sum()
        return int(passages), int(self.tokens[inside].sum())


@dataclass(frozen=True, slots=True)
class MergeOptions:
    """The options that all passes of a merge have in common.

    ``key`` is that of the merged segment, ``lease`` the id of the build's lease.
    """

    address: Address
    epoch: int
    key: int
    live: LivePassages
    lease: str

    @property
    def server(self) -> Server:
        return connect(self.address)

    @property
    def records(self) -> str:
        return records_collection(self.address.collection, self.epoch)


@dataclass(frozen=True, slots=True)
class _Merge:
    """Segments, and the one that they are merged into; ``common`` are the terms dropped before."""

    options: MergeOptions
    segments: tuple[Segment, ...]
    into: Segment
    common: frozenset[str]


def merge_segments(
    old: Sequence[Segment], new: Sequence[Segment], options: MergeOptions, workers: WorkerPool
) -> tuple[Segment, ...]:
    """Merge segments; return those of the next generation, oldest first.

    ``old`` are the segments of the last generation, ``new`` those of this build's batches.
    """
    new = [segment for segment in new if segment.size]  # others are of files without articles
    kept = _kept(old, new, options.live)
    parts = (*old[kept:], *new)
    if not parts or (kept == len(old) and len(new) == 1):
        return (*old[:kept], *new)
    since = parts[0].since
    size, tokens = options.live.between(since, None)
    if not size:
        return tuple(old[:kept])
    into = Segment(options.key, since, size, tokens, block_count(tokens))
    _merge(parts, into, options, workers)
    return (*old[:kept], into)


def _kept(old: Sequence[Segment], new: Sequence[Segment], live: LivePassages) -> int:
    """Number of the oldest segments that stay as they are; all others are merged."""
    total, kept = sum(segment.size for segment in new), len(old)
    ends = [*(segment.since for segment in old[1:]), new[0].since if new else None]
    for i in range(len(old) - 1, -1, -1):
        alive, _ = live.between(old[i].since, ends[i])
        if 0 < old[i].size <= MERGE_RATIO * total or alive < (1 - MAX_GARBAGE) * old[i].size:
            kept = i
        total += old[i].size
    return kept


def _merge(
    parts: tuple[Segment, ...], into: Segment, options: MergeOptions, workers: WorkerPool
) -> None:
    """Write the segment that others are merged into."""
    server, records = options.server, options.records
    common = common_terms(server, records, parts)
    merge = _Merge(options, parts, into, frozenset(common))
    passes = max(1, into.blocks // BLOCKS_PER_PASS)
    for dropped in workers.map(partial(_run_pass, merge), [(i, passes) for i in range(passes)]):
        common.update(dropped)
    if common:
        require_lease(Catalog(server), options.lease)
        server.upsert(records, common_terms_rows(options.key, common))


def _run_pass(merge: _Merge, part: tuple[int, int]) -> dict[str, int]:
    """Merge every ``passes``-th block, from the i-th on, and write it; return the terms dropped."""
    i, passes = part
    options, count = merge.options, merge.into.blocks
    numbers = range(i, count, passes)
    lists = merge_blocks(_fetch(merge, i, passes), numbers, count, options.live.holds)
    lists, dropped = drop_common(lists, MAX_POSTINGS, merge.common)
    rows = (
        row
        for number, block in zip(numbers, select_blocks(lists, numbers, count), strict=True)
        for row in postings_rows(options.key, number, block)
    )
    require_lease(Catalog(options.server), options.lease)
    options.server.upsert(options.records, rows)
    return dropped


def _fetch(merge: _Merge, i: int, passes: int) -> list[bytes]:
    """All blocks of the segments that may hold terms of a pass."""
    options = merge.options
    numbers = {s: overlapping_blocks(i, passes, s.blocks) for s in merge.segments}
    found = fetch_blocks(options.server.iterate, options.records, numbers)
    wanted = sum(map(len, numbers.values()))
    if len(found) != wanted:  # a missing block would be lost for good
        raise IndexUnreachableError(
            found=f"{wanted - len(found)} of {wanted} blocks of {options.address} do not answer",
            expected="all that were written",
            cure="wait until lost nodes are back, and run qa index again",
        )
    return found
