"""Postings as blocks of bytes, in a server that fetches rows by number alone.

A segment is what one batch of a build, or a merge, wrote. Its terms are spread over a number of
blocks, a power of two, by a hash that is the same in every process: whoever knows the number of
blocks knows which one to fetch, and a block of one segment overlaps few blocks of another.

Owns the bytes of a block, and which block a term is in.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Container

import numpy as np
from numpy.typing import NDArray

from index.milvus.lexical.postings import InvertedLists, Keys, Postings

POSTINGS_PER_BLOCK = 4096  # in an average block, at most: it takes 16 KB when it is stored


def block_number(term: str, count: int) -> int:
    """The number of the block, of ``count``, a power of two, that holds a term."""
    return zlib.crc32(term.encode()) & (count - 1)


def block_count(postings: int) -> int:
    """Number of blocks, a power of two, for a segment of so many postings."""
    return 1 << max(-(-postings // POSTINGS_PER_BLOCK) - 1, 0).bit_length()


def overlapping_blocks(number: int, count: int, other: int) -> range:
    """The blocks, of a segment with ``other`` of them, that may hold terms of block ``number`` of
    ``count``.
    """
    return range(number % min(count, other), other, min(count, other))


def encode_blocks(lists: InvertedLists, count: int) -> list[bytes]:
    """All ``count`` blocks of a segment's lists."""
    return select_blocks(lists, range(count), count)


def decode_postings(block: bytes, wanted: Container[str] | None = None) -> dict[str, Postings]:
    """The postings of a block, or of those terms of it that are wanted."""
    lists = decode_lists(block)
    offsets = lists.offsets.tolist()
    return {
        term: lists.postings[first:end]
        for term, first, end in zip(lists.terms, offsets, offsets[1:], strict=False)
        if wanted is None or term in wanted
    }


def select_blocks(lists: InvertedLists, numbers: Collection[int], count: int) -> list[bytes]:
    """The blocks of the given numbers, of ``count``, made from lists of any terms."""
    owner = np.array([block_number(term, count) for term in lists.terms], dtype=np.int64)
    sizes = np.diff(lists.offsets)
    order = np.argsort(owner, kind="stable")
    by_block = InvertedLists(
        [lists.terms[n] for n in order],
        np.concatenate(([0], np.cumsum(sizes[order]))),
        lists.postings[np.argsort(np.repeat(owner, sizes), kind="stable")],
    )
    wanted = np.array(numbers, dtype=np.int64)
    first, end = (np.searchsorted(owner[order], wanted, side) for side in ("left", "right"))
    return [_encoded(by_block.part(*part)) for part in zip(first, end, strict=True)]


def _encoded(lists: InvertedLists) -> bytes:
    """A header of terms, then the columns, each as planes of bytes, which zlib compresses well.

    A key is stored as its distance to the one before, the first of each term to the least of all.
    """
    keys, first = lists.postings.keys, lists.offsets[:-1]
    least = int(keys.min()) if len(keys) else 0
    gaps = np.diff(keys, prepend=least)
    gaps[first] = keys[first] - least
    columns = [_planes(c) for c in (gaps, lists.postings.counts, lists.postings.lengths)]
    header = [lists.terms, np.diff(lists.offsets).tolist(), least, [len(c) for c in columns]]
    letters = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    return zlib.compress(b"\n".join((letters, b"".join(c.tobytes() for c in columns))), level=1)


def decode_lists(block: bytes) -> InvertedLists:
    """All postings of a block."""
    header, _, body = zlib.decompress(block).partition(b"\n")
    terms, sizes, least, widths = json.loads(header)
    offsets = np.concatenate(([0], np.cumsum(np.array(sizes, dtype=np.int64))))
    planes = np.frombuffer(body, dtype=np.uint8).reshape(sum(widths), offsets[-1])
    gaps, counts, lengths = map(_column, np.split(planes, np.cumsum(widths)[:-1]))
    # Running sums of all gaps, less what had been summed up before each term.
    sums, first = np.cumsum(gaps), offsets[:-1]
    keys = sums - np.repeat(sums[first] - gaps[first], np.diff(offsets)) + least
    return InvertedLists(
        terms, offsets, Postings(keys, counts.astype(np.int32), lengths.astype(np.int32))
    )


def _planes(column: NDArray[np.integer]) -> NDArray[np.uint8]:
    """The lowest bytes of all numbers, then the next, as many as the largest number needs."""
    width = (int(column.max(initial=0)).bit_length() + 7) // 8
    return column.astype("<i8").view(np.uint8).reshape(-1, 8).T[:width]


def _column(planes: NDArray[np.uint8]) -> Keys:
    wide = np.zeros((planes.shape[1], 8), dtype=np.uint8)
    wide[:, : len(planes)] = planes.T
    return wide.view("<i8").reshape(-1).astype(np.int64, copy=False)
