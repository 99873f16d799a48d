"""What is asked of an index, wherever its passages lie: the one interface that qa/ knows.

Owns the form in which candidates are handed over. Knows nothing of files or servers, nor of the
score by which candidates compete.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from index.corpus import Article, Passage
from index.digests import Rows
from index.embedding.protocol import Vectors
from index.manifest import Manifest


@dataclass(frozen=True, slots=True)
class Candidates:
    """What speaks for n passages: arrays of shape (n,), in ascending order of the keys.

    A key is good for one generation; ascending keys are the order of the articles, as far as the
    index keeps one. ``dense`` are cosines of the passages' vectors, ``lexical`` shares in [0, 1] of
    the question's words. ``sentences`` are the cosines of all their sentences, one passage after
    the other, and ``first`` says where each one's begin. ``complete`` is False where a part of the
    index did not answer, so that others may be missing.
    """

    keys: Rows
    dense: Vectors
    lexical: Vectors
    sentences: Vectors
    first: Rows
    complete: bool = True

    def __len__(self) -> int:
        return len(self.keys)

    @property
    def best(self) -> Vectors:
        """The cosine of each passage's best sentence."""
        if not len(self):
            return self.dense
        best: Vectors = np.maximum.reduceat(self.sentences, self.first)
        return best

    def sentences_of(self, i: int) -> Vectors:
        """The cosines of the i-th passage's sentences."""
        end = self.first[i + 1] if i + 1 < len(self) else None
        return self.sentences[self.first[i] : end]


class PassageIndex(Protocol):
    """One opened generation of an index."""

    @property
    def articles(self) -> Collection[Article]: ...

    @property
    def passages(self) -> Collection[Passage]:
        """All passages in the order of the articles, made as they are gone through."""

    @property
    def article(self) -> Mapping[str, Article]:
        """The articles by id."""

    def candidates(self, question: str, vector: Vectors, n: int) -> Candidates:
        """The n passages nearest to the question's vector, and the n that hold most of its words.

        Of equally good ones the first.
        """

    def scored(self, question: str, vector: Vectors, keys: Rows) -> Candidates:
        """What speaks for given passages, whose keys ascend."""

    def survey(self, question: str, vector: Vectors) -> Iterator[Candidates]:
        """As many passages as can be compared with one another, a few at a time, best or not."""

    def keys_of(self, name: str) -> Rows | None:
        """The passages of the article of that id, or of the first one of that title."""

    def passages_at(self, keys: Sequence[int]) -> list[Passage]: ...

    def stories(self, keys: Sequence[int]) -> list[str]:
        """Of each passage's article the first that tells the same: itself, mostly; their ids."""


class Opened(Protocol):
    """One generation, opened: it answers as it is, whatever is built after it."""

    @property
    def manifest(self) -> Manifest: ...

    @property
    def content(self) -> PassageIndex: ...

    @property
    def article(self) -> Mapping[str, Article]:
        """The articles by id."""

    def release(self) -> None:
        """Let it be swept."""
