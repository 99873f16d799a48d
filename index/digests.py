"""Texts and ids by a digest of 128 bits: which row holds this text, in arrays and not in a dict.

Owns what two texts must share to count as one, and the search for it. Knows nothing of what lies in
a row. Of two texts that share a digest, which 2^64 texts would be needed to see, one is lost.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from index.corpus import Passage

Digests = NDArray[np.uint64]  # shape (n, 2)
Rows = NDArray[np.int64]

BYTES = 16
NOWHERE = -1


def digests_of(texts: Iterable[str]) -> Digests:
    """The digest of each text, shape (n, 2)."""
    joined = b"".join(
        hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=BYTES).digest()
        for text in texts
    )
    return np.frombuffer(joined, dtype="<u8").reshape(-1, 2)


def passage_digests(passages: Iterable[Passage]) -> Digests:
    """The digest of all that the vectors of each passage and its sentences depend on."""
    return digests_of(map(_embedded_text, passages))


class DigestTable:
    """Finds the row of a digest; of rows that hold the same one, the first."""

    def __init__(self, digests: Digests) -> None:
        self._order = np.argsort(digests[:, 0], kind="stable")
        self._sorted = np.ascontiguousarray(digests[self._order])

    def find(self, digests: Digests) -> Rows:
        """The row of each digest, NOWHERE for those that none has; shape (len(digests),)."""
        if not len(self._sorted):
            return np.full(len(digests), NOWHERE, dtype=np.int64)
        # By the first half, then the other compared: two texts of one first half are as rare as
        # never, and the later of them would only be taken for new.
        place = np.searchsorted(self._sorted[:, 0], digests[:, 0])
        place = np.minimum(place, len(self._sorted) - 1)
        same = (self._sorted[place] == digests).all(axis=1)
        return np.where(same, self._order[place], NOWHERE)


def first_rows(digests: Digests) -> Rows:
    """The rows that hold a digest which no row before them holds, ascending."""
    return np.flatnonzero(DigestTable(digests).find(digests) == np.arange(len(digests)))


def _embedded_text(passage: Passage) -> str:
    borders = [
        (s.start - passage.span.start, s.end - passage.span.start) for s in passage.sentences
    ]
    return f"{borders}\n{passage.text}"
