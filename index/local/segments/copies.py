"""Articles that are copies of one another, kept up to date.

Owns carrying groups over from the generation before. near_duplicates.py owns what a copy is.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.digests import NOT_FOUND, Rows
from index.local.content import LocalContent
from index.local.segments.segment import Segment
from index.local.text.ordered import OrderedText
from index.sources.near_duplicates import NUM_HASHES, regrouped


def copies_of(
    segments: Sequence[Segment], text: OrderedText, before: LocalContent | None, rows: Rows
) -> Rows:
    """The row of the first article of each article's group, mostly its own.

    ``rows`` is the row of each article of the generation before, NOT_FOUND of those removed.
    """
    signatures = text.article_order.gather([one.text.signatures for one in segments])
    known = np.full(len(signatures), NOT_FOUND, dtype=np.int64)
    removed = np.empty((0, NUM_HASHES), dtype=np.uint32)
    if before is not None and len(rows):
        (kept,) = np.nonzero(rows != NOT_FOUND)
        known[rows[kept]] = rows[before.copies[kept]]
        (gone,) = np.nonzero(rows == NOT_FOUND)
        columns = [one.text.signatures for one in before.segments]
        removed = before.text.article_order.take(columns, gone)
    return regrouped(signatures, known, removed)
