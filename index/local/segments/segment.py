"""One segment of an index: a folder of files that are never changed.

Owns which files those are, and mapping them when they are first used. Knows nothing of generations:
the caller has checked the files.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.embedding.protocol import Vectors
from index.local.columns import open_column
from index.local.lexical.index import LexicalIndex
from index.local.text.rows import TextRows
from index.local.text.writer import LEXICAL
from index.local.vectors.store import VectorStore, matrix_path

PASSAGE_VECTORS, SENTENCE_VECTORS = "passages.faiss", "sentence-vectors.npy"


class Segment:
    """Some articles with their passages, vectors and terms: row i of each is that of passage i."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def name(self) -> str:
        """Its folder's name, the same in all generations that have it."""
        return self.folder.name

    @cached_property
    def text(self) -> TextRows:
        return TextRows(self.folder)

    @cached_property
    def lexical(self) -> LexicalIndex:
        return LexicalIndex(self.folder / LEXICAL)

    @cached_property
    def passage_vectors(self) -> VectorStore:
        return VectorStore.read(self.folder / PASSAGE_VECTORS)

    @property
    def matrix_file(self) -> str:
        """The name of the file that ends with the passages' vectors."""
        matrix = matrix_path(self.folder / PASSAGE_VECTORS)
        return matrix.name if matrix.exists() else PASSAGE_VECTORS

    def matrix(self, dim: int) -> Vectors:
        """The vectors of the passages, shape (passages, dim), read without faiss, which would parse
        the whole file.
        """
        path, rows = self.folder / self.matrix_file, len(self.text.passage_rows)
        header = path.stat().st_size - rows * dim * np.dtype(np.float32).itemsize
        return np.memmap(path, dtype=np.float32, mode="r", offset=header, shape=(rows, dim))

    @cached_property
    def sentence_vectors(self) -> NDArray[np.float16]:
        """The vectors of all passages' sentences in order, shape (sentences, dim)."""
        return open_column(self.folder / SENTENCE_VECTORS)
