"""The rows of the generation before, as an update copies them: checked before they are read.

Owns which bytes of a segment a row is made of. A segment that is shared is not read as a whole, so
that an update costs what changed; what is copied from it could spread a flipped bit, so that its
blocks are checked first, each once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.digests import NOT_FOUND, Digests, Rows
from index.embedding.protocol import Vectors
from index.local import files
from index.local.lexical.index import TERM_OFFSETS, TOKEN_OFFSETS, TOKENS, VOCABULARY
from index.local.opening import LocalGeneration
from index.local.segments.segment import SENTENCE_VECTORS, Segment
from index.local.stored_sources import SOURCES
from index.local.text.rows import (
    ARTICLE_IDS,
    ARTICLE_OFFSETS,
    ARTICLES,
    PASSAGE_DIGESTS,
    PASSAGES,
    SENTENCES,
    SIGNATURES_FILE,
)
from index.local.text.writer import LEXICAL, TextWriter
from index.local.vectors.ordered import SentenceColumn, located

# Looked through by every update. So are the digests of passages, of which a damaged one is not
# found, and what is found is checked.
_LOOKED_THROUGH = (ARTICLE_OFFSETS, SIGNATURES_FILE)
_VOCABULARY = (VOCABULARY, TERM_OFFSETS)


class VerifiedContent:
    """The content of a generation, of which both ends of every file have been checked."""

    def __init__(self, opened: LocalGeneration) -> None:
        """Checks what is looked through as a whole. Raises IndexDamagedError, as all here does."""
        self.content, self.folder, self.manifest = opened.content, opened.folder, opened.manifest
        self._dim = self.manifest.dim
        self._checked: set[tuple[str, int]] = set()
        # The sources are checked when they are read.
        names = (name for name in self.manifest.files if "/" not in name and name != SOURCES)
        self._check_whole(names)
        for segment in self.content.segments:
            self._check_whole(f"{segment.name}/{name}" for name in _LOOKED_THROUGH)

    def find(self, digests: Digests) -> Rows:
        """The first passage of each digest, NOT_FOUND where there is none."""
        rows = self.content.text.find(digests)
        self.digests(rows[rows != NOT_FOUND])
        return rows

    def digests(self, rows: Rows) -> Digests:
        """The digests of passages."""
        columns = [segment.text.passage_digests for segment in self.content.segments]
        for number, _, own in self._located(rows):
            segment = self.content.segments[number]
            self._check_rows(segment, PASSAGE_DIGESTS, columns[number], own, own + 1)
        return self.content.text.passage_order.take(columns, rows)

    def sentence_count(self, rows: Rows) -> int:
        """The number of the passages' sentences."""
        parts = self._located(rows)
        offsets = [self._sentence_offsets(self.content.segments[n], own) for n, _, own in parts]
        return sum(int(np.diff(one).sum()) for one in offsets)

    def passages(self, rows: Rows) -> Vectors:
        """The vectors of passages, shape (len(rows), dim)."""
        found = np.empty((len(rows), self._dim), dtype=np.float32)
        for number, at, own in self._located(rows):
            segment = self.content.segments[number]
            matrix = segment.matrix(self._dim)
            self._check_rows(segment, segment.matrix_file, matrix, own, own + 1)
            found[at] = matrix[own]
        return found

    def sentences(self, rows: Rows) -> SentenceColumn:
        """The vectors of the passages' sentences, one passage after the other."""
        for number, _, own in self._located(rows):
            segment = self.content.segments[number]
            offsets = self._sentence_offsets(segment, own)
            column = segment.sentence_vectors
            self._check_rows(segment, SENTENCE_VECTORS, column, offsets[:, 0], offsets[:, 1])
        if not len(rows):
            return np.empty((0, self._dim), dtype=np.float16)
        return self.content.sentence_vectors.vectors(rows)[0]

    def copy_articles(
        self, first: int, end: int, writer: TextWriter, renamed: Callable[[str], str] | None = None
    ) -> None:
        """Write article rows [first, end) as the writer's next ones."""
        for number, start, stop in self.content.text.article_order.cut(first, end).tolist():
            segment = self.content.segments[number]
            self._check_articles(segment, start, stop)
            writer.copy_rows(segment.text, segment.lexical, start, stop, renamed=renamed)

    def check_segment(self, segment: Segment) -> None:
        """Check every byte of a segment, which is then merged."""
        self._check_whole(self.files_of(segment))

    def files_of(self, segment: Segment) -> list[str]:
        """The files of a segment, by path within the generation's folder."""
        return [name for name in self.manifest.files if name.startswith(f"{segment.name}/")]

    def _located(self, passages: Rows) -> list[tuple[int, Rows, Rows]]:
        return located(self.content.text.passage_order, passages)

    def _sentence_offsets(self, segment: Segment, own: Rows) -> Rows:
        column = segment.text.passage_rows
        self._check_rows(segment, PASSAGES, column, own, np.minimum(own + 2, len(column)))
        return segment.text.sentence_offsets(own)

    def _check_articles(self, segment: Segment, first: int, end: int) -> None:
        text, lexical = segment.text, segment.lexical
        p, q = text.first_passages[[first, end]].tolist()
        offsets = self._sentence_offsets(segment, np.arange(p, q))
        s, t = offsets[0, 0], offsets[-1, 1]
        self._check_whole(f"{segment.name}/{LEXICAL}/{name}" for name in _VOCABULARY)
        check = partial(self._check_rows, segment)
        check(PASSAGE_DIGESTS, text.passage_digests, *_range(p, q))
        lines = text.offsets[[first, end], 0]
        check(ARTICLES, text.lines, lines[:1], lines[1:])
        check(ARTICLE_IDS, text.ids, *_range(first, end))
        check(SENTENCES, text.sentences, *_range(s, t))
        check(f"{LEXICAL}/{TOKEN_OFFSETS}", lexical.token_offsets, *_range(p, q + 1))
        tokens = lexical.token_offsets[[p, q]]
        check(f"{LEXICAL}/{TOKENS}", lexical.tokens, tokens[:1], tokens[1:])

    def _check_rows(
        self, segment: Segment, name: str, column: NDArray[Any], first: Rows, end: Rows
    ) -> None:
        """Check ranges of rows of a file that ends with the column."""
        if not len(first) or not len(column):
            return
        file = f"{segment.name}/{name}"
        header, width = self.manifest.files[file].size - column.nbytes, column.nbytes // len(column)
        opens = (header + first * width) // files.BLOCK
        closes = (header + end * width - 1) // files.BLOCK
        numbers = {n for a, b in zip(opens.tolist(), closes.tolist(), strict=True)
                   for n in range(a, b + 1)}  # fmt: skip
        self._check(file, sorted(numbers))

    def _check_whole(self, names: Iterable[str]) -> None:
        for name in names:
            self._check(name, range(len(self.manifest.files[name].blocks)))

    def _check(self, name: str, numbers: Iterable[int]) -> None:
        new = [number for number in numbers if (name, number) not in self._checked]
        digests = self.manifest.files[name].blocks
        files.check_blocks([(self.folder / name, number, digests[number]) for number in new])
        self._checked.update((name, number) for number in new)


def _range(first: int, end: int) -> tuple[Rows, Rows]:
    return np.array([first]), np.array([end])
