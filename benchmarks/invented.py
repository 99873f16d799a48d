"""Made-up articles, questions and vectors, so that large indexes can be built without a model.

    python -m benchmarks.invented SEEDS INDEX    # builds, prints the seconds it took

Words belong to topics, an article's own words to three of them, and a text's vector is the sum of
its words': near texts are near, and no model is run. The shares are such that about as many lists
must be looked into as for real sentences (10,000 of them, recall .98: 18 of 200, and 24 for real
ones).
"""

from __future__ import annotations

import sys
import time
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index import build
from index.corpus import Passage, sentence_texts
from index.embedding.protocol import PassageVectors, Progress, Vectors, no_progress

DIM, WORDS, TOPICS = 384, 20_000, 50
OWN, OWN_TOPICS, OWN_SHARE = 60, 3, 0.4  # words and topics of an article; their share of its text
PARAGRAPHS = 20  # of an article, of two sentences each
QUESTIONS = 200


class Invented:
    """An embedder whose vectors are sums of random ones, one for each word."""

    name, digest, max_tokens = "invented", "invented", 256

    def __init__(self) -> None:
        rng = np.random.default_rng(1)
        topics = rng.normal(size=(TOPICS, DIM))[np.arange(WORDS) % TOPICS]
        self._words = (topics + rng.normal(size=(WORDS, DIM))).astype(np.float32)

    def __reduce__(self) -> tuple[type[Invented], tuple[()]]:
        return Invented, ()

    def count_tokens(self, text: str) -> int:
        return text.count(" ") + 3

    def load(self) -> None:
        pass

    def encode_passages(
        self, passages: Sequence[Passage], *, progress: Progress = no_progress
    ) -> PassageVectors:
        progress(len(passages), len(passages))
        return PassageVectors(
            np.stack([self.encode_question(passage.text) for passage in passages]),
            np.stack([self.encode_question(text) for text in sentence_texts(passages)]),
        )

    def encode_question(self, question: str) -> Vectors:
        rows = [_number(word) for word in question.split()]
        total = self._words[rows].sum(axis=0)
        return np.asarray(total / np.linalg.norm(total), dtype=np.float32)


def questions(articles: int) -> list[str]:
    """As many as are asked, each of words that are an article's own."""
    rng = np.random.default_rng(2)
    return [_words(rng, own, 8) for own in _own(rng.integers(0, articles, QUESTIONS))]


def write_articles(folder: Path, count: int) -> None:
    folder.mkdir(parents=True)
    rng = np.random.default_rng(3)
    for number, own in enumerate(_own(np.arange(count))):
        text = "\n\n".join(
            " ".join(f"{_words(rng, own, n).capitalize()}." for n in (12, 8))
            for _ in range(PARAGRAPHS)
        )
        (folder / f"{number:07}.txt").write_text(text, encoding="ascii")


def _number(word: str) -> int:
    """Of a made-up word its own; any other word has one too."""
    word = word.strip(".").lower()
    return (
        int(word[1:])
        if word[:1] == "w" and word[1:].isdecimal()
        else zlib.crc32(word.encode()) % WORDS
    )


def _own(articles: np.ndarray) -> list[np.ndarray]:
    """The words that are an article's own, by its number."""
    own = []
    for number in articles.tolist():
        rng = np.random.default_rng(number + 10)
        topics = rng.choice(rng.integers(0, TOPICS, OWN_TOPICS), OWN)
        own.append(rng.integers(0, WORDS // TOPICS, OWN) * TOPICS + topics)
    return own


def _words(rng: np.random.Generator, own: np.ndarray, count: int) -> str:
    others = rng.integers(0, WORDS, count)
    mixed = np.where(rng.random(count) < OWN_SHARE, rng.choice(own, count), others)
    return " ".join(f"w{n}" for n in mixed)


if __name__ == "__main__":
    began = time.perf_counter()
    build(Path(sys.argv[1]), Path(sys.argv[2]), embedder=Invented())
    print(time.perf_counter() - began)
