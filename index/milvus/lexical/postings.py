"""Inverted lists as rows of a server that fetches rows by number alone: blocks by hash of the term.

A segment is what one batch of a build, or a merge, wrote. Its terms are spread over a number of
blocks, a power of two, by a hash that is the same in every process, so that who knows the number
knows which block to fetch, and a block of one segment meets few blocks of another one.

Owns the bytes of a block, and how blocks are merged. Knows nothing of servers, generations or what
a key means, nor of scores, which bm25.py does.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.lexical import stem, words

BLOCK = 4096  # postings at most in an average block, so that it takes 16 KB when it is stored

Keys = NDArray[np.int64]
Counts = NDArray[np.int32]
Keep = Callable[[Keys], NDArray[np.bool_]]


@dataclass(frozen=True, eq=False)
class Postings:
    """Which passages hold a term, ascending, how often each, and how many terms those have."""

    keys: Keys
    counts: Counts
    lengths: Counts

    def __len__(self) -> int:
        return len(self.keys)

    def __getitem__(self, at: slice | NDArray[np.generic]) -> Postings:
        return Postings(self.keys[at], self.counts[at], self.lengths[at])


NOBODY = np.empty(0, dtype=np.int64)
NONE = Postings(NOBODY, NOBODY.astype(np.int32), NOBODY.astype(np.int32))


@dataclass(frozen=True, eq=False)
class Lists:
    """Postings of many terms, one list after the other; term i has [borders[i], borders[i + 1])."""

    terms: list[str]
    borders: Keys
    postings: Postings

    def __len__(self) -> int:
        """How many postings there are."""
        return len(self.postings)

    def part(self, first: int, end: int) -> Lists:
        """Those of the terms [first, end)."""
        borders = self.borders[first : end + 1]
        return Lists(
            self.terms[first:end], borders - borders[0], self.postings[borders[0] : borders[-1]]
        )


@dataclass(frozen=True, eq=False)
class Collected:
    """The lists of some passages, terms ascending; how many passages, and terms in all of them."""

    lists: Lists
    size: int
    tokens: int


def collect(passages: Iterable[tuple[int, str]]) -> Collected:
    """Sort the postings out of keys and texts of passages, keys ascending."""
    pairs = [(key, words(text)) for key, text in passages]
    said = [word for _, some in pairs for word in some]
    stems = {word: stem(word) for word in dict.fromkeys(said)}
    terms = sorted(set(stems.values()))
    rank = {term: n for n, term in enumerate(terms)}
    number = {word: rank[term] for word, term in stems.items()}
    held = np.array([len(some) for _, some in pairs], dtype=np.int64)
    # A passage of function words alone counts as one term long.
    lengths, size = np.maximum(held, 1), len(pairs)
    cells = np.array([number[word] for word in said], dtype=np.int64) * size
    cells, counts = np.unique(cells + np.repeat(np.arange(size), held), return_counts=True)
    owner, row = np.divmod(cells, max(size, 1))
    keys = np.array([key for key, _ in pairs], dtype=np.int64)
    postings = Postings(keys[row], counts.astype(np.int32), lengths[row].astype(np.int32))
    borders = np.searchsorted(owner, np.arange(len(terms) + 1))
    return Collected(Lists(terms, borders, postings), size, int(lengths.sum()))


def block_of(term: str, count: int) -> int:
    """Which of ``count`` blocks, a power of two, holds the term."""
    return zlib.crc32(term.encode()) & (count - 1)


def blocks_needed(postings: int) -> int:
    """How many blocks a segment of so many postings is spread over."""
    return 1 << max(-(-postings // BLOCK) - 1, 0).bit_length()


def blocks_for(number: int, count: int, held: int) -> range:
    """Of a segment with ``held`` blocks those that may hold terms of block ``number`` of count."""
    return range(number % min(count, held), held, min(count, held))


def blocks(lists: Lists, count: int) -> list[bytes]:
    """All ``count`` blocks of a segment's lists."""
    return spread(lists, range(count), count)


def read(block: bytes, wanted: Container[str] | None = None) -> dict[str, Postings]:
    """The postings of a block, or of those terms of it that are wanted."""
    lists = _decoded(block)
    borders = lists.borders.tolist()
    return {
        term: lists.postings[first:end]
        for term, first, end in zip(lists.terms, borders, borders[1:], strict=False)
        if wanted is None or term in wanted
    }


def merged(
    blocks: Iterable[bytes], numbers: Container[int], count: int, keep: Keep | None = None
) -> Lists:
    """The lists of all terms that belong to blocks of these numbers, out of blocks of segments.

    ``keep`` says of keys which of them stay; terms that nobody holds then go. A merge in n passes
    takes for each i the numbers ``range(i, count, n)``, and of each segment ``blocks_for(i, n,
    held)``.
    """
    number: dict[str, int] = {}  # of each term, in the order in which they come; -1: not wanted
    terms: list[str] = []
    owners, found = [NOBODY], [NONE]
    for block in blocks:
        lists = _decoded(block)
        for term in lists.terms:
            if term not in number:
                wanted = block_of(term, count) in numbers
                number[term] = len(terms) if wanted else -1
                if wanted:
                    terms.append(term)
        owner = np.array([number[term] for term in lists.terms], dtype=np.int64)
        owner = np.repeat(owner, np.diff(lists.borders))
        owners.append(owner[owner >= 0])
        found.append(lists.postings[owner >= 0])
    owner, postings = np.concatenate(owners), _joined(found)
    if keep is None:
        return _listed(terms, owner, postings)
    kept = keep(postings.keys)
    return _listed(terms, owner[kept], postings[kept])


