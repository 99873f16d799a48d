"""The content of a generation: articles, passages, vectors and terms of its segments.

Owns the order of rows that the parts share. Knows nothing of generations: the caller has checked
the files of the segments.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

import numpy as np

from index.corpus import Article, Passage
from index.digests import Rows
from index.embedding.protocol import Vectors
from index.filtering.selection import Selection
from index.filtering.table import ArticleTable
from index.interface import Candidates
from index.lexical import Scores, best_rows
from index.local.lexical.bm25 import Bm25
from index.local.segments.order import Mask, Runs
from index.local.segments.segment import Segment
from index.local.text.ordered import OrderedText
from index.local.vectors.ordered import OrderedVectors, SentenceVectors

SURVEY_CHUNK = 1 << 12  # passages scored together when all are: some 40 MB of vectors


class LocalContent:
    """Passages by row, which is their key: row i of ``passage_vectors`` and ``lexical`` is that of
    ``passages[i]``. ``copies`` is the row of the article that each article is a copy of, mostly its
    own.
    """

    def __init__(self, segments: Sequence[Segment], runs: Runs, copies: Rows) -> None:
        """``runs`` are ranges of articles of the segments, in the order of the index."""
        self.segments, self.copies = segments, copies
        self.text = OrderedText([one.text for one in segments], runs)
        self.articles: Sequence[Article] = self.text.articles
        self.passages: Sequence[Passage] = self.text.passages

    @property
    def is_compact(self) -> bool:
        """True if there is one segment, of which no article was removed."""
        sizes = [len(one.text.articles) for one in self.segments]
        return sizes == [len(self.articles)]

    @cached_property
    def passage_vectors(self) -> OrderedVectors:
        stores = [one.passage_vectors for one in self.segments]
        return OrderedVectors(stores, self.text.passage_order)

    @cached_property
    def sentence_vectors(self) -> SentenceVectors:
        columns = [one.sentence_vectors for one in self.segments]
        texts = [one.text for one in self.segments]
        return SentenceVectors(columns, texts, self.text.passage_order)

    @cached_property
    def lexical(self) -> Bm25:
        return Bm25([one.lexical for one in self.segments], self.text.passage_order)

    @cached_property
    def article(self) -> Mapping[str, Article]:
        """The articles by id."""
        return self.text.by_id()

    @cached_property
    def table(self) -> ArticleTable:
        first = self.text.first_passages
        return ArticleTable(
            self.text.origins(),
            first=first[:-1],
            passages=np.diff(first),
            terms=np.add.reduceat(self.lexical.lengths, first[:-1], dtype=np.float64),
        )

    def candidates(
        self, question: str, vector: Vectors, n: int, left: Selection | None = None
    ) -> Candidates:
        mask = self._mask(left)
        bm25 = self.lexical.scores(question, mask)
        near = self.passage_vectors.search(vector, n, mask).rows
        return self._scored(np.union1d(near, best_rows(bm25, n)), vector, bm25)

    def scored(
        self, question: str, vector: Vectors, keys: Rows, left: Selection | None = None
    ) -> Candidates:
        return self._scored(keys, vector, self.lexical.scores(question, self._mask(left)))

    def survey(
        self, question: str, vector: Vectors, left: Selection | None = None
    ) -> Iterator[Candidates]:
        """All passages, exactly scored: slow where they are many."""
        mask = self._mask(left)
        bm25 = self.lexical.scores(question, mask)
        keys = np.arange(len(bm25)) if mask is None else np.flatnonzero(mask)
        for start in range(0, len(keys), SURVEY_CHUNK):
            yield self._scored(keys[start : start + SURVEY_CHUNK], vector, bm25)

    def keys_of(self, name: str) -> Rows | None:
        article = self.text.article_row(name)
        return None if article is None else np.array(self.text.passages_of(article))

    def passages_at(self, keys: Sequence[int]) -> list[Passage]:
        return [self.passages[key] for key in keys]

    def duplicate_groups(self, keys: Sequence[int]) -> list[str]:
        rows = self.text.articles_of(np.array(keys, dtype=np.int64))
        return [self.articles[row].id for row in self.copies[rows].tolist()]

    def _mask(self, left: Selection | None) -> Mask | None:
        return None if left is None else left.mask(len(self.passages))

    def _scored(self, rows: Rows, vector: Vectors, bm25: Scores) -> Candidates:
        sentences, first = self.sentence_vectors.scores(vector, rows)
        dense = self.passage_vectors.scores(vector, rows)
        return Candidates(rows, dense, bm25[rows], sentences, first)
