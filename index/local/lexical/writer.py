"""Writing the lexical index: terms of passages one by one, and the postings at the end.

Owns the numbers of terms, the weight of a posting, and the bound on the memory that this takes.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.digests import Rows
from index.lexical import K1, B, idf, stem, words
from index.local.columns import Column, open_column
from index.local.lexical.index import (
    FILES,
    POSTING_BORDERS,
    POSTING_ROWS,
    POSTING_WEIGHTS,
    TERM_BORDERS,
    TOKEN_BORDERS,
    TOKENS,
    VOCABULARY,
    LexicalIndex,
)
from index.local.sharing import share

PASSAGES_PER_CHUNK = 1 << 16  # passages inverted at once: some 30 MB of postings
SCRATCH = "provisional.npy"

Tokens = NDArray[np.int32]


class LexicalWriter:
    """Writes terms in the order of the passages, from their texts or from the previous index.

    Until ``finish`` terms have provisional numbers: those of the previous index keep theirs, new
    ones follow. ``finish`` numbers them in ascending order.
    """

    def __init__(self, folder: Path, *, previous: Path | None = None) -> None:
        folder.mkdir()
        self._folder = folder
        self._tokens = Column(folder / SCRATCH, np.int32)
        self._borders = Column(folder / TOKEN_BORDERS, np.int64)
        self._borders.append(np.zeros(1))
        self._previous = previous
        self._old = LexicalIndex(previous) if previous else None
        self._new: dict[str, int] = {}  # term -> provisional number
        self._number: dict[str, int] = {}  # word -> provisional number of its term
        if previous:
            self._old_tokens = open_column(previous / TOKENS)
            self._old_borders = open_column(previous / TOKEN_BORDERS)

    def append(self, texts: Sequence[str]) -> None:
        """Write the terms of the next passages' texts."""
        numbers = [[self._number_of(word) for word in words(text)] for text in texts]
        ends = len(self._tokens) + np.cumsum([len(n) for n in numbers], dtype=np.int64)
        self._tokens.append(np.array([n for some in numbers for n in some], dtype=np.int32))
        self._borders.append(ends)

    def copy_rows(self, first: int, end: int) -> None:
        """Copy rows [first, end) of the previous index as the next passages."""
        borders = self._old_borders[first : end + 1]
        shift = len(self._tokens) - borders[0]
        self._tokens.append(self._old_tokens[borders[0] : borders[-1]])
        self._borders.append(borders[1:] + shift)

    def share(self) -> None:
        """Take the previous index's files instead: the passages are the same, in the same order."""
        assert self._previous
        self._tokens.close()
        self._borders.close()
        for name in (SCRATCH, TOKEN_BORDERS):
            (self._folder / name).unlink()
        for name in FILES:
            share(name, previous=self._previous, folder=self._folder)

    def finish(self) -> None:
        """Number the terms, and write the postings."""
        self._tokens.close()
        self._borders.close()
        scratch = self._folder / SCRATCH
        provisional, borders = open_column(scratch), open_column(self._folder / TOKEN_BORDERS)
        final = self._write_vocabulary(_used(provisional, self._old_size + len(self._new)))
        with Column(self._folder / TOKENS, np.int32) as tokens:
            for start in range(0, len(provisional), PASSAGES_PER_CHUNK):
                tokens.append(final[provisional[start : start + PASSAGES_PER_CHUNK]])
        del provisional
        scratch.unlink()
        _write_postings(self._folder, open_column(self._folder / TOKENS), borders)

    @property
    def _old_size(self) -> int:
        return self._old.vocabulary if self._old else 0

    def _number_of(self, word: str) -> int:
        if word not in self._number:
            term = stem(word)
            known = self._old.number(term) if self._old else None
            if known is None:
                known = self._new.setdefault(term, self._old_size + len(self._new))
            self._number[word] = known
        return self._number[word]

    def _write_vocabulary(self, used: NDArray[np.bool_]) -> Tokens:
        """Write the terms in use, ascending; return the final number of each provisional number."""
        kept = np.flatnonzero(used[: self._old_size]).tolist()
        old = [(self._old.term(n), n) for n in kept] if self._old else []
        ordered = sorted(old + [(term.encode(), n) for term, n in self._new.items()])
        lengths = np.array([len(term) for term, _ in ordered], dtype=np.int64)
        with Column(self._folder / VOCABULARY, np.uint8) as letters:
            letters.append(np.frombuffer(b"".join(t for t, _ in ordered), dtype=np.uint8))
        with Column(self._folder / TERM_BORDERS, np.int64) as borders:
            borders.append(np.concatenate(([0], np.cumsum(lengths))))
        final = np.full(len(used), -1, dtype=np.int32)
        final[[n for _, n in ordered]] = np.arange(len(ordered), dtype=np.int32)
        return final


