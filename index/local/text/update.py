"""The text of the next generation: files that are as they were carried over, the others read.

Owns which files those are, and the order of the rows: that of the files' paths, and within a file
that of its articles. Knows nothing of vectors, nor of how files are read, which read.py does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath

from index.embedding.protocol import Embedder
from index.local.generation import Generation
from index.local.text.writer import TextWriter
from index.manifest import Source, compare
from index.sources.read import FileArticles, read_files
from index.sources.scan import Scan
from index.workers.pool import SERIAL, WorkerPool


def write_text(
    seeds: Path,
    folder: Path,
    found: Scan,
    last: Generation | None,
    embedder: Embedder,
    workers: WorkerPool = SERIAL,
) -> dict[str, Source]:
    """Write the text of all files found into a folder; what came of each, by its path.

    Files that ``last`` knows by their bytes are neither read nor cut again; the workers do the
    others.
    """
    writer = TextWriter(folder, carried=last.folder if last else None)
    carried = _Carried(writer, last.manifest.sources if last else {}, found)
    new = (path for path in found.digests if not carried.knows(path))
    texts = read_files(seeds, found.digests, new, embedder, workers)
    sources = {}
    for path in found.digests:
        source = carried.take(path)
        if source is None:
            carried.flush()
            source = _append(next(texts), found.digests[path], writer)
        sources[path] = source
    carried.flush()
    writer.finish()
    return sources


class _Carried:
    """The rows of the last generation; neighbours are taken over together."""

    def __init__(self, writer: TextWriter, sources: Mapping[str, Source], found: Scan) -> None:
        self._writer, self._sources, self._found = writer, sources, found
        self._origin = {
            new: old
            for old, new in compare(sources, found.digests).renamed
            # Another ending may be read in another way, and what was left out names its file.
            if _ending(old) == _ending(new) and not sources[old].rejected
        }
        self._first, row = {}, 0
        for path in sorted(sources):
            self._first[path], row = row, row + sources[path].articles
        self._run = (0, 0)  # rows to be taken over

    def knows(self, path: str) -> bool:
        """Whether a file can be taken over."""
        return self._same(path) is not None or path in self._origin

    def take(self, path: str) -> Source | None:
        """Take a file over, or say that it must be read."""
        source = self._same(path)
        if source:
            first = self._first[path]
            if first != self._run[1]:
                self.flush()
                self._run = (first, first)
            self._run = (self._run[0], first + source.articles)
            return source
        return self._take_renamed(path)

    def flush(self) -> None:
        first, end = self._run
        if first < end:
            self._writer.carry(first, end)
        self._run = (end, end)

    def _same(self, path: str) -> Source | None:
        source = self._sources.get(path)
        return source if source and source.digest == self._found.digests[path] else None

    def _take_renamed(self, path: str) -> Source | None:
        old = self._origin.get(path)
        if old is None:
            return None
        self.flush()
        first, source = self._first[old], self._sources[old]
        self._writer.carry(
            first, first + source.articles, renamed=lambda name: path + name.removeprefix(old)
        )
        return source


def _append(text: FileArticles, digest: str, writer: TextWriter) -> Source:
    """Write what came of a file."""
    for article, passages in text.articles:
        writer.append(article, passages)
        digest = article.digest  # of the bytes that were read, should they have changed just now
    return replace(text.source, digest=digest)


def _ending(path: str) -> str:
    return PurePosixPath(path).suffix.lower()
