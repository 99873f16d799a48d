"""The text of a segment as rows of files, from which an object is made when it is used.

Owns the files that hold the text and its spans, and reading them: a million passages take no memory
until they are used. writer.py writes these files; ordered.py has the text of several segments.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Generic, SupportsIndex, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

from index.corpus import Article, Origin, Passage, Span
from index.digests import Digests, Rows
from index.local.columns import open_column
from index.sources.near_duplicates import Signatures

ARTICLES = "articles.jsonl"  # an article a line
ARTICLE_OFFSETS = "articles.npy"  # start of its line, its first passage; one row more for the ends
ARTICLE_IDS = "article-ids.npy"  # digest of an article's id
PASSAGES = "passages.npy"  # article, start, end, first sentence
SENTENCES = "sentences.npy"  # passage, start, end
SIGNATURES_FILE = "signatures.npy"  # MinHash of an article, see near_duplicates.py
PASSAGE_DIGESTS = "passage-digests.npy"  # digest of a passage's text and sentence boundaries

HEAD = 1024  # bytes in which the text of nearly every article begins
CACHED_ARTICLES = 256  # kept in memory: the passages of one answer are of few articles

T = TypeVar("T")


class LazySequence(Sequence[T], Generic[T]):
    """A sequence whose items are made by row number when they are used."""

    def __init__(self, size: int, make: Callable[[int], T]) -> None:
        self._size, self._make = size, make

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, row: SupportsIndex) -> T: ...
    @overload
    def __getitem__(self, row: slice) -> Sequence[T]: ...
    def __getitem__(self, row: SupportsIndex | slice) -> T | Sequence[T]:
        if isinstance(row, slice):
            return [self._make(i) for i in range(self._size)[row]]
        return self._make(range(self._size)[operator.index(row)])


class TextRows:
    """The articles of one segment and their passages.

    ``sentences`` are rows of (passage, start, end), ``passage_rows`` of (article, start, end, first
    sentence), ``offsets`` of (first byte of the line, first passage) of each article, and one row
    more for the ends of the last.
    """

    def __init__(self, folder: Path) -> None:
        """Nothing is mapped before it is used: an update uses few of the columns."""
        self._folder = folder

    @cached_property
    def lines(self) -> NDArray[np.uint8]:
        return np.memmap(self._folder / ARTICLES, dtype=np.uint8, mode="r")

    @cached_property
    def offsets(self) -> Rows:
        return open_column(self._folder / ARTICLE_OFFSETS)

    @cached_property
    def passage_rows(self) -> Rows:
        return open_column(self._folder / PASSAGES)

    @cached_property
    def sentences(self) -> Rows:
        return open_column(self._folder / SENTENCES)

    @cached_property
    def ids(self) -> Digests:
        return open_column(self._folder / ARTICLE_IDS)

    @cached_property
    def passage_digests(self) -> Digests:
        return open_column(self._folder / PASSAGE_DIGESTS)

    @cached_property
    def signatures(self) -> Signatures:
        return open_column(self._folder / SIGNATURES_FILE)

    @cached_property
    def articles(self) -> LazySequence[Article]:
        return LazySequence(len(self.offsets) - 1, lru_cache(CACHED_ARTICLES)(self._article))

    @cached_property
    def passages(self) -> LazySequence[Passage]:
        return LazySequence(len(self.passage_rows), self._passage)

    @property
    def first_passages(self) -> Rows:
        """The first passage of each article, and the end of the last, shape (articles + 1,)."""
        return self.offsets[:, 1]

    def sentences_of(self, first: int, end: int) -> tuple[int, int]:
        """The sentence rows [first, end) of the passage rows [first, end)."""
        return self._first_sentence(first), self._first_sentence(end)

    def sentence_offsets(self, passages: Rows) -> Rows:
        """The sentence rows [first, end) of each of the passages, shape (len(passages), 2)."""
        last = len(self.passage_rows) - 1
        ends = self.passage_rows[np.minimum(passages + 1, last), 3]
        ends = np.where(passages == last, len(self.sentences), ends)
        return np.stack((self.passage_rows[passages, 3], ends), axis=1)

    def _first_sentence(self, passage: int) -> int:
        if passage == len(self.passage_rows):
            return len(self.sentences)
        return int(self.passage_rows[passage, 3])

    def origin(self, row: int) -> Origin:
        """The stated origin of an article; reads the beginning of its line."""
        first, end = self.offsets[row : row + 2, 0].tolist()
        head = self.lines[first : min(first + HEAD, end)].tobytes()
        try:
            return Origin.from_json(head)
        except ValueError:  # the text begins further on
            return Origin.from_json(self.lines[first:end].tobytes())

    def _article(self, row: int) -> Article:
        first, end = self.offsets[row : row + 2, 0]
        return Article.from_json(self.lines[first:end].tobytes())

    def _passage(self, row: int) -> Passage:
        article, start, end, _ = self.passage_rows[row].tolist()
        first, last = self.sentences_of(row, row + 1)
        spans = (Span(*offsets) for offsets in self.sentences[first:last, 1:].tolist())
        return Passage(self.articles[article], Span(start, end), tuple(spans))
