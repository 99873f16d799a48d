"""Writing the articles of changed files as a segment, and finding the rows of all others.

Owns which files those are, and the order of the rows: that of the files' paths, and within a file
that of its articles. Knows nothing of vectors, nor of how files are read, which read.py does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

import numpy as np

from index.digests import Rows
from index.embedding.protocol import Embedder
from index.file_table import FileDigests, SourceColumns, SourceTable
from index.local.segments.order import Mask, Runs, joined
from index.local.segments.verified import VerifiedContent
from index.local.text.writer import TextWriter
from index.manifest import Source
from index.sources.changes import compare_sources
from index.sources.read import FileArticles, read_files
from index.sources.scan import Scan
from index.workers.pool import WorkerPool

KEPT, WRITTEN = 0, 1  # articles of the generation before, or of the segment that was written


@dataclass(frozen=True)
class TextUpdate:
    """The sources of all files, and the rows of all articles in their order: ranges of those KEPT
    and of those WRITTEN.
    """

    sources: SourceTable
    pieces: Runs
    written: int  # articles in the new segment


def write_text(
    seeds: Path,
    folder: Path,
    found: Scan,
    *,
    before: VerifiedContent | None,
    embedder: Embedder,
    workers: WorkerPool,
) -> TextUpdate:
    """Write the articles of new and changed files into a folder, which is made if there are any.

    Files that the generation ``before`` has with the same bytes are neither read nor split again;
    the workers read the others.
    """
    now = FileDigests.of(found.digests)
    old = SourceTable.of(before.manifest.sources if before else {})
    rows = now.rows_in(old.columns.digests)
    kept = now.same_in(old.columns.digests, rows)
    new, old_path = now.taken(~kept), _renamed(old, now)
    read = (path for path in new if path not in old_path)
    texts = read_files(seeds, now, read, embedder, workers)
    articles = _NewArticles(folder)
    written: dict[str, Source] = {}
    for path, digest in new.items():
        if before and path in old_path:
            written[path] = articles.copy(before, old, old_path[path], path)
        else:
            written[path] = articles.append(next(texts), digest)
    articles.finish()
    return _text_update(now, old.columns, rows, kept, written)


class _NewArticles:
    """The writer of new articles, opened for the first one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._opened: TextWriter | None = None

    @property
    def _writer(self) -> TextWriter:
        if self._opened is None:
            self._folder.mkdir()
            self._opened = TextWriter(self._folder)
        return self._opened

    def append(self, text: FileArticles, digest: str) -> Source:
        """Write the articles of a file that was read; return its source."""
        for article, passages in text.articles:
            self._writer.append(article, passages)
            digest = article.digest  # of the bytes that were read, should they have changed since
        return replace(text.source, digest=digest)

    def copy(self, before: VerifiedContent, old: SourceTable, path: str, new: str) -> Source:
        """Write the articles of a file of the generation before under its new path."""
        first, end = old.columns.articles_of(path)
        before.copy_articles(
            first, end, self._writer, renamed=lambda name: new + name.removeprefix(path)
        )
        return old[path]

    def finish(self) -> None:
        if self._opened:
            self._opened.finish()


def _renamed(old: SourceTable, now: FileDigests) -> dict[str, str]:
    """The old path of each file that has a new one."""
    if now.paths == old.columns.digests.paths:
        return {}
    return {
        new: path
        for path, new in compare_sources(old, now).renamed
        # Another ending may be read in another way, and a rejection names its file.
        if _ending(path) == _ending(new) and not old[path].rejected
    }


def _text_update(
    now: FileDigests, old: SourceColumns, rows: Rows, kept: Mask, written: Mapping[str, Source]
) -> TextUpdate:
    """The sources of all files: those ``kept`` have rows in the table before, the others were
    written in their order.
    """
    counts = np.array([source.articles for source in written.values()], dtype=np.int64)
    digests, articles = now.column.copy(), np.zeros(len(now), dtype=np.int64)
    first = np.zeros(len(now), dtype=np.int64)
    digests[~kept] = [source.digest for source in written.values()]
    articles[kept], articles[~kept] = old.articles[rows[kept]], counts
    first[kept], first[~kept] = old.offsets[rows[kept]], np.cumsum(counts) - counts
    pieces = np.column_stack((np.where(kept, KEPT, WRITTEN), first, first + articles))
    columns = SourceColumns(
        FileDigests(now.paths, digests),
        articles,
        {path: one for path, one in old.special.items() if path in now and path not in written}
        | {path: one for path, one in written.items() if one.is_special},
    )
    return TextUpdate(
        SourceTable(lambda: columns), joined([pieces[articles > 0]]), int(counts.sum())
    )


def _ending(path: str) -> str:
    return PurePosixPath(path).suffix.lower()
