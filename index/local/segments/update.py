"""The segments of the next generation: those of the one before, and what was written since.

Owns the order of the steps from a segment of new articles to the segments of a generation. Knows
nothing of seeds, nor of how a generation is published.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.digests import NOT_FOUND, Rows, first_rows
from index.local import layout
from index.local.content import LocalContent
from index.local.segments.copies import copies_of
from index.local.segments.merging import merge, to_merge
from index.local.segments.order import Runs, joined, spread
from index.local.segments.segment import Segment
from index.local.segments.sharing import share
from index.local.segments.verified import VerifiedContent
from index.local.text.ordered import OrderedText
from index.local.text.rows import TextRows
from index.local.text.update import KEPT, TextUpdate
from index.local.vectors.embedding import EmbeddingOptions
from index.local.vectors.update import write_vectors
from index.manifest import SearchInfo, SegmentRecord


@dataclass(frozen=True)
class Assembled:
    """The content of a generation that was written. ``reused`` counts its passages that the one
    before had, ``removed`` the texts of passages that it has no more.
    """

    content: LocalContent
    segments: tuple[SegmentRecord, ...]
    sentences: int
    reused: int
    removed: int

    @property
    def search(self) -> SearchInfo:
        """The search of the largest segment."""
        sizes = [len(one.text.passage_rows) for one in self.content.segments]
        return self.segments[sizes.index(max(sizes))].search

    @property
    def dim(self) -> int:
        return int(self.content.segments[0].sentence_vectors.shape[1])


@dataclass(frozen=True)
class _Part:
    """A segment, and how it is searched."""

    segment: Segment
    search: SearchInfo


def assemble(
    folder: Path,
    update: TextUpdate,
    before: VerifiedContent | None,
    options: EmbeddingOptions,
    *,
    compact: bool = False,
) -> Assembled:
    """Complete the segments of the generation in a folder, to which ``update`` wrote new articles.

    Vectors of texts that the generation ``before`` has are copied from it. With ``compact`` there
    is one segment then, without anything that was removed.
    """
    parts, runs = _old_parts(before), _runs(update, before)
    moved = _moved(update, before)
    gone = _gone_passages(moved, before)
    reused = kept = len(before.content.passages) - len(gone) if before else 0
    sentences = before.manifest.sentences - before.sentence_count(gone) if before else 0
    if update.written:
        new = layout.segment_in(folder)
        text = TextRows(new)
        known = _known(text, before)
        sentences += len(text.sentences)
        reused += int(np.count_nonzero(known != NOT_FOUND))
        search = write_vectors(new, known, before, options, beside=kept)
        parts.append(_Part(Segment(new), search))
    chosen = _to_merge(parts, runs, update, compact=compact)
    parts, runs = _merged(folder, parts, runs, chosen, before)
    parts, runs = _in_use(parts, runs)
    if before:
        _link(folder, parts, before)
    segments = [Segment(folder / part.segment.name) for part in parts]
    content = _content(folder, segments, runs, moved, before)
    return Assembled(
        content=content,
        segments=tuple(SegmentRecord(part.segment.name, part.search) for part in parts),
        sentences=sentences,
        reused=reused,
        removed=_removed(content.text, gone, before),
    )


def _old_parts(before: VerifiedContent | None) -> list[_Part]:
    if before is None:
        return []
    segments, records = before.content.segments, before.manifest.segments
    return [_Part(one, record.search) for one, record in zip(segments, records, strict=True)]


def _runs(update: TextUpdate, before: VerifiedContent | None) -> Runs:
    """The articles of the update, in the segments before and a new one after these."""
    old = before.content if before else None
    new = len(old.segments) if old else 0
    return joined(
        old.text.article_order.cut(first, end)
        if kind == KEPT and old
        else np.array([[new, first, end]])
        for kind, first, end in update.pieces.tolist()
    )


def _to_merge(parts: list[_Part], runs: Runs, update: TextUpdate, *, compact: bool) -> set[int]:
    order = OrderedText([part.segment.text for part in parts], runs).passage_order
    left = [order.left(number) for number in range(len(parts))]
    sizes = [len(part.segment.text.passage_rows) for part in parts]
    if compact:
        used = {number for number, size in enumerate(left) if size}
        return used if len(used) > 1 or any(left[n] < sizes[n] for n in used) else set()
    return to_merge(left, sizes, written=bool(update.written))


def _merged(
    folder: Path,
    parts: list[_Part],
    runs: Runs,
    chosen: set[int],
    before: VerifiedContent | None,
) -> tuple[list[_Part], Runs]:
    """The parts and runs after merging the chosen ones."""
    if not chosen:
        return parts, runs
    segments = [part.segment for part in parts]
    for segment in (segments[number] for number in chosen):
        if before and segment.folder.parent != folder:
            before.check_segment(segment)
    merged = layout.merged_segment_in(folder)
    runs, search = merge(merged, segments, runs, chosen)
    shutil.rmtree(layout.segment_in(folder), ignore_errors=True)  # there may be none
    return [*parts, _Part(Segment(merged), search)], runs


def _in_use(parts: list[_Part], runs: Runs) -> tuple[list[_Part], Runs]:
    """The parts of which articles are left, and the runs with their numbers."""
    used, numbers = np.unique(runs[:, 0], return_inverse=True)
    return [parts[n] for n in used.tolist()], np.column_stack((numbers, runs[:, 1:]))


def _link(folder: Path, parts: list[_Part], before: VerifiedContent) -> None:
    """Give the files of the segments that stay a name in the new generation."""
    for segment in (part.segment for part in parts):
        if segment.folder.parent == before.folder:
            for name in before.files_of(segment):
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                share(name, previous=before.folder, folder=folder)


def _content(
    folder: Path,
    segments: Sequence[Segment],
    runs: Runs,
    moved: Rows,
    before: VerifiedContent | None,
) -> LocalContent:
    """Write the order of articles and the groups of copies; open the whole."""
    text = OrderedText([one.text for one in segments], runs)
    copies = copies_of(segments, text, before.content if before else None, moved)
    for name, rows in ((layout.ORDER, runs), (layout.COPIES, copies)):
        np.save(folder / name, rows, allow_pickle=False)
    return LocalContent(segments, runs, copies)


def _moved(update: TextUpdate, before: VerifiedContent | None) -> Rows:
    """The row of each article of the generation before, NOT_FOUND of those that were not kept."""
    size = len(before.content.articles) if before else 0
    moved, row = np.full(size, NOT_FOUND, dtype=np.int64), 0
    for kind, first, end in update.pieces.tolist():
        if kind == KEPT:
            moved[first:end] = np.arange(row, row + end - first)
        row += end - first
    return moved


def _known(text: TextRows, before: VerifiedContent | None) -> Rows:
    """The row, in the generation before, of each new passage's text; NOT_FOUND where there is
    none.
    """
    digests = text.passage_digests
    return before.find(digests) if before else np.full(len(digests), NOT_FOUND)


def _gone_passages(moved: Rows, before: VerifiedContent | None) -> Rows:
    """The passages of the articles of the generation before that were not kept."""
    if before is None:
        return np.empty(0, dtype=np.int64)
    gone = np.flatnonzero(moved == NOT_FOUND)
    first = before.content.text.first_passages
    return spread(first[gone], first[gone + 1] - first[gone])


def _removed(text: OrderedText, gone: Rows, before: VerifiedContent | None) -> int:
    """The number of texts of the passages that are gone and that no other passage has."""
    if before is None or not len(gone):
        return 0
    digests = before.digests(gone)
    texts = digests[first_rows(digests)]
    return int(np.count_nonzero(text.find(texts) == NOT_FOUND))
