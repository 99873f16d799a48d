"""The order of rows that are stored in several segments, and which of these are left.

Owns the numbering: row i of an index is the i-th row of its runs, each a range of neighbouring rows
of one segment. Rows of a segment that no run has were removed. Knows nothing of what rows hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.digests import NOT_FOUND, Rows

Mask = NDArray[np.bool_]
Runs = Rows  # shape (runs, 3): segment, first row in it, end


class RowOrder:
    """The rows of an index, in runs; the runs of one segment ascend."""

    def __init__(self, runs: Runs, segments: int) -> None:
        """``segments`` is the number of segments, of which some may have no run."""
        self.runs = runs
        self._starts = np.concatenate(([0], np.cumsum(runs[:, 2] - runs[:, 1])))
        self._own = [np.flatnonzero(runs[:, 0] == segment) for segment in range(segments)]
        # Of each segment's runs: first row in it, end, and what makes of that the row here.
        self._ranges = [
            (runs[own, 1], runs[own, 2], self._starts[own] - runs[own, 1]) for own in self._own
        ]

    def __len__(self) -> int:
        return int(self._starts[-1])

    def locate(self, rows: Rows) -> tuple[Rows, Rows]:
        """The segment of each row, and its row in it."""
        run = np.searchsorted(self._starts, rows, side="right") - 1
        return self.runs[run, 0], self.runs[run, 1] + (rows - self._starts[run])

    def rows(self, segment: int, own: Rows) -> Rows:
        """The row that each of a segment's own rows has here, NOT_FOUND for those removed."""
        first, end, shift = self._ranges[segment]
        if len(first) > 1:
            at = np.maximum(np.searchsorted(first, own, side="right") - 1, 0)
            first, end, shift = first[at], end[at], shift[at]
        elif not len(first):
            return np.full(len(own), NOT_FOUND, dtype=np.int64)
        return np.where((own >= first) & (own < end), own + shift, NOT_FOUND)

    def row_map(self, segment: int, size: int) -> NDArray[np.int32]:
        """``rows`` of all of a segment's ``size`` rows, to be looked up often."""
        first, end, shift = self._ranges[segment]
        own, found = spread(first, end - first), np.full(size, NOT_FOUND, dtype=np.int32)
        found[own] = own + np.repeat(shift, end - first)
        return found

    def left(self, segment: int) -> int:
        """The number of a segment's rows that were not removed."""
        mine = self._own[segment]
        return int((self.runs[mine, 2] - self.runs[mine, 1]).sum())

    def mask(self, segment: int, size: int, chosen: Mask | None = None) -> Mask:
        """True for each of a segment's ``size`` rows that was not removed, and that is ``chosen``,
        a mask of all rows here.
        """
        mask = np.zeros(size, dtype=np.bool_)
        for run in self._own[segment].tolist():
            _, first, end = self.runs[run].tolist()
            start = int(self._starts[run])
            mask[first:end] = True if chosen is None else chosen[start : start + end - first]
        return mask

    def gather(self, columns: Sequence[NDArray[Any]]) -> NDArray[Any]:
        """One column of every segment, as a column of the rows here."""
        return np.concatenate([columns[s][first:end] for s, first, end in self.runs.tolist()])

    def take(self, columns: Sequence[NDArray[Any]], rows: Rows) -> NDArray[Any]:
        """Given rows of one column of every segment; of segments at least one."""
        segments, own = self.locate(rows)
        found = np.empty((len(rows), *columns[0].shape[1:]), dtype=columns[0].dtype)
        for segment in np.unique(segments).tolist():
            at = segments == segment
            found[at] = columns[segment][own[at]]
        return found

    def cut(self, first: int, end: int) -> Runs:
        """The runs of rows [first, end) alone."""
        if first >= end:
            return np.empty((0, 3), dtype=np.int64)
        opens, closes = np.searchsorted(self._starts, (first, end - 1), side="right") - 1
        runs = self.runs[opens : closes + 1].copy()
        runs[0, 1] += first - self._starts[opens]
        runs[-1, 2] -= self._starts[closes + 1] - end
        return runs

    def widened(self, offsets: Sequence[Rows]) -> RowOrder:
        """The order of what rows consist of: row i of a segment of [offsets[i], offsets[i + 1])."""
        runs = self.runs.copy()
        for segment, own in enumerate(self._own):
            runs[own, 1:] = offsets[segment][self.runs[own, 1:]]
        return RowOrder(runs, len(self._own))


def joined(parts: Iterable[Runs]) -> Runs:
    """Runs one after the other; those that continue each other become one."""
    runs = np.concatenate([np.empty((0, 3), dtype=np.int64), *parts])
    if not len(runs):
        return runs
    continues = (runs[1:, 0] == runs[:-1, 0]) & (runs[1:, 1] == runs[:-1, 2])
    opens = np.flatnonzero(np.concatenate(([True], ~continues)))
    ends = runs[np.concatenate((opens[1:], [len(runs)])) - 1, 2]
    return np.column_stack((runs[opens, :2], ends))


def spread(first: Rows, counts: Rows) -> Rows:
    """All numbers of the ranges that start at ``first`` and have ``counts`` numbers."""
    offsets = np.cumsum(counts) - counts
    numbers: Rows = np.arange(counts.sum()) + np.repeat(first - offsets, counts)
    return numbers
