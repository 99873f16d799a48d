"""The interface of embedders, which turn text into unit vectors.

Knows nothing of implementations: packaged.py has the one that ships, sentence_transformers.py any
other; open.py chooses by name.
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
    """Ignore progress."""


def with_progress(items: Sequence[T], progress: Progress) -> Iterator[T]:
    """Yield the items in order, and report their number done before each and at the end."""
    for done, item in enumerate(items):
        progress(done, len(items))
        yield item
    progress(len(items), len(items))


@dataclass(frozen=True, slots=True)
class PassageVectors:
    """Unit vectors in float32: of n passages, shape (n, dim), and of all their sentences
    in order.
    """

    passages: Vectors
    sentences: Vectors


class Embedder(Protocol):
    """Turns text into unit vectors; embedders with equal ``digest`` give equal vectors."""

    name: str
    digest: str

    @property
    def max_tokens(self) -> int:
        """The most tokens of a passage, special ones included; a longer text would be truncated."""

    def load(self) -> None:
        """Load the model now rather than at first use. Raises ModelError."""

    def count_tokens(self, text: str) -> int:
        """The number of tokens, as ``encode_passages`` counts them, special ones included."""

    def encode_passages(
        self, passages: Sequence[Passage], *, progress: Progress = no_progress
    ) -> PassageVectors:
        """Encode passages and their sentences, in the order given.

        The vectors depend on a passage's text and sentences alone, not on its position in an
        article. ``progress`` is called with the numbers of passages done and in all.
        """

    def encode_question(self, question: str) -> Vectors:
        """One unit vector, shape (dim,), in float32."""