def _used(tokens: Tokens, numbers: int) -> NDArray[np.bool_]:
    used = np.zeros(numbers, dtype=np.bool_)
    for start in range(0, len(tokens), PASSAGES_PER_CHUNK):
        used[tokens[start : start + PASSAGES_PER_CHUNK]] = True
    return used


def _write_postings(folder: Path, tokens: Tokens, borders: Rows) -> None:
    """Write the postings by ascending term, then row; a weight is BM25 of the one term."""
    size = len(borders) - 1
    holders = np.zeros(len(open_column(folder / TERM_BORDERS)) - 1, dtype=np.int64)
    for numbers, _, _ in _counted(tokens, borders):
        holders += np.bincount(numbers, minlength=len(holders))
    ends = np.concatenate(([0], np.cumsum(holders)))
    with Column(folder / POSTING_BORDERS, np.int64) as column:
        column.append(ends)
    term_idf = idf(holders, size)
    # A passage of function words alone counts as one term long.
    mean = sum(int(_lengths(borders, at).sum()) for at in range(0, size, PASSAGES_PER_CHUNK)) / max(
        size, 1
    )
    out_rows = _allocate(folder / POSTING_ROWS, np.int32, int(ends[-1]))
    out_weights = _allocate(folder / POSTING_WEIGHTS, np.float32, int(ends[-1]))
    offset = ends[:-1].copy()  # of each term's next posting
    for start, (numbers, rows, counts) in zip(
        range(0, size, PASSAGES_PER_CHUNK), _counted(tokens, borders), strict=True
    ):
        length = _lengths(borders, start)[rows - start]
        weight = term_idf[numbers] * counts / (K1 * (1 - B + B * length / mean) + counts)
        sizes = np.bincount(numbers, minlength=len(offset))
        within = np.arange(len(numbers)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        at = offset[numbers] + within
        out_rows[at], out_weights[at] = rows, weight
        offset += sizes


def _counted(tokens: Tokens, borders: Rows) -> Iterator[tuple[Rows, Rows, Rows]]:
    """Chunk by chunk of passages: term numbers ascending, rows, and counts in each row."""
    size = len(borders) - 1
    for start in range(0, size, PASSAGES_PER_CHUNK):
        some = borders[start : start + PASSAGES_PER_CHUNK + 1]
        owner = np.repeat(np.arange(len(some) - 1), np.diff(some))
        keys = tokens[some[0] : some[-1]].astype(np.int64) * PASSAGES_PER_CHUNK + owner
        pairs, counts = np.unique(keys, return_counts=True)
        yield pairs // PASSAGES_PER_CHUNK, pairs % PASSAGES_PER_CHUNK + start, counts


def _lengths(borders: Rows, start: int) -> Rows:
    return np.maximum(np.diff(borders[start : start + PASSAGES_PER_CHUNK + 1]), 1)


def _allocate(path: Path, dtype: type[np.generic], size: int) -> NDArray[np.generic]:
    """A mapped array of a known size; numpy cannot map an empty one."""
    if not size:
        Column(path, dtype).close()
        return np.empty(0, dtype=dtype)
    column = np.lib.format.open_memmap(path, mode="w+", dtype=dtype, shape=(size,))
    if hasattr(os, "posix_fallocate"):
        # A full disk raises OSError here; writing a mapped page would be a bus error.
        with path.open("r+b") as file:
            os.posix_fallocate(file.fileno(), 0, path.stat().st_size)
    return column
