"""Merging blocks of several segments into the lists of one.

Owns which terms and postings stay. Pure; merging.py fetches the blocks and writes the result.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from index.milvus.lexical.blocks import block_number, decode_lists
from index.milvus.lexical.postings import (
    NO_KEYS,
    NO_POSTINGS,
    InvertedLists,
    Keys,
    Postings,
    joined,
)

KeyFilter = Callable[[Keys], NDArray[np.bool_]]


def merge_blocks(
    blocks: Iterable[bytes],
    numbers: Container[int],
    count: int,
    keep: KeyFilter | None = None,
) -> InvertedLists:
    """The lists of all terms in blocks of the given numbers, of ``count``, from several segments.

    ``keep`` says which keys stay; terms left without any go. A merge in n passes takes for each i
    the numbers ``range(i, count, n)``, and of each segment ``overlapping_blocks(i, n, its own)``.
    """
    number: dict[str, int] = {}  # of each term, in the order of their appearance; -1: not wanted
    terms: list[str] = []
    owners, found = [NO_KEYS], [NO_POSTINGS]
    for block in blocks:
        lists = decode_lists(block)
        for term in lists.terms:
            if term not in number:
                wanted = block_number(term, count) in numbers
                number[term] = len(terms) if wanted else -1
                if wanted:
                    terms.append(term)
        owner = np.array([number[term] for term in lists.terms], dtype=np.int64)
        owner = np.repeat(owner, np.diff(lists.offsets))
        owners.append(owner[owner >= 0])
        found.append(lists.postings[owner >= 0])
    owner, postings = np.concatenate(owners), joined(found)
    if keep is None:
        return _sorted(terms, owner, postings)
    kept = keep(postings.keys)
    return _sorted(terms, owner[kept], postings[kept])


def drop_common(
    lists: InvertedLists, most: int, common: Container[str] = ()
) -> tuple[InvertedLists, dict[str, int]]:
    """The lists without terms of more than ``most`` postings, and without those in ``common``.

    Also returns the terms dropped, each with the number of passages that hold it.
    """
    sizes = np.diff(lists.offsets)
    terms = zip(lists.terms, sizes.tolist(), strict=True)
    stays = np.array([n <= most and term not in common for term, n in terms], dtype=np.bool_)
    dropped = {lists.terms[i]: int(sizes[i]) for i in np.flatnonzero(~stays)}
    if not dropped:
        return lists, dropped
    kept = InvertedLists(
        [lists.terms[i] for i in np.flatnonzero(stays)],
        np.concatenate(([0], np.cumsum(sizes[stays]))),
        lists.postings[np.repeat(stays, sizes)],
    )
    return kept, dropped


def _sorted(terms: Sequence[str], owner: Keys, postings: Postings) -> InvertedLists:
    """Sort postings by term, then key; ``owner`` is the number of each one's term."""
    sizes = np.bincount(owner, minlength=len(terms))
    ascending = sorted(np.flatnonzero(sizes).tolist(), key=terms.__getitem__)
    rank = np.empty(len(terms), dtype=np.int64)
    rank[ascending] = np.arange(len(ascending))
    offsets = np.concatenate(([0], np.cumsum(sizes[ascending])))
    order = np.lexsort((postings.keys, rank[owner]))
    return InvertedLists([terms[n] for n in ascending], offsets, postings[order])
