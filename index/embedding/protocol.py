"""What turns text into unit vectors: the interface.

Knows nothing of how an embedder works: packaged.py is the one that ships, sentence_transformers.py
any other; open.py says which of them a name stands for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from index.corpus import Passage

DEFAULT_EMBEDDER = "all-MiniLM-L6-v2"

T = TypeVar("T")

Vectors = NDArray[np.float32]
Progress = Callable[[int, int], None]  # (done, total)


def no_progress(done: int, total: int) -> None:
    """The progress report that reports nothing."""


def with_progress(items: Sequence[T], progress: Progress) -> Iterator[T]:
    """Give the items in order; ``progress`` hears how many are done before each and at the end."""
    for done, item in enumerate(items):
        progress(done, len(items))
        yield item
    progress(len(items), len(items))


@dataclass(frozen=True, slots=True)
class PassageVectors:
    """Unit vectors: one a passage, shape (n, dim), and one a sentence of each in their order."""

    passages: Vectors
    sentences: Vectors


class Embedder(Protocol):
    """What turns text into vectors; two embedders with one ``digest`` give the same vectors."""

    name: str
    digest: str

    @property
    def max_tokens(self) -> int:
        """Tokens of one passage, special ones included, beyond which text would be cut off."""

    def load(self) -> None:
        """Load the model now, for those who would rather wait at the start."""

    def count_tokens(self, text: str) -> int:
        """Count tokens as ``encode_passages`` would, special tokens included."""

    def encode_passages(
        self, passages: Sequence[Passage], *, progress: Progress = no_progress
    ) -> PassageVectors:
        """Return the vectors of the passages and their sentences, in the order given.

        They depend on a passage's text and sentences alone, wherever in an article it stands.
        """

    def encode_question(self, question: str) -> Vectors:
        """Return one unit vector, shape (dim,)."""
