"""The interface of an opened index, in a folder or in a server: all that qa/ knows of one.

Owns the form of candidates. Knows nothing of files or servers, nor of the score that ranks
candidates.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from index.corpus import Article, Passage
from index.digests import Rows
from index.embedding.protocol import Vectors
from index.filtering.selection import Selection
from index.filtering.table import ArticleTable
from index.manifest import Manifest


@dataclass(frozen=True, slots=True)
class Candidates:
    """Scores of n passages for one question: arrays of shape (n,), keys ascending.

    A key is good for one generation; ascending keys are the order of the articles, as far as the
    index keeps one. ``dense`` are the cosines of the passages' vectors, ``lexical`` BM25 scores in
    [0, 1]. ``sentences`` are the cosines of all their sentences, one passage after the other, shape
    (m,), and ``first`` is the index of each passage's first one. ``complete`` is False where a part
    of the index did not answer, so that candidates may be missing.
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
        """All passages in the order of the articles, each made when it is iterated over."""

    @property
    def article(self) -> Mapping[str, Article]:
        """The articles by id."""

    @property
    def table(self) -> ArticleTable:
        """The fields that articles can be filtered by; read as a whole when it is first used."""

    def candidates(
        self, question: str, vector: Vectors, n: int, left: Selection | None = None
    ) -> Candidates:
        """The n passages nearest to the question's vector, and the n with the best BM25 scores.

        Ties go to the smaller key. Where a filter has left some passages, no other is compared, and
        BM25 counts words in these alone: scores are those of an index of only their articles.
        """

    def scored(
        self, question: str, vector: Vectors, keys: Rows, left: Selection | None = None
    ) -> Candidates:
        """The scores of given passages, whose keys ascend, all among those that are left."""

    def survey(
        self, question: str, vector: Vectors, left: Selection | None = None
    ) -> Iterator[Candidates]:
        """The scores of all passages that are left, or of as many as a server can compare, a few at
        a time.
        """

    def keys_of(self, name: str) -> Rows | None:
        """The passages of the article of that id, or else of that title; None for none."""

    def passages_at(self, keys: Sequence[int]) -> list[Passage]: ...

    def duplicate_groups(self, keys: Sequence[int]) -> list[str]:
        """The id of the article that each passage's article is a copy of: its own, mostly."""


class Opened(Protocol):
    """One opened generation: it stays as it is, whatever is built after it."""

    @property
    def manifest(self) -> Manifest: ...

    @property
    def content(self) -> PassageIndex: ...

    @property
    def article(self) -> Mapping[str, Article]:
        """The articles by id."""

    def release(self) -> None:
        """Let the generation be removed."""
