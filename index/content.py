"""What is indexed: articles, passages, vectors and terms, in memory and as files of one folder.

Owns how the parts line up row by row and how they are written. Knows nothing of generations: the
folder is the caller's, and so is the check that its files are the ones that were written.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from index.corpus import Article, Passage, Span
from index.lexical import LexicalIndex
from index.store import Rows, VectorStore

ARTICLES, PASSAGES, SENTENCES = "articles.jsonl", "passages.npy", "sentences.npy"
PASSAGE_VECTORS, SENTENCE_VECTORS, LEXICAL = "passages.faiss", "sentences.faiss", "lexical"


@dataclass(frozen=True)
class Content:
    """Row i of ``passage_vectors`` and ``lexical`` is ``passages[i]``; the rows of
    ``sentence_vectors`` are the sentences of all passages in order.
    """

    articles: tuple[Article, ...]
    passages: tuple[Passage, ...]
    passage_vectors: VectorStore
    sentence_vectors: VectorStore
    lexical: LexicalIndex

    @cached_property
    def first_sentence(self) -> Rows:
        """Row of each passage's first sentence, and the total last: shape (passages + 1,)."""
        counts = [len(p.sentences) for p in self.passages]
        return np.concatenate(([0], np.cumsum(counts, dtype=np.int64)))

    @cached_property
    def passage_of_sentence(self) -> Rows:
        """Passage row of each sentence row, shape (sentences,)."""
        return np.repeat(np.arange(len(self.passages)), np.diff(self.first_sentence))

    def write(self, folder: Path) -> None:
        """Write all parts into an empty folder."""
        _write_articles(folder / ARTICLES, self.articles)
        row = {article.id: i for i, article in enumerate(self.articles)}
        _write_rows(
            folder / PASSAGES,
            [(row[p.article.id], p.span.start, p.span.end) for p in self.passages],
        )
        _write_rows(
            folder / SENTENCES,
            [(i, s.start, s.end) for i, p in enumerate(self.passages) for s in p.sentences],
        )
        self.passage_vectors.write(folder / PASSAGE_VECTORS)
        self.sentence_vectors.write(folder / SENTENCE_VECTORS)
        self.lexical.write(folder / LEXICAL)

    @classmethod
    def read(cls, folder: Path) -> Content:
        """Read what ``write`` wrote; the files have been checked before."""
        articles = _read_articles(folder / ARTICLES)
        rows, sentences = _read_rows(folder / PASSAGES), _read_rows(folder / SENTENCES)
        return cls(
            articles,
            _passages(articles, rows, sentences),
            VectorStore.read(folder / PASSAGE_VECTORS),
            VectorStore.read(folder / SENTENCE_VECTORS),
            LexicalIndex.read(folder / LEXICAL),
        )


def _write_articles(path: Path, articles: tuple[Article, ...]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for article in articles:
            fields = {name: getattr(article, name) for name in Article.__slots__}
            file.write(json.dumps(fields, sort_keys=True, default=date.isoformat) + "\n")


def _read_articles(path: Path) -> tuple[Article, ...]:
    with path.open(encoding="utf-8", newline="\n") as file:
        return tuple(map(_article, file))


def _article(line: str) -> Article:
    fields: dict[str, Any] = json.loads(line)
    published = fields.pop("published")
    return Article(**fields, published=date.fromisoformat(published) if published else None)


def _write_rows(path: Path, rows: Sequence[tuple[int, int, int]]) -> None:
    np.save(path, np.array(rows, dtype=np.int64).reshape(-1, 3), allow_pickle=False)


def _read_rows(path: Path) -> Rows:
    """Rows of (owner, start, end), shape (n, 3), owners ascending."""
    rows: Rows = np.load(path, allow_pickle=False)
    return rows


def _passages(articles: tuple[Article, ...], rows: Rows, sentences: Rows) -> tuple[Passage, ...]:
    borders = np.searchsorted(sentences[:, 0], np.arange(len(rows) + 1))
    spans = [Span(start, end) for _, start, end in sentences.tolist()]
    return tuple(
        Passage(articles[row], Span(start, end), tuple(spans[borders[i] : borders[i + 1]]))
        for i, (row, start, end) in enumerate(rows.tolist())
    )
