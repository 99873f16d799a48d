"""The text of the next generation: files that are as they were carried over, the others read.

Owns which files those are, and the order of the rows: that of the files' paths, and within a file
that of its articles. Knows nothing of vectors.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from index.embed import Embedder
from index.errors import SeedError
from index.generation import Generation
from index.manifest import Rejection, Source, compare
from index.seeds import Scan, read_seed
from index.split import split_passages
from index.writer import TextWriter

FORMATS = "formats/1"  # changes whenever a reader would make other articles of the same bytes


def write_text(
    seeds: Path, folder: Path, found: Scan, last: Generation | None, embedder: Embedder
) -> dict[str, Source]:
    """Write the text of all files found into a folder; what came of each, by its path.

    Files that ``last`` knows by their bytes are neither read nor cut again.
    """
    writer = TextWriter(folder, carried=last.folder if last else None)
    carried = _Carried(writer, last.manifest.sources if last else {}, found)
    sources = {}
    for path in found.digests:
        source = carried.take(path)
        if source is None:
            carried.flush()
            source = _read(seeds, path, found.digests[path], writer, embedder)
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

    def take(self, path: str) -> Source | None:
        """Take a file over, or say that it must be read."""
        source = self._sources.get(path)
        if source and source.digest == self._found.digests[path]:
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


def _read(seeds: Path, path: str, digest: str, writer: TextWriter, embedder: Embedder) -> Source:
    """Read a file and cut its articles into passages."""
    try:
        seed = read_seed(seeds, path)
    except SeedError as error:
        return Source(digest, 0, (_rejection(error),))
    for article in seed.articles:
        cut = split_passages(
            article, count_tokens=embedder.count_tokens, max_tokens=embedder.max_tokens
        )
        writer.append(article, list(cut))
        digest = article.digest  # of the bytes that were read, should they have changed just now
    return Source(digest, len(seed.articles), tuple(map(_rejection, seed.rejected)))


def _rejection(error: SeedError) -> Rejection:
    return Rejection(error.found, error.expected, error.cure)


def _ending(path: str) -> str:
    return PurePosixPath(path).suffix.lower()
