"""Writing the vector store of FAISS, with one batch of rows in memory.

Owns the numbers of rows up to which search is exact, the training and filling of lists beyond that,
and nprobe. store.py reads these files.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from index.embedding.protocol import Vectors
from index.local.columns import Column, open_column
from index.local.vectors.recall import RECALL_AT, exact_neighbours, nprobe_needed, recall
from index.local.vectors.store import VECTORS_PER_CHUNK, VectorStore, matrix_path
from index.manifest import EXACT_SEARCH, SearchInfo

EXACT_ROWS = 100_000  # of 384 numbers: 9 ms a search on one core of a busy machine, 13 at worst
# In an index of more, a segment of up to so many: comparing them takes .2 ms, lists little less.
EXACT_ROWS_BESIDE = 2_000
TARGET_RECALL = 0.98  # recall@10 that nprobe is chosen for; on other questions it may be .01 less
TRAINED_ROWS = 39  # faiss asks for as many a list at least
SEED = 20231108


class VectorWriter:
    """Writes rows in batches to a store that ``VectorStore.read`` opens."""

    def __init__(self, path: Path, dim: int) -> None:
        self._path, self._dim = path, dim
        self._column = Column(matrix_path(path), np.float32, dim)

    def append(self, vectors: Vectors) -> None:
        """Write the next rows, shape (n, dim)."""
        self._column.append(vectors)

    def finish(self, questions: Callable[[], Vectors], *, beside: int = 0) -> SearchInfo:
        """Write the index of all rows, which are searched together with others ``beside`` them.

        ``questions`` gives vectors, shape (n, dim), that stand for those that will be asked: nprobe
        is chosen and the recall measured by them. It is not called where every row is compared.
        """
        self._column.close()
        matrix = open_column(matrix_path(self._path))
        few = len(matrix) + beside <= EXACT_ROWS
        if few or (beside and len(matrix) <= EXACT_ROWS_BESIDE):
            self._write_exact(matrix)
            return EXACT_SEARCH
        index = _filled(matrix)
        facts = _measure(matrix, index, questions())
        _save(index, self._path)
        return facts

    def _write_exact(self, matrix: Vectors) -> None:
        import faiss

        index = faiss.IndexFlatIP(self._dim)
        for start in range(0, len(matrix), VECTORS_PER_CHUNK):
            index.add(np.ascontiguousarray(matrix[start : start + VECTORS_PER_CHUNK]))
        _save(index, self._path)
        del matrix
        matrix_path(self._path).unlink()  # faiss' own file holds the original rows


def _nlist_for(rows: int) -> int:
    return max(min(int(2 * rows**0.5), rows // TRAINED_ROWS), 1)


def _filled(matrix: Vectors) -> Any:
    """An inverted file of all rows."""
    index = _train(matrix)
    for start in range(0, len(matrix), VECTORS_PER_CHUNK):
        index.add(np.ascontiguousarray(matrix[start : start + VECTORS_PER_CHUNK]))
    return index


def _train(matrix: Vectors) -> Any:
    """An empty inverted file, trained on a sample of the rows that depends on them alone."""
    import faiss

    rows, dim = matrix.shape
    eight_bits, metric = faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT
    lists = _nlist_for(rows)
    index = faiss.IndexIVFScalarQuantizer(faiss.IndexFlatIP(dim), dim, lists, eight_bits, metric)
    # 50 rows a list, where there are as many: faiss takes 256 at most.
    sample = np.random.default_rng(SEED).choice(rows, min(rows, 50 * lists), replace=False)
    index.train(matrix[np.sort(sample)])
    return index


def _measure(matrix: Vectors, index: Any, questions: Vectors) -> SearchInfo:
    """Set the smallest nprobe that reaches TARGET_RECALL, and measure the recall."""
    truth, store = exact_neighbours(matrix, questions), VectorStore(index, matrix)
    _, own = index.quantizer.search(matrix[truth.rows.ravel()], 1)
    _, lists = index.quantizer.search(questions, index.nlist)
    # An argsort of a permutation is its inverse: the rank of each list.
    rank_of_list = np.argsort(lists, axis=1)
    ranks = np.take_along_axis(rank_of_list, own.reshape(truth.rows.shape), axis=1)
    index.nprobe = nprobe_needed(ranks, TARGET_RECALL)
    found = recall([store.search(q, RECALL_AT).scores for q in questions], truth)
    return SearchInfo(kind="lists", nlist=index.nlist, nprobe=index.nprobe, recall=found)


def _save(index: Any, path: Path) -> None:
    """Write an index through a Python file, so that a full disk raises OSError."""
    import faiss

    with path.open("wb") as file:
        faiss.write_index(index, faiss.PyCallbackIOWriter(file.write))  # type: ignore[attr-defined]
