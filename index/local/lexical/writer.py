"""Writing the lexical index: passages come one by one, postings are sorted out of them at the end.

Owns how terms are numbered, what a posting weighs, and how little of it all is in memory at once.
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
    POSTING_BORDERS,
    POSTING_ROWS,
    POSTING_WEIGHTS,
    TERM_BORDERS,
    TOKEN_BORDERS,
    TOKENS,
    VOCABULARY,
    LexicalIndex,
)

CHUNK = 1 << 16  # passages whose postings are sorted at once: some 30 MB of them
SCRATCH = "provisional.npy"

Tokens = NDArray[np.int32]


class LexicalWriter:
    """Takes texts in the order of the passages, or the terms that another index has of them.

    While passages come, terms have provisional numbers: those of the index that is carried over
    keep theirs, new ones follow. ``finish`` numbers them anew, in ascending order.
    """

    def __init__(self, folder: Path, *, carried: Path | None = None) -> None:
        folder.mkdir()
        self._folder = folder
        self._tokens = Column(folder / SCRATCH, np.int32)
        self._borders = Column(folder / TOKEN_BORDERS, np.int64)
        self._borders.append(np.zeros(1))
        self._old = LexicalIndex(carried) if carried else None
        self._new: dict[str, int] = {}  # term -> provisional number
        self._number: dict[str, int] = {}  # word -> provisional number of its term
        if carried:
            self._old_tokens = open_column(carried / TOKENS)
            self._old_borders = open_column(carried / TOKEN_BORDERS)

    def append(self, texts: Sequence[str]) -> None:
        """Take the next passages' texts."""
        numbers = [[self._number_of(word) for word in words(text)] for text in texts]
        ends = len(self._tokens) + np.cumsum([len(n) for n in numbers], dtype=np.int64)
        self._tokens.append(np.array([n for some in numbers for n in some], dtype=np.int32))
        self._borders.append(ends)

    def carry(self, first: int, end: int) -> None:
        """Take rows [first, end) of the index that is carried over as the next passages."""
        borders = self._old_borders[first : end + 1]
        shift = len(self._tokens) - borders[0]
        self._tokens.append(self._old_tokens[borders[0] : borders[-1]])
        self._borders.append(borders[1:] + shift)

    def finish(self) -> None:
        """Number the terms, and sort the postings out of the passages."""
        self._tokens.close()
        self._borders.close()
        scratch = self._folder / SCRATCH
        provisional, borders = open_column(scratch), open_column(self._folder / TOKEN_BORDERS)
        final = self._write_vocabulary(_used(provisional, self._old_size + len(self._new)))
        with Column(self._folder / TOKENS, np.int32) as tokens:
            for start in range(0, len(provisional), CHUNK):
                tokens.append(final[provisional[start : start + CHUNK]])
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
        """Write the terms in use, ascending; return the final number of each provisional one."""
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
    for start in range(0, len(tokens), CHUNK):
        used[tokens[start : start + CHUNK]] = True
    return used


def _write_postings(folder: Path, tokens: Tokens, borders: Rows) -> None:
    """A posting's weight is BM25's for the one term; terms ascending, then rows."""
    size = len(borders) - 1
    holders = np.zeros(len(open_column(folder / TERM_BORDERS)) - 1, dtype=np.int64)
    for numbers, _, _ in _counted(tokens, borders):
        holders += np.bincount(numbers, minlength=len(holders))
    ends = np.concatenate(([0], np.cumsum(holders)))
    with Column(folder / POSTING_BORDERS, np.int64) as column:
        column.append(ends)
    rarity = idf(holders, size)
    # A passage of function words alone counts as one term long.
    mean = sum(int(_lengths(borders, at).sum()) for at in range(0, size, CHUNK)) / max(size, 1)
    out_rows = _room(folder / POSTING_ROWS, np.int32, int(ends[-1]))
    out_weights = _room(folder / POSTING_WEIGHTS, np.float32, int(ends[-1]))
    place = ends[:-1].copy()  # of each term's next posting
    for start, (numbers, rows, counts) in zip(
        range(0, size, CHUNK), _counted(tokens, borders), strict=True
    ):
        length = _lengths(borders, start)[rows - start]
        weight = rarity[numbers] * counts / (K1 * (1 - B + B * length / mean) + counts)
        held = np.bincount(numbers, minlength=len(place))
        within = np.arange(len(numbers)) - np.repeat(np.cumsum(held) - held, held)
        at = place[numbers] + within
        out_rows[at], out_weights[at] = rows, weight
        place += held


def _counted(tokens: Tokens, borders: Rows) -> Iterator[tuple[Rows, Rows, Rows]]:
    """Chunk by chunk of passages: term numbers ascending, then rows; how often one holds it."""
    size = len(borders) - 1
    for start in range(0, size, CHUNK):
        some = borders[start : start + CHUNK + 1]
        owner = np.repeat(np.arange(len(some) - 1), np.diff(some))
        keys = tokens[some[0] : some[-1]].astype(np.int64) * CHUNK + owner
        pairs, counts = np.unique(keys, return_counts=True)
        yield pairs // CHUNK, pairs % CHUNK + start, counts


def _lengths(borders: Rows, start: int) -> Rows:
    return np.maximum(np.diff(borders[start : start + CHUNK + 1]), 1)


def _room(path: Path, dtype: type[np.generic], size: int) -> NDArray[np.generic]:
    """An array on disk of a size known before; numpy cannot map an empty one."""
    if not size:
        Column(path, dtype).close()
        return np.empty(0, dtype=dtype)
    room = np.lib.format.open_memmap(path, mode="w+", dtype=dtype, shape=(size,))
    if hasattr(os, "posix_fallocate"):
        # A full disk is said here; to a page that cannot be written it would be a bus error.
        with path.open("r+b") as file:
            os.posix_fallocate(file.fileno(), 0, path.stat().st_size)
    return room
