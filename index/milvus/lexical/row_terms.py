"""The terms that a passage holds, as its row carries them, and BM25 by these.

Postings find passages, and not those of common terms; what is found is scored by the terms in its
row, all of them. Owns the form in the row. Pure.
"""

from __future__ import annotations

import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from index.lexical import Scores
from index.milvus.lexical.bm25 import weights
from index.milvus.lexical.postings import Keys, Lists

# A term by its checksum: that two terms of a question and a passage share one is never seen.
_HELD = np.dtype([("term", "<u4"), ("count", "<u2")])


def held_terms(lists: Lists, keys: Keys) -> Iterator[str]:
    """Of each passage of a segment its terms and their counts, as text; keys ascending."""
    numbers = np.array([_number(term) for term in lists.terms], dtype=np.uint32)
    held = np.empty(len(lists), dtype=_HELD)
    held["term"] = np.repeat(numbers, np.diff(lists.borders))
    held["count"] = np.minimum(lists.postings.counts, np.iinfo(np.uint16).max)
    order = np.argsort(lists.postings.keys, kind="stable")
    held, owners = held[order], lists.postings.keys[order]
    for first, end in zip(
        np.searchsorted(owners, keys), np.searchsorted(owners, keys, side="right"), strict=True
    ):
        yield b64encode(held[first:end].tobytes()).decode()


def shares(rarity: Mapping[str, float], held: Sequence[str], mean: float) -> Scores:
    """How much of a question's terms each passage holds, in [0, 1].

    ``rarity`` is what each term weighs at most, ``mean`` how many terms a passage has.
    """
    rows = [np.frombuffer(b64decode(text), dtype=_HELD) for text in held]
    owner = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
    joined = np.concatenate([np.empty(0, dtype=_HELD), *rows])
    counts = joined["count"].astype(np.float64)
    lengths = np.maximum(np.bincount(owner, weights=counts, minlength=len(rows)), 1)
    sums, bound = np.zeros(len(rows)), sum(rarity.values())
    for term, most in rarity.items():
        (at,) = np.nonzero(joined["term"] == _number(term))
        sums[owner[at]] += most * weights(counts[at], lengths[owner[at]] / mean)
    return (sums / (bound or 1.0)).astype(np.float32)


def _number(term: str) -> int:
    return zlib.crc32(term.encode())
