"""The stated origins of the articles of a generation in a server, read from their records.

Owns the lookup of all articles at once, without the most of their texts. Knows nothing of filters.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from index.corpus import Origin
from index.digests import Rows
from index.filtering.table import ArticleTable
from index.milvus.records import RecordReader
from index.milvus.rows import IndexedFile


def read_table(records: RecordReader) -> ArticleTable:
    """The table of all articles. Raises IndexUnreachableError where rows are missing."""
    found = sorted(records.openings())
    first = np.array([key for key, _, _ in found], dtype=np.int64)
    passages = np.array([count for _, count, _ in found], dtype=np.int64)
    return ArticleTable(
        (Origin.from_json(line.encode()) for _, _, line in found),
        first=first,
        passages=passages,
        terms=_terms(first, passages, records.files().values()),
    )


def _terms(first: Rows, passages: Rows, files: Iterable[IndexedFile]) -> NDArray[np.float64]:
    """The number of terms of each article.

    Records say it of files: an article among several of one file is taken for as long as the mean.
    """
    indexed: Sequence[IndexedFile] = sorted(
        (one for one in files if one.passages), key=lambda one: one.first
    )
    starts = np.array([one.first for one in indexed], dtype=np.int64)
    mean = np.array([one.tokens / one.passages for one in indexed], dtype=np.float64)
    terms: NDArray[np.float64] = mean[np.searchsorted(starts, first, side="right") - 1] * passages
    return terms
