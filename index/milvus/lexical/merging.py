"""Segments of postings made into fewer: a question fetches blocks of every segment there is.

Owns which segments are merged, and the merge: a reduction over blocks, which workers do. Batches
of a build become one segment, together with older ones that are not much larger, so that an index
has few of them and a passage is merged as often as the logarithm of their number. Postings of
passages that were removed go with the segment they are in, once a fifth of it is dead. Terms that
very many passages hold are left out, and counted.
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
from index.milvus.client import connected
from index.milvus.lease import require
from index.milvus.lexical.postings import (
    Keys,
    blocks_for,
    blocks_needed,
    merged,
    spread,
    without_common,
)
from index.milvus.lexical.search import common_terms, fetch
from index.milvus.rows import Filed, common_records, postings_records
from index.milvus.schema import records_of
from index.workers.pool import WorkerPool

GROWTH = 2  # an older segment is merged with newer ones that are half as large together
DEAD = 0.2  # share of a segment from which it is written anew
BLOCKS = 2048  # of the merged segment that are made at once: some 200 MB of postings
COMMON = 50_000  # postings of a term in one segment, at most: 0.2 MB, which a question fetches


@dataclass(frozen=True, slots=True)
class Living:
    """The passages of the files there are: keys [first, end) of each, ascending."""

    first: Keys
    end: Keys
    tokens: Keys

    @classmethod
    def of(cls, files: Sequence[Filed]) -> Living:
        held = sorted((f.first, f.first + f.passages, f.tokens) for f in files if f.passages)
        columns = np.array(held, dtype=np.int64).reshape(-1, 3).T
        return cls(*columns)

    def holds(self, keys: Keys) -> NDArray[np.bool_]:
        """Which of the keys are of these passages."""
        if not len(self.first):
            return np.zeros(len(keys), dtype=np.bool_)
        place = np.maximum(np.searchsorted(self.first, keys, side="right") - 1, 0)
        return (self.first[place] <= keys) & (keys < self.end[place])

    def between(self, since: int, until: int | None) -> tuple[int, int]:
        """How many passages have keys in [since, until), and terms in all of them."""
        inside = self.first >= since
        if until is not None:
            inside &= self.first < until
        passages = (self.end - self.first)[inside].sum()
        return int(passages), int(self.tokens[inside].sum())


@dataclass(frozen=True, slots=True)
class _Merge:
    """What all parts of a merge have in common."""

    address: Address
    epoch: int
    segments: tuple[Segment, ...]
    into: Segment
    living: Living
    common: frozenset[str]  # terms that are left out already
    lease: str  # under which it is done


def merged_segments(
    address: Address,
    epoch: int,
    old: Sequence[Segment],
    new: Sequence[Segment],
    *,
    key: int,
    living: Living,
    lease: str,
    workers: WorkerPool,
) -> tuple[Segment, ...]:
    """The segments of the next generation, oldest first, those that were to be merged written anew.

    ``old`` are those of the last one, ``new`` those of this build's batches, ``key`` that of what
    they are merged into.
    """
    new = [segment for segment in new if segment.size]  # of files that could be read
    kept = _kept(old, new, living)
    parts = (*old[kept:], *new)
    if not parts or (kept == len(old) and len(new) == 1):
        return (*old[:kept], *new)
    since = parts[0].since
    size, tokens = living.between(since, None)
    if not size:
        return tuple(old[:kept])
    into = Segment(key, since, size, tokens, blocks_needed(tokens))
    server, records = connected(address), records_of(address.collection, epoch)
    common = common_terms(server, records, parts)
    merge = _Merge(address, epoch, parts, into, living, frozenset(common), lease)
    passes = max(1, into.blocks // BLOCKS)
    for left_out in workers.map(partial(_written, merge), [(i, passes) for i in range(passes)]):
        common.update(left_out)
    if common:
        require(Catalog(server), lease)
        server.upsert(records, common_records(key, common))
    return (*old[:kept], into)


def _kept(old: Sequence[Segment], new: Sequence[Segment], living: Living) -> int:
    """How many of the oldest segments stay as they are; all others are merged."""
    total, kept = sum(segment.size for segment in new), len(old)
    ends = [*(segment.since for segment in old[1:]), new[0].since if new else None]
    for i in range(len(old) - 1, -1, -1):
        alive, _ = living.between(old[i].since, ends[i])
        if 0 < old[i].size <= GROWTH * total or alive < (1 - DEAD) * old[i].size:
            kept = i
        total += old[i].size
    return kept


def _written(merge: _Merge, part: tuple[int, int]) -> dict[str, int]:
    """Merge every ``passes``-th block, from the i-th on, and write it; gives what is left out."""
    i, passes = part
    server, records = connected(merge.address), records_of(merge.address.collection, merge.epoch)
    numbers, count = range(i, merge.into.blocks, passes), merge.into.blocks
    lists = merged(_blocks(merge, i, passes), numbers, count, merge.living.holds)
    lists, left_out = without_common(lists, COMMON, merge.common)
    rows = (
        row
        for number, block in zip(numbers, spread(lists, numbers, count), strict=True)
        for row in postings_records(merge.into.key, number, block)
    )
    require(Catalog(server), merge.lease)
    server.upsert(records, rows)
    return left_out


def _blocks(merge: _Merge, i: int, passes: int) -> list[bytes]:
    """All blocks of the segments that may hold terms of that part."""
    server, records = connected(merge.address), records_of(merge.address.collection, merge.epoch)
    numbers = {segment: blocks_for(i, passes, segment.blocks) for segment in merge.segments}
    found, wanted = fetch(server.iterate, records, numbers), sum(map(len, numbers.values()))
    if len(found) != wanted:  # what is missing would be lost for good
        raise IndexUnreachableError(
            found=f"{wanted - len(found)} of {wanted} blocks of {merge.address} do not answer",
            expected="all that were written",
            cure="wait until lost nodes are back, and run qa index again",
        )
    return found
