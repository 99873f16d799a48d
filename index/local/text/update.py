"""Writing the text of the next generation: rows of unchanged files are copied, other files read.

Owns which files those are, and the order of the rows: that of the files' paths, and within a file
that of its articles. Knows nothing of vectors, nor of how files are read, which read.py does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath

from index.embedding.protocol import Embedder
from index.local.opening import LocalGeneration
from index.local.text.writer import TextWriter
from index.manifest import Source, compare_sources
from index.sources.read import FileArticles, read_files
from index.sources.scan import Scan
from index.workers.pool import WorkerPool


def write_text(
    seeds: Path,
    folder: Path,
    found: Scan,
    *,
    previous: LocalGeneration | None,
    embedder: Embedder,
    workers: WorkerPool,
) -> dict[str, Source]:
    """Write the text of all files found into a folder; return the source of each, by its path.

    Files that ``previous`` has with the same bytes are neither read nor split again; the workers
    read the others.
    """
    writer = TextWriter(folder, previous=previous.folder if previous else None)
    rows = _PreviousRows(writer, previous.manifest.sources if previous else {}, found)
    new = (path for path in found.digests if not rows.has(path))
    texts = read_files(seeds, found.digests, new, embedder, workers)
    sources = {}
    for path in found.digests:
        source = rows.take(path)
        if source is None:
            rows.flush()
            source = _append(next(texts), found.digests[path], writer)
        sources[path] = source
    rows.flush()
    writer.finish()
    return sources


class _PreviousRows:
    """The rows of the generation before; those of neighbouring files are copied together."""

    def __init__(self, writer: TextWriter, sources: Mapping[str, Source], found: Scan) -> None:
        self._writer, self._sources, self._found = writer, sources, found
        self._old_path = {
            new: old
            for old, new in compare_sources(sources, found.digests).renamed
            # Another ending may be read in another way, and a rejection names its file.
            if _ending(old) == _ending(new) and not sources[old].rejected
        }
        self._first, row = {}, 0
        for path in sorted(sources):
            self._first[path], row = row, row + sources[path].articles
        self._pending = (0, 0)  # rows [first, end) that are still to be copied

    def has(self, path: str) -> bool:
        """True if the rows of a file can be copied."""
        return self._unchanged(path) is not None or path in self._old_path

    def take(self, path: str) -> Source | None:
        """Copy the rows of a file, if they can be copied; return its source."""
        source = self._unchanged(path)
        if source:
            first = self._first[path]
            if first != self._pending[1]:
                self.flush()
                self._pending = (first, first)
            self._pending = (self._pending[0], first + source.articles)
            return source
        return self._take_renamed(path)

    def flush(self) -> None:
        first, end = self._pending
        if first < end:
            self._writer.copy_rows(first, end)
        self._pending = (end, end)

    def _unchanged(self, path: str) -> Source | None:
        source = self._sources.get(path)
        return source if source and source.digest == self._found.digests[path] else None

    def _take_renamed(self, path: str) -> Source | None:
        old = self._old_path.get(path)
        if old is None:
            return None
        self.flush()
        first, source = self._first[old], self._sources[old]
        self._writer.copy_rows(
            first, first + source.articles, renamed=lambda name: path + name.removeprefix(old)
        )
        return source


def _append(text: FileArticles, digest: str, writer: TextWriter) -> Source:
    """Write the articles of a file; return its source."""
    for article, passages in text.articles:
        writer.append(article, passages)
        digest = article.digest  # of the bytes that were read, should they have changed just now
    return replace(text.source, digest=digest)


def _ending(path: str) -> str:
    return PurePosixPath(path).suffix.lower()
