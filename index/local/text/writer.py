"""Writing the text of a segment: new articles one by one, and rows copied from other segments.

Owns writing articles, passages, sentences, terms and signatures, in memory that does not grow with
them. Knows nothing of vectors. rows.py reads these files.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import numpy as np

from index.corpus import Article, Passage
from index.digests import Rows, digests_of, passage_digests
from index.local.columns import Column
from index.local.lexical.index import LexicalIndex
from index.local.lexical.writer import LexicalWriter
from index.local.text.rows import (
    ARTICLE_IDS,
    ARTICLE_OFFSETS,
    ARTICLES,
    PASSAGE_DIGESTS,
    PASSAGES,
    SENTENCES,
    SIGNATURES_FILE,
    TextRows,
)
from index.sources.near_duplicates import NUM_HASHES, signature

LEXICAL = "lexical"
COPY_SIZE = 1 << 24  # bytes copied at once


class TextWriter:
    """Writes articles in the order of their rows; the files are complete after ``finish``."""

    def __init__(self, folder: Path) -> None:
        self._lines = (folder / ARTICLES).open("wb")
        self._offsets = Column(folder / ARTICLE_OFFSETS, np.int64, 2)
        self._offsets.append(np.zeros((1, 2)))
        self._ids = Column(folder / ARTICLE_IDS, np.uint64, 2)
        self._passages = Column(folder / PASSAGES, np.int64, 4)
        self._sentences = Column(folder / SENTENCES, np.int64, 3)
        self._digests = Column(folder / PASSAGE_DIGESTS, np.uint64, 2)
        self._signatures = Column(folder / SIGNATURES_FILE, np.uint32, NUM_HASHES)
        self._lexical = LexicalWriter(folder / LEXICAL)

    def __len__(self) -> int:
        """Number of articles written."""
        return len(self._ids)

    def append(self, article: Article, passages: Sequence[Passage]) -> None:
        """Write the next article with its passages."""
        row, passage, first = len(self._ids), len(self._passages), len(self._sentences)
        firsts = first + np.cumsum([0, *(len(p.sentences) for p in passages)])
        texts = [p.text for p in passages]
        self._passages.append(
            np.array([
                (row, p.span.start, p.span.end, at)
                for p, at in zip(passages, firsts.tolist(), strict=False)
            ])
        )  # fmt: skip
        self._sentences.append(
            np.array([
                (i, s.start, s.end)
                for i, p in enumerate(passages, start=passage)
                for s in p.sentences
            ])
        )  # fmt: skip
        self._digests.append(passage_digests(passages))
        self._signatures.append(signature(article.text))
        self._lexical.append(texts)
        self._write_line(article, len(self._passages))

    def copy_rows(
        self,
        source: TextRows,
        lexical: LexicalIndex,
        first: int,
        end: int,
        *,
        renamed: Callable[[str], str] | None = None,
    ) -> None:
        """Copy article rows [first, end) of another segment as the next articles.

        ``renamed`` maps an article's id to its new one.
        """
        p, q = source.first_passages[[first, end]].tolist()
        s, t = source.sentences_of(p, q)
        article, passage, sentence = len(self._ids), len(self._passages), len(self._sentences)
        offsets = source.first_passages[first + 1 : end + 1] + (passage - p)
        if renamed is None:
            self._copy_lines(source, first, end, offsets)
        else:
            for row, offset in zip(range(first, end), offsets.tolist(), strict=True):
                one = source.articles[row]
                self._write_line(replace(one, id=renamed(one.id)), offset)
        self._passages.append(
            source.passage_rows[p:q] + np.array([article - first, 0, 0, sentence - s])
        )
        self._sentences.append(source.sentences[s:t] + np.array([passage - p, 0, 0]))
        self._digests.append(source.passage_digests[p:q])
        self._signatures.append(source.signatures[first:end])
        self._lexical.copy_rows(lexical, p, q)

    def finish(self) -> None:
        self._lines.close()
        for column in (self._offsets, self._ids, self._passages, self._sentences, self._digests):
            column.close()
        self._signatures.close()
        self._lexical.finish()

    def __del__(self) -> None:
        if hasattr(self, "_lines"):
            with suppress(OSError):  # it was given up because of another error
                self._lines.close()

    def _write_line(self, article: Article, first_passage: int) -> None:
        self._lines.write(article.to_json().encode() + b"\n")
        self._offsets.append(np.array([self._lines.tell(), first_passage]))
        self._ids.append(digests_of([article.id]))

    def _copy_lines(self, old: TextRows, first: int, end: int, offsets: Rows) -> None:
        start, stop = old.offsets[[first, end], 0].tolist()
        ends = old.offsets[first + 1 : end + 1, 0] + (self._lines.tell() - start)
        for at in range(start, stop, COPY_SIZE):
            self._lines.write(old.lines[at : min(at + COPY_SIZE, stop)].data)
        self._offsets.append(np.stack((ends, offsets), axis=1))
        self._ids.append(old.ids[first:end])
