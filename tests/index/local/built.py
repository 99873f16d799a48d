"""A seeds folder and the index that was built of it, to be changed and built again."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np

from index import BuildReport, build, load
from tests.support.toys import ToyEmbedder

A = "Apple apple. River.\n\nStone here.\n"  # two passages, three sentences
B = "A river runs.\n"


def sha256(text: str | bytes) -> str:
    return hashlib.sha256(text.encode() if isinstance(text, str) else text).hexdigest()


def own_vectors(index: Path, embedder: ToyEmbedder) -> bool:
    """Whether each passage's row holds the vector that its text has."""
    content = load(index, embedder=embedder).content
    expected = ToyEmbedder().encode_passages(content.passages)
    return np.array_equal(content.passage_vectors.vectors(), expected.passages) and np.array_equal(
        content.sentence_vectors, expected.sentences.astype(np.float16)
    )


class Built:
    """A seeds folder of which an index was built; what was embedded for it is forgotten."""

    def __init__(self, folder: Path, index: Path, embedder: ToyEmbedder) -> None:
        self.folder, self.index, self.embedder = folder, index, embedder
        self.notices: list[tuple[str, float | None]] = []
        self.build()
        embedder.embedded.clear()

    def build(self, **options) -> BuildReport:
        options = {"embedder": self.embedder} | options
        return build(
            self.folder, self.index, on_rebuild=lambda *n: self.notices.append(n), **options
        )

    def write(self, name: str, text: str | bytes) -> None:
        (self.folder / name).write_bytes(text.encode() if isinstance(text, str) else text)

    def texts(self) -> dict[str, str]:
        opened = load(self.index, embedder=self.embedder)
        return {a.id: a.text for a in opened.content.articles}


def change_a(built: Built) -> None:
    built.write("a.txt", A.replace("Stone here.", "Stone there."))


def change_a_sentence(built: Built) -> None:
    built.write("a.txt", A.replace("River.", "Rivers."))


def add(built: Built) -> None:
    built.write("0.txt", "Zebra.")


def remove(built: Built) -> None:
    (built.folder / "a.txt").unlink()


def rename(built: Built) -> None:
    (built.folder / "a.txt").rename(built.folder / "c.txt")


def rename_to_another_ending(built: Built) -> None:
    (built.folder / "a.txt").rename(built.folder / "c.md")


def add_a_title(built: Built) -> None:
    built.write("b.txt", f"---\ntitle: Rivers\n---\n{B}")
