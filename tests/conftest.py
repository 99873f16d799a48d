"""What the tests share: toy models whose numbers can be checked by hand, and small folders."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from index.corpus import Article, Passage, Span
from index.embed import Progress, Vectors, silent
from index.split import split_passages

SEEDS = Path(__file__).parent.parent / "seeds"
SEED = "blinken-visits-korea.txt"
WORDS = ("apple", "river", "stone")


class ToyEmbedder:
    """Counts three words, and all others in a fourth dimension; the vector is then made a unit."""

    def __init__(self, name: str = "toy", max_tokens: int = 256) -> None:
        self.name, self.digest, self.max_tokens = name, f"{name}-digest", max_tokens
        self.embedded: list[str] = []  # every text that encode_passages was given

    def count_tokens(self, text: str) -> int:
        return len(text.split()) + 2

    def load(self) -> None:
        pass

    def encode_passages(self, texts: Sequence[str], *, progress: Progress = silent) -> Vectors:
        self.embedded += texts
        progress(len(texts), len(texts))
        return np.array([_counts(t) for t in texts], dtype=np.float32).reshape(-1, len(WORDS) + 1)

    def encode_question(self, question: str) -> Vectors:
        return np.array(_counts(question), dtype=np.float32)


def _counts(text: str) -> list[float]:
    words = [w.strip(".,?!").lower() for w in text.split()]
    counts = [float(words.count(w)) for w in WORDS]
    counts.append(float(len(words) - sum(counts)))
    length = sum(c * c for c in counts) ** 0.5 or 1.0
    return [c / length for c in counts]


@pytest.fixture
def embedder() -> ToyEmbedder:
    return ToyEmbedder()


@pytest.fixture
def seeds(tmp_path: Path) -> Callable[..., Path]:
    """Write files by name and return their folder."""
    folder = tmp_path / "seeds"

    def write(files: dict[str, str | bytes]) -> Path:
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return folder

    return write


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"


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
