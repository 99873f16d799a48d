"""Writing the vector store of FAISS, with one batch of rows in memory.

Owns the number of rows up to which search is exact, the training and filling of lists beyond that,
and nprobe. store.py reads these files.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from index.digests import NOT_FOUND, Rows
from index.embedding.protocol import Vectors
from index.local.columns import Column, open_column
from index.local.vectors.recall import RECALL_AT, exact_neighbours, nprobe_needed, recall
from index.local.vectors.store import VECTORS_PER_CHUNK, VectorStore, matrix_path
from index.manifest import EXACT_SEARCH, SearchInfo

EXACT_ROWS = 100_000  # of 384 numbers: 9 ms a search on one core of a busy machine, 13 at worst
TARGET_RECALL = 0.98  # recall@10 that nprobe is chosen for; on other questions it may be .01 less
SEED = 20231108


class VectorWriter:
    """Writes rows in batches to a store that ``VectorStore.read`` opens.

    ``before`` is the store that rows may be copied from: its lists are reused when nlist is about
    right for the number of rows.
    """

    def __init__(self, path: Path, dim: int, *, before: VectorStore | None = None) -> None:
        self._path, self._dim, self._before = path, dim, before
        self._column = Column(matrix_path(path), np.float32, dim)
        self._origins: list[Rows] = []

    def append(self, vectors: Vectors, origins: Rows | None = None) -> None:
        """Write the next rows, shape (n, dim).

        ``origins`` are their rows in the store before, NOT_FOUND of new ones; lists of known rows
        need not be searched for.
        """
        self._column.append(vectors)
        self._origins.append(np.full(len(vectors), NOT_FOUND) if origins is None else origins)

    def finish(self, questions: Callable[[], Vectors]) -> SearchInfo:
        """Write the index of all rows.

        ``questions`` gives vectors, shape (n, dim), that stand for those that will be asked: nprobe
        is chosen and the recall measured by them. It is not called where every row is compared.
        """
        self._column.close()
        matrix = open_column(matrix_path(self._path))
        if len(matrix) <= EXACT_ROWS:
            self._write_exact(matrix)
            return EXACT_SEARCH
        index = self._filled(matrix)
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

    def _filled(self, matrix: Vectors) -> Any:
        """An inverted file of all rows."""
        old = _trained(self._before, len(matrix))
        index = _train(matrix) if old is None else _emptied(old)
        lists = None if old is None else _list_of_rows(old)
        for start, origins in zip(_starts(self._origins), self._origins, strict=True):
            _add(index, matrix[start : start + len(origins)], start, origins, lists)
        return index


def _starts(batches: list[Rows]) -> list[int]:
    starts: list[int] = np.cumsum([0, *map(len, batches[:-1])]).tolist()
    return starts


def _nlist_for(rows: int) -> int:
    return int(2 * rows**0.5)


def _trained(before: VectorStore | None, rows: int) -> Any:
    """The inverted file of a store; None where it has none, or nlist is too small or large."""
    if before is None or before.exact:
        return None
    return before.index if 0.5 <= _nlist_for(rows) / before.index.nlist <= 2 else None


def _emptied(old: Any) -> Any:
    """An empty inverted file with the lists of another."""
    import faiss

    index = _empty(old.d, old.nlist)
    index.quantizer.add(old.quantizer.reconstruct_n(0, old.nlist))
    # Not a copy made empty: faiss cannot empty what is memory-mapped.
    faiss.copy_array_to_vector(faiss.vector_to_array(old.sq.trained), index.sq.trained)
    index.is_trained = True
    return index


def _list_of_rows(index: Any) -> Rows:
    """The list that each row is in, shape (rows,)."""
    import faiss

    lists = np.empty(index.ntotal, dtype=np.int64)
    for number in range(index.nlist):
        size = index.invlists.list_size(number)
        if size:
            lists[faiss.rev_swig_ptr(index.invlists.get_ids(number), size)] = number
    return lists


def _add(index: Any, vectors: Vectors, start: int, origins: Rows, lists: Rows | None) -> None:
    """Add rows from ``start`` on; a known row goes into the list that it was in."""
    import faiss

    new = origins == NOT_FOUND if lists is not None else np.ones(len(vectors), dtype=np.bool_)
    into = np.empty(len(vectors), dtype=np.int64)
    if lists is not None:
        into[~new] = lists[origins[~new]]
    if new.any():
        into[new] = index.quantizer.search(vectors[new], 1)[1][:, 0]
    vectors, rows = np.ascontiguousarray(vectors), np.arange(start, start + len(vectors))
    pointers = [faiss.swig_ptr(array) for array in (vectors, rows, into)]
    index.add_core(len(vectors), *pointers)


def _empty(dim: int, lists: int) -> Any:
    import faiss

    eight_bits, metric = faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT
    return faiss.IndexIVFScalarQuantizer(faiss.IndexFlatIP(dim), dim, lists, eight_bits, metric)


def _train(matrix: Vectors) -> Any:
    """An empty inverted file, trained on a sample of the rows that depends on them alone."""
    rows, dim = matrix.shape
    index = _empty(dim, _nlist_for(rows))
    # 50 rows a list: faiss asks for 39 at least and takes 256 at most.
    sample = np.random.default_rng(SEED).choice(rows, min(rows, 50 * index.nlist), replace=False)
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
