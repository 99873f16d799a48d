"""Merging segments into one: which, and copying the rows that were not removed.

Owns the policy, which bounds three things. Each segment is at least MERGE_RATIO times as large as
all smaller ones together, so that their number grows with the logarithm of the index, and a row is
copied as many times. And of no segment more than MAX_REMOVED of the rows are removed ones, which
take up space and are searched in vain.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

import numpy as np

from index.digests import Rows
from index.embedding.protocol import Vectors
from index.local.content import LocalContent
from index.local.segments.order import Runs, joined
from index.local.segments.segment import Segment
from index.local.text.rows import TextRows
from index.local.text.writer import TextWriter
from index.local.vectors.ordered import SentenceColumn
from index.local.vectors.update import VectorSource, copy_vectors
from index.manifest import SearchInfo

MERGE_RATIO = 5
MAX_REMOVED = 0.2  # of a segment's passages


def to_merge(left: Sequence[int], sizes: Sequence[int], *, written: bool) -> set[int]:
    """The numbers of the segments to merge into one, none where all may stay as they are.

    ``sizes`` are their numbers of passages, of which ``left`` were not removed; those with none
    left are not asked for. If one was ``written`` just now it is the last, and merged with others
    only.
    """
    chosen = {
        number
        for number, size in enumerate(sizes)
        if left[number] and size - left[number] > MAX_REMOVED * size
    }
    new = {len(sizes) - 1} if written else set()
    total = sum(left[number] for number in chosen | new)
    for number in sorted(set(range(len(sizes))) - chosen - new, key=lambda n: left[n]):
        if left[number] and left[number] < MERGE_RATIO * total:
            chosen.add(number)
            total += left[number]
    return chosen | new if chosen else set()


def merge(
    folder: Path, segments: Sequence[Segment], runs: Runs, chosen: Collection[int]
) -> tuple[Runs, SearchInfo]:
    """Write the articles of the chosen segments as one into a folder, in the order of the runs.

    Returns all runs with that segment numbered ``len(segments)``, and how it is searched.
    """
    mine = np.isin(runs[:, 0], list(chosen))
    folder.mkdir()
    writer = TextWriter(folder)
    for number, first, end in runs[mine].tolist():
        writer.copy_rows(segments[number].text, segments[number].lexical, first, end)
    writer.finish()
    content = _chosen_content(segments, runs[mine])
    sources: list[tuple[VectorSource, Rows]]
    sources = [(_Vectors(content), np.arange(len(content.passages)))]
    others = _chosen_content(segments, runs[~mine]).passages
    search = copy_vectors(folder, TextRows(folder), sources, beside=len(others))
    ends = np.cumsum(runs[mine, 2] - runs[mine, 1])
    moved = runs.copy()
    moved[mine] = np.column_stack(
        (np.full(len(ends), len(segments)), np.concatenate(([0], ends[:-1])), ends)
    )
    return joined([moved]), search


def _chosen_content(segments: Sequence[Segment], runs: Runs) -> LocalContent:
    """The content of some segments alone: no file of the others is opened."""
    numbers, own = np.unique(runs[:, 0], return_inverse=True)
    chosen = [segments[number] for number in numbers.tolist()]
    runs = np.column_stack((own, runs[:, 1:]))
    return LocalContent(chosen, runs, np.empty(0, dtype=np.int64))


class _Vectors:
    """The vectors of a content's passages."""

    def __init__(self, content: LocalContent) -> None:
        self._content = content

    def passages(self, rows: Rows) -> Vectors:
        return self._content.passage_vectors.vectors(rows)

    def sentences(self, rows: Rows) -> SentenceColumn:
        return self._content.sentence_vectors.vectors(rows)[0]
