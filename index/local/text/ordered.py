"""The text of several segments in the order of the index.

Owns finding an article by its id or title, and passages by their digests. Knows nothing of scores
or answers.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

import numpy as np

from index.corpus import Article, Origin, Passage
from index.digests import NOT_FOUND, Digests, DigestTable, Rows, digests_of
from index.local.segments.order import RowOrder, Runs
from index.local.text.rows import LazySequence, TextRows


class OrderedText:
    """The articles of an index and their passages, by row.

    ``article_order`` and ``passage_order`` say in which segment, and where in it, a row is stored.
    """

    def __init__(self, segments: Sequence[TextRows], runs: Runs) -> None:
        """``runs`` are ranges of articles."""
        self._segments = segments
        self.article_order = RowOrder(runs, len(segments))
        self.passage_order = self.article_order.widened([one.first_passages for one in segments])
        self.articles = LazySequence(len(self.article_order), self._article)
        self.passages = LazySequence(len(self.passage_order), self._passage)

    @cached_property
    def first_passages(self) -> Rows:
        """The first passage of each article, and the end of the last, shape (articles + 1,)."""
        counts = self.article_order.gather([np.diff(one.first_passages) for one in self._segments])
        return np.concatenate(([0], np.cumsum(counts)))

    def origins(self) -> Iterator[Origin]:
        """The stated origin of each article."""
        for segment, first, end in self.article_order.runs.tolist():
            yield from map(self._segments[segment].origin, range(first, end))

    def articles_of(self, passages: Rows) -> Rows:
        """The row of each passage's article."""
        return np.searchsorted(self.first_passages, passages, side="right") - 1

    def passages_of(self, article: int) -> range:
        """The rows of an article's passages, at least one."""
        return range(*self.first_passages[article : article + 2].tolist())

    def article_row(self, name: str) -> int | None:
        """The row of the article of that id, else of the first one of that title; None for none."""
        row = int(self._ids.find(digests_of([name]))[0])
        return self._titled(name) if row == NOT_FOUND else row

    def find(self, digests: Digests) -> Rows:
        """The first passage of each digest, NOT_FOUND where there is none, shape (len(digests),).

        Digests are those of passages' texts and sentence boundaries. All passages are looked
        through, which is soon done where the digests are few.
        """
        wanted, found = DigestTable(digests), np.full(len(digests), NOT_FOUND, dtype=np.int64)
        for number, segment in enumerate(self._segments):
            own, at = wanted.holders(segment.passage_digests)
            rows = self.passage_order.rows(number, own)
            left = rows != NOT_FOUND
            at, rows = at[left], rows[left]
            earlier = (found[at] == NOT_FOUND) | (rows < found[at])
            # Of several passages with one digest the last one written counts: the first.
            found[at[earlier][::-1]] = rows[earlier][::-1]
        return found[wanted.find(digests)]

    @cached_property
    def _ids(self) -> DigestTable:
        return DigestTable(self.article_order.gather([one.ids for one in self._segments]))

    def by_id(self) -> Mapping[str, Article]:
        """The articles by id."""
        return _ArticlesById(self, self._ids)

    def _titled(self, title: str) -> int | None:
        # As JSON writes it: a quotation mark within a title has a backslash before it.
        wanted = re.compile(re.escape(json.dumps({"title": title})[1:-1].encode()))
        found = []
        for number, segment in enumerate(self._segments):
            for match in wanted.finditer(segment.lines.data):
                line = np.searchsorted(segment.offsets[:, 0], match.start(), side="right") - 1
                row = int(self.article_order.rows(number, np.array([line]))[0])
                if row != NOT_FOUND:
                    found.append(row)
                    break
        return min(found, default=None)

    def _article(self, row: int) -> Article:
        segment, own = self._located(self.article_order, row)
        return self._segments[segment].articles[own]

    def _passage(self, row: int) -> Passage:
        segment, own = self._located(self.passage_order, row)
        return self._segments[segment].passages[own]

    def _located(self, order: RowOrder, row: int) -> tuple[int, int]:
        segment, own = order.locate(np.array([row]))
        return int(segment[0]), int(own[0])


class _ArticlesById(Mapping[str, Article]):
    def __init__(self, text: OrderedText, ids: DigestTable) -> None:
        self._text, self._ids = text, ids

    def __getitem__(self, name: str) -> Article:
        row = int(self._ids.find(digests_of([name]))[0])
        if row == NOT_FOUND:
            raise KeyError(name)
        return self._text.articles[row]

    def __iter__(self) -> Iterator[str]:
        return (article.id for article in self._text.articles)

    def __len__(self) -> int:
        return len(self._text.articles)
