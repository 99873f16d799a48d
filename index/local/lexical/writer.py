"""Writing the lexical index of a segment: terms of passages one by one, postings at the end.

Owns the numbers of terms, and the bound on the memory that this takes.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.digests import NOT_FOUND, Rows
from index.lexical import stem, words
from index.local.columns import Column, open_column
from index.local.lexical.index import (
    LENGTHS,
    POSTING_COUNTS,
    POSTING_OFFSETS,
    POSTING_ROWS,
    TERM_OFFSETS,
    TOKEN_OFFSETS,
    TOKENS,
    VOCABULARY,
    LexicalIndex,
    Tokens,
)

PASSAGES_PER_CHUNK = 1 << 16  # passages inverted at once: some 30 MB of postings
SCRATCH = "provisional.npy"


class LexicalWriter:
    """Writes terms in the order of the passages, from their texts or from other segments.

    Until ``finish`` terms are numbered as they first occur; ``finish`` numbers them in ascending
    order.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self._folder = folder
        self._tokens = Column(folder / SCRATCH, np.int32)
        self._offsets = Column(folder / TOKEN_OFFSETS, np.int64)
        self._offsets.append(np.zeros(1))
        self._numbers: dict[str, int] = {}  # of a term
        self._number_of_word: dict[str, int] = {}
        self._known: dict[int, Tokens] = {}  # by id of a segment's index: its terms' numbers here

    def append(self, texts: Sequence[str]) -> None:
        """Write the terms of the next passages' texts."""
        numbers = [[self._number_of(word) for word in words(text)] for text in texts]
        ends = len(self._tokens) + np.cumsum([len(n) for n in numbers], dtype=np.int64)
        self._tokens.append(np.array([n for some in numbers for n in some], dtype=np.int32))
        self._offsets.append(ends)

    def copy_rows(self, source: LexicalIndex, first: int, end: int) -> None:
        """Copy rows [first, end) of another segment as the next passages."""
        known = self._known.setdefault(
            id(source), np.full(source.vocabulary, NOT_FOUND, dtype=np.int32)
        )
        offsets = source.token_offsets[first : end + 1]
        shift = len(self._tokens) - offsets[0]
        for start in range(int(offsets[0]), int(offsets[-1]), PASSAGES_PER_CHUNK):
            tokens = source.tokens[start : min(start + PASSAGES_PER_CHUNK, int(offsets[-1]))]
            unknown = np.unique(tokens[known[tokens] == NOT_FOUND])
            known[unknown] = [
                self._numbers.setdefault(source.term(n).decode(), len(self._numbers))
                for n in unknown.tolist()
            ]
            self._tokens.append(known[tokens])
        self._offsets.append(offsets[1:] + shift)

    def finish(self) -> None:
        """Number the terms, and write the postings."""
        self._tokens.close()
        self._offsets.close()
        scratch = self._folder / SCRATCH
        provisional, offsets = open_column(scratch), open_column(self._folder / TOKEN_OFFSETS)
        final = self._write_vocabulary()
        with Column(self._folder / TOKENS, np.int32) as tokens:
            for start in range(0, len(provisional), PASSAGES_PER_CHUNK):
                tokens.append(final[provisional[start : start + PASSAGES_PER_CHUNK]])
        del provisional
        scratch.unlink()
        with Column(self._folder / LENGTHS, np.int32) as lengths:
            for start in range(0, len(offsets) - 1, PASSAGES_PER_CHUNK):
                # A passage of function words alone counts as one term long.
                lengths.append(
                    np.maximum(np.diff(offsets[start : start + PASSAGES_PER_CHUNK + 1]), 1)
                )
        _write_postings(self._folder, open_column(self._folder / TOKENS), offsets)

    def _number_of(self, word: str) -> int:
        if word not in self._number_of_word:
            number = self._numbers.setdefault(stem(word), len(self._numbers))
            self._number_of_word[word] = number
        return self._number_of_word[word]

    def _write_vocabulary(self) -> Tokens:
        """Write the terms, ascending; return the final number of each."""
        ordered = sorted((term.encode(), n) for term, n in self._numbers.items())
        lengths = np.array([len(term) for term, _ in ordered], dtype=np.int64)
        with Column(self._folder / VOCABULARY, np.uint8) as letters:
            letters.append(np.frombuffer(b"".join(t for t, _ in ordered), dtype=np.uint8))
        with Column(self._folder / TERM_OFFSETS, np.int64) as offsets:
            offsets.append(np.concatenate(([0], np.cumsum(lengths))))
        final = np.empty(len(ordered), dtype=np.int32)
        final[[n for _, n in ordered]] = np.arange(len(ordered), dtype=np.int32)
        return final


def _write_postings(folder: Path, tokens: Tokens, offsets: Rows) -> None:
    """Write the postings by ascending term, then row."""
    holders = np.zeros(len(open_column(folder / TERM_OFFSETS)) - 1, dtype=np.int64)
    for numbers, _, _ in _counted(tokens, offsets):
        holders += np.bincount(numbers, minlength=len(holders))
    ends = np.concatenate(([0], np.cumsum(holders)))
    with Column(folder / POSTING_OFFSETS, np.int64) as column:
        column.append(ends)
    out_rows = _allocate(folder / POSTING_ROWS, np.int32, int(ends[-1]))
    out_counts = _allocate(folder / POSTING_COUNTS, np.int32, int(ends[-1]))
    offset = ends[:-1].copy()  # of each term's next posting
    for numbers, rows, counts in _counted(tokens, offsets):
        sizes = np.bincount(numbers, minlength=len(offset))
        within = np.arange(len(numbers)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        at = offset[numbers] + within
        out_rows[at], out_counts[at] = rows, counts
        offset += sizes


def _counted(tokens: Tokens, offsets: Rows) -> Iterator[tuple[Rows, Rows, Rows]]:
    """Chunk by chunk of passages: term numbers ascending, rows, and counts in each row."""
    size = len(offsets) - 1
    for start in range(0, size, PASSAGES_PER_CHUNK):
        some = offsets[start : start + PASSAGES_PER_CHUNK + 1]
        owner = np.repeat(np.arange(len(some) - 1), np.diff(some))
        keys = tokens[some[0] : some[-1]].astype(np.int64) * PASSAGES_PER_CHUNK + owner
        pairs, counts = np.unique(keys, return_counts=True)
        yield pairs // PASSAGES_PER_CHUNK, pairs % PASSAGES_PER_CHUNK + start, counts


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
