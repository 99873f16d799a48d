"""article-qa: each text an article of its own, found by vectors and words, without reading."""

from __future__ import annotations

from pathlib import Path

from benchmarks.questions import retriever_of, write_texts
from index import build, load, open_embedder


class Peer:
    """A generation, in which an article's id is its number."""

    def __init__(self) -> None:
        self._embedder = open_embedder()
        self._embedder.load()

    def build(self, texts: list[str], folder: Path) -> None:
        seeds = folder / "seeds"
        seeds.mkdir()
        build(write_texts(texts, seeds), folder / "index", embedder=self._embedder)

    def open(self, folder: Path) -> None:
        content = load(folder / "index", embedder=self._embedder).content
        self._retriever = retriever_of(content, self._embedder)

    def find(self, question: str, k: int) -> list[int]:
        hits = self._retriever.retrieve(question, k).hits
        return [int(Path(hit.passage.article.id).stem) for hit in hits]
