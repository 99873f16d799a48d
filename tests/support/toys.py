"""Toy models whose numbers can be checked by hand, and the making of small articles."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.corpus import Article, Passage, Span, sentence_texts
from index.embedding.protocol import PassageVectors, Progress, Vectors, no_progress
from index.errors import SeedError
from index.sources.scan import no_article_error, scan_folder
from index.sources.seed import SeedContent, read_seed
from index.sources.split import split_passages
from qa.commands import cli
from tests.support.paths import ROOT

SEEDS = ROOT / "seeds"
SEED = "blinken-visits-korea.txt"
WORDS = ("apple", "river", "stone")
APPLES = "An apple fell on the stone.\n\nThe river rose."


class ToyEmbedder:
    """Counts three words, and all others in a fourth dimension; the vector is then made a unit."""

    def __init__(self, name: str = "toy", max_tokens: int = 256) -> None:
        self.name, self.digest, self.max_tokens = name, f"{name}-digest", max_tokens
        self.embedded: list[str] = []  # the text of every passage that it was given

    def count_tokens(self, text: str) -> int:
        return len(text.split()) + 2

    def load(self) -> None:
        pass

    def encode_passages(
        self, passages: Sequence[Passage], *, progress: Progress = no_progress
    ) -> PassageVectors:
        texts = [passage.text for passage in passages]
        self.embedded += texts
        progress(len(texts), len(texts))
        return PassageVectors(vectors_of(texts), vectors_of(sentence_texts(passages)))

    def encode_question(self, question: str) -> Vectors:
        return np.array(_counts(question), dtype=np.float32)


def vectors_of(texts: Sequence[str]) -> Vectors:
    return np.array([_counts(t) for t in texts], dtype=np.float32).reshape(-1, len(WORDS) + 1)


def _counts(text: str) -> list[float]:
    words = [w.strip(".,?!").lower() for w in text.split()]
    counts = [float(words.count(w)) for w in WORDS]
    counts.append(float(len(words) - sum(counts)))
    length = sum(c * c for c in counts) ** 0.5 or 1.0
    return [c / length for c in counts]


def article(text: str, id: str = "a.txt", **fields: object) -> Article:
    return Article(id=id, text=text, digest="0" * 64, **fields)  # type: ignore[arg-type]


def passages(text: str, id: str = "a.txt", max_tokens: int = 256) -> list[Passage]:
    """Split a text as the index would, words counted as tokens."""
    toy = ToyEmbedder(max_tokens=max_tokens)
    return list(
        split_passages(article(text, id), count_tokens=toy.count_tokens, max_tokens=max_tokens)
    )


def span_of(part: str, text: str) -> Span:
    start = text.index(part)
    return Span(start, start + len(part))


def run(capsys, *words: str) -> tuple[int, str, str]:
    status = cli.main(words)
    out, err = capsys.readouterr()
    return status, out, err


def read_seeds(folder: Path) -> SeedContent:
    """Read every seed below a folder, as the build does one by one."""
    found = scan_folder(folder)
    articles: list[Article] = []
    rejected = list(found.rejected)
    for name in found.digests:
        try:
            seed = read_seed(folder, name)
        except SeedError as error:
            rejected.append(error)
        else:
            articles += seed.articles
            rejected += seed.rejected
    rejected.sort(key=lambda error: error.seed or "")
    if not articles:
        raise no_article_error(folder, rejected)
    return SeedContent(tuple(articles), tuple(rejected))
