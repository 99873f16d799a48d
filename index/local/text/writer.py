"""Writing the text of an index: articles come one by one, or as rows of the index before.

Owns how articles, passages, sentences, terms and signatures are put on disk, in memory that does
not grow with them. Vectors are vectors.py's. rows.py reads what is written here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import numpy as np

from index.corpus import Article, Passage
from index.digests import Rows, digests_of, passage_digests
from index.local.columns import Column, open_column
from index.local.lexical.writer import LexicalWriter
from index.local.text.rows import (
    ARTICLE_BORDERS,
    ARTICLE_IDS,
    ARTICLES,
    PASSAGE_DIGESTS,
    PASSAGES,
    SENTENCES,
    SIGNATURES,
    TextRows,
)
from index.sources.near_duplicates import NUM_HASHES, duplicate_groups, signature

LEXICAL = "lexical"
COPIES = "copies.npy"  # of each article, the row of the first that tells the same
COPIED = 1 << 24  # bytes copied at once


class TextWriter:
    """Takes articles in the order of their rows; complete after ``finish``."""

    def __init__(self, folder: Path, *, carried: Path | None = None) -> None:
        """``carried`` is the folder whose rows ``carry`` takes over."""
        self._lines = (folder / ARTICLES).open("wb")
        self._borders = Column(folder / ARTICLE_BORDERS, np.int64, 2)
        self._borders.append(np.zeros((1, 2)))
        self._ids = Column(folder / ARTICLE_IDS, np.uint64, 2)
        self._passages = Column(folder / PASSAGES, np.int64, 4)
        self._sentences = Column(folder / SENTENCES, np.int64, 3)
        self._digests = Column(folder / PASSAGE_DIGESTS, np.uint64, 2)
        self._signatures = Column(folder / SIGNATURES, np.uint32, NUM_HASHES)
        self._folder = folder
        old = carried / LEXICAL if carried else None
        self._lexical = LexicalWriter(folder / LEXICAL, carried=old)
        self._old = TextRows(carried) if carried else None

    def __len__(self) -> int:
        """How many articles were taken."""
        return len(self._ids)

    def append(self, article: Article, passages: Sequence[Passage]) -> None:
        """Take the next article, cut into passages."""
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

    def carry(self, first: int, end: int, *, renamed: Callable[[str], str] | None = None) -> None:
        """Take article rows [first, end) of the folder carried over as the next articles.

        ``renamed`` gives each article its new id.
        """
        old = self._old
        assert old is not None
        p, q = old.borders[[first, end], 1].tolist()
        s, t = old.sentences_of(p, q)
        article, passage, sentence = len(self._ids), len(self._passages), len(self._sentences)
        borders = old.borders[first + 1 : end + 1, 1] + (passage - p)
        if renamed is None:
            self._copy_lines(old, first, end, borders)
        else:
            for row, border in zip(range(first, end), borders.tolist(), strict=True):
                one = old.articles[row]
                self._write_line(replace(one, id=renamed(one.id)), border)
        self._passages.append(
            old.passage_rows[p:q] + np.array([article - first, 0, 0, sentence - s])
        )
        self._sentences.append(old.sentences[s:t] + np.array([passage - p, 0, 0]))
        self._digests.append(old.passage_digests[p:q])
        self._signatures.append(old.signatures[first:end])
        self._lexical.carry(p, q)

    def finish(self) -> None:
        self._lines.close()
        for column in (self._borders, self._ids, self._passages, self._sentences, self._digests):
            column.close()
        self._signatures.close()
        copies = duplicate_groups(open_column(self._folder / SIGNATURES))
        np.save(self._folder / COPIES, copies, allow_pickle=False)
        self._lexical.finish()

    def __del__(self) -> None:
        if hasattr(self, "_lines"):
            with suppress(OSError):  # it was given up because of an error that is told elsewhere
                self._lines.close()

    def _write_line(self, article: Article, border: int) -> None:
        self._lines.write(article.to_json().encode() + b"\n")
        self._borders.append(np.array([self._lines.tell(), border]))
        self._ids.append(digests_of([article.id]))

    def _copy_lines(self, old: TextRows, first: int, end: int, borders: Rows) -> None:
        start, stop = old.borders[[first, end], 0].tolist()
        ends = old.borders[first + 1 : end + 1, 0] + (self._lines.tell() - start)
        for at in range(start, stop, COPIED):
            self._lines.write(old.lines[at : min(at + COPIED, stop)].data)
        self._borders.append(np.stack((ends, borders), axis=1))
        self._ids.append(old.ids[first:end])
