"""Postings of terms in memory, and inverting texts into them.

Owns their form, and how lists of several segments are joined. Pure. Knows nothing of servers,
generations or what a key means, nor of scores, which bm25.py does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.lexical import stem, words

Keys = NDArray[np.int64]
Counts = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Postings:
    """The keys of the passages that hold a term, ascending, how often each does, and the number of
    all its terms.
    """

    keys: Keys
    counts: Counts
    lengths: Counts

    def __len__(self) -> int:
        return len(self.keys)

    def __getitem__(self, at: slice | NDArray[np.generic]) -> Postings:
        return Postings(self.keys[at], self.counts[at], self.lengths[at])


NO_KEYS = np.empty(0, dtype=np.int64)
NO_POSTINGS = Postings(NO_KEYS, NO_KEYS.astype(np.int32), NO_KEYS.astype(np.int32))


@dataclass(frozen=True, eq=False)
class InvertedLists:
    """Postings of many terms, one list after the other: term i has [offsets[i], offsets[i + 1])."""

    terms: list[str]
    offsets: Keys
    postings: Postings

    def __len__(self) -> int:
        """Number of postings."""
        return len(self.postings)

    def part(self, first: int, end: int) -> InvertedLists:
        """The lists of the terms [first, end)."""
        offsets = self.offsets[first : end + 1]
        return InvertedLists(
            self.terms[first:end], offsets - offsets[0], self.postings[offsets[0] : offsets[-1]]
        )


@dataclass(frozen=True, eq=False)
class InvertedBatch:
    """The lists of some passages, terms ascending; ``size`` counts the passages, ``tokens`` the
    terms in all of them.
    """

    lists: InvertedLists
    size: int
    tokens: int


def invert(passages: Iterable[tuple[int, str]]) -> InvertedBatch:
    """Invert the texts of passages; keys ascend."""
    pairs = [(key, words(text)) for key, text in passages]
    tokens = [word for _, some in pairs for word in some]
    stems = {word: stem(word) for word in dict.fromkeys(tokens)}
    terms = sorted(set(stems.values()))
    rank = {term: n for n, term in enumerate(terms)}
    number = {word: rank[term] for word, term in stems.items()}
    counted = np.array([len(some) for _, some in pairs], dtype=np.int64)
    # A passage of function words alone counts as one term long.
    lengths, size = np.maximum(counted, 1), len(pairs)
    cells = np.array([number[word] for word in tokens], dtype=np.int64) * size
    cells, counts = np.unique(cells + np.repeat(np.arange(size), counted), return_counts=True)
    owner, row = np.divmod(cells, max(size, 1))
    keys = np.array([key for key, _ in pairs], dtype=np.int64)
    postings = Postings(keys[row], counts.astype(np.int32), lengths[row].astype(np.int32))
    offsets = np.searchsorted(owner, np.arange(len(terms) + 1))
    return InvertedBatch(InvertedLists(terms, offsets, postings), size, int(lengths.sum()))


def combine_segments(found: Iterable[Mapping[str, Postings]]) -> dict[str, Postings]:
    """The postings of each term over several segments, in which no key occurs twice."""
    by_term: dict[str, list[Postings]] = {}
    for some in found:
        for term, postings in some.items():
            by_term.setdefault(term, []).append(postings)
    lists = {term: joined(some) for term, some in by_term.items()}
    return {term: some[np.argsort(some.keys, kind="stable")] for term, some in lists.items()}


def joined(some: Sequence[Postings]) -> Postings:
    """Several postings in one, in their order."""
    return Postings(
        np.concatenate([p.keys for p in some]),
        np.concatenate([p.counts for p in some]),
        np.concatenate([p.lengths for p in some]),
    )
