"""A seeds folder and the index that was built of it, to be changed and built again."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np

from index import BuildReport, build, load
from index.filtering.filter import Filter
from index.interface import Candidates
from index.local.content import LocalContent
from index.local.segments.segment import Segment
from index.sources.near_duplicates import duplicate_groups
from tests.support.toys import ToyEmbedder

A = "Apple apple. River.\n\nStone here.\n"  # two passages, three sentences
B = "A river runs.\n"


def sha256(text: str | bytes) -> str:
    return hashlib.sha256(text.encode() if isinstance(text, str) else text).hexdigest()


def own_vectors(index: Path, embedder: ToyEmbedder) -> bool:
    """True if each passage's row holds the vector that its text has."""
    return has_own_vectors(load(index, embedder=embedder).content)


def has_own_vectors(content: LocalContent) -> bool:
    """True if each passage, and each sentence of it, has the vector of its text."""
    expected, rows = ToyEmbedder().encode_passages(content.passages), range(len(content.passages))
    sentences, _ = content.sentence_vectors.vectors(np.array(rows))
    return np.array_equal(content.passage_vectors.vectors(), expected.passages) and np.array_equal(
        sentences, expected.sentences.astype(np.float16)
    )


def content_of(folder: Path) -> LocalContent:
    """The content of an index of one segment, which is in that folder."""
    segment = Segment(folder)
    runs = np.array([[0, 0, len(segment.text.articles)]])
    return LocalContent([segment], runs, duplicate_groups(segment.text.signatures))


def same_content(one: LocalContent, other: LocalContent) -> None:
    """Hold two indexes of the same articles against each other: what they have, find and score."""
    assert list(one.articles) == list(other.articles)
    assert list(one.passages) == list(other.passages)
    assert one.copies.tolist() == other.copies.tolist()
    assert np.array_equal(one.passage_vectors.vectors(), other.passage_vectors.vectors())
    for article in other.articles:
        assert one.article[article.id] == article
        for name in (article.id, article.name):
            assert np.array_equal(one.keys_of(name), other.keys_of(name))
    words = sorted({word for passage in other.passages for word in passage.text.split()})
    for question in (*words[:8], " ".join(words[:3])):
        vector = ToyEmbedder().encode_question(question)
        for n in (1, 3):
            same_candidates(*(c.candidates(question, vector, n) for c in (one, other)))
        for article in list(other.articles)[:3]:
            left = [c.table.select(Filter(within=(article.id,))) for c in (one, other)]
            found = [
                c.candidates(question, vector, 2, m)
                for c, m in zip((one, other), left, strict=True)
            ]
            same_candidates(*found)


def same_candidates(one: Candidates, other: Candidates) -> None:
    for field in ("keys", "dense", "lexical", "sentences", "first"):
        assert getattr(one, field).tolist() == getattr(other, field).tolist(), field


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

    def content(self) -> LocalContent:
        return load(self.index, embedder=self.embedder).content

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