def without_common(
    lists: Lists, most: int, common: Container[str] = ()
) -> tuple[Lists, dict[str, int]]:
    """The lists without those of more than ``most`` postings, or of terms that were common before;
    and of the terms left out, by how many passages they are held.
    """
    held = np.diff(lists.borders)
    stays = np.array([n <= most and t not in common for t, n in zip(lists.terms, held.tolist(),
                      strict=True)], dtype=np.bool_)  # fmt: skip
    out = {lists.terms[i]: int(held[i]) for i in np.flatnonzero(~stays)}
    if not out:
        return lists, out
    rest = Lists(
        [lists.terms[i] for i in np.flatnonzero(stays)],
        np.concatenate(([0], np.cumsum(held[stays]))),
        lists.postings[np.repeat(stays, held)],
    )
    return rest, out


def combined(found: Iterable[Mapping[str, Postings]]) -> dict[str, Postings]:
    """The postings of each term over several segments, in which no key occurs twice."""
    by_term: dict[str, list[Postings]] = {}
    for some in found:
        for term, postings in some.items():
            by_term.setdefault(term, []).append(postings)
    joined = {term: _joined(some) for term, some in by_term.items()}
    return {term: some[np.argsort(some.keys, kind="stable")] for term, some in joined.items()}


def spread(lists: Lists, numbers: Collection[int], count: int) -> list[bytes]:
    """The blocks of these numbers, out of lists of any terms."""
    home = np.array([block_of(term, count) for term in lists.terms], dtype=np.int64)
    sizes = np.diff(lists.borders)
    order = np.argsort(home, kind="stable")
    by_home = Lists(
        [lists.terms[n] for n in order],
        np.concatenate(([0], np.cumsum(sizes[order]))),
        lists.postings[np.argsort(np.repeat(home, sizes), kind="stable")],
    )
    wanted = np.array(numbers, dtype=np.int64)
    first, end = (np.searchsorted(home[order], wanted, side) for side in ("left", "right"))
    return [_encoded(by_home.part(*part)) for part in zip(first, end, strict=True)]


def _listed(terms: Sequence[str], owner: Keys, postings: Postings) -> Lists:
    """Sort postings by term, then key; ``owner`` is the number of each one's term."""
    held = np.bincount(owner, minlength=len(terms))
    ascending = sorted(np.flatnonzero(held).tolist(), key=terms.__getitem__)
    rank = np.empty(len(terms), dtype=np.int64)
    rank[ascending] = np.arange(len(ascending))
    borders = np.concatenate(([0], np.cumsum(held[ascending])))
    order = np.lexsort((postings.keys, rank[owner]))
    return Lists([terms[n] for n in ascending], borders, postings[order])


def _joined(some: Sequence[Postings]) -> Postings:
    return Postings(
        np.concatenate([p.keys for p in some]),
        np.concatenate([p.counts for p in some]),
        np.concatenate([p.lengths for p in some]),
    )


def _encoded(lists: Lists) -> bytes:
    """A header of terms, then the columns, each as planes of bytes, which zlib takes well.

    Keys are told by their distance to the one before, the first of each term's to the least.
    """
    keys, first = lists.postings.keys, lists.borders[:-1]
    least = int(keys.min()) if len(keys) else 0
    gaps = np.diff(keys, prepend=least)
    gaps[first] = keys[first] - least
    columns = [_planes(c) for c in (gaps, lists.postings.counts, lists.postings.lengths)]
    header = [lists.terms, np.diff(lists.borders).tolist(), least, [len(c) for c in columns]]
    letters = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    return zlib.compress(b"\n".join((letters, b"".join(c.tobytes() for c in columns))), level=1)


def _decoded(block: bytes) -> Lists:
    header, _, body = zlib.decompress(block).partition(b"\n")
    terms, sizes, least, widths = json.loads(header)
    borders = np.concatenate(([0], np.cumsum(np.array(sizes, dtype=np.int64))))
    planes = np.frombuffer(body, dtype=np.uint8).reshape(sum(widths), borders[-1])
    gaps, counts, lengths = map(_column, np.split(planes, np.cumsum(widths)[:-1]))
    # Running sums of all gaps, less what had been summed up before each term.
    sums, first = np.cumsum(gaps), borders[:-1]
    keys = sums - np.repeat(sums[first] - gaps[first], np.diff(borders)) + least
    return Lists(terms, borders, Postings(keys, counts.astype(np.int32), lengths.astype(np.int32)))


def _planes(column: NDArray[np.integer]) -> NDArray[np.uint8]:
    """The lowest bytes of all numbers, then the next ones, as many as the largest number has."""
    width = (int(column.max(initial=0)).bit_length() + 7) // 8
    return column.astype("<i8").view(np.uint8).reshape(-1, 8).T[:width]


def _column(planes: NDArray[np.uint8]) -> Keys:
    wide = np.zeros((planes.shape[1], 8), dtype=np.uint8)
    wide[:, : len(planes)] = planes.T
    return wide.view("<i8").reshape(-1).astype(np.int64, copy=False)
