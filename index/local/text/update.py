"""Writing the articles of changed files as a segment, and finding the rows of all others.

Owns which files those are, and the order of the rows: that of the files' paths, and within a file
that of its articles. Knows nothing of vectors, nor of how files are read, which read.py does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from index.embedding.protocol import Embedder
from index.local.segments.verified import VerifiedContent
from index.local.text.writer import TextWriter
from index.manifest import Source, compare_sources
from index.sources.read import FileArticles, read_files
from index.sources.scan import Scan
from index.workers.pool import WorkerPool


@dataclass(frozen=True, slots=True)
class Piece:
    """Articles [first, end) of the generation before where they are ``kept``, else of the segment
    that was written.
    """

    kept: bool
    first: int
    end: int

    def __len__(self) -> int:
        return self.end - self.first


@dataclass(frozen=True)
class TextUpdate:
    """The source of every file by its path, and the rows of all articles in their order."""

    sources: Mapping[str, Source]
    pieces: tuple[Piece, ...]
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
    return _Update(seeds, folder, found, before, embedder, workers).run()


class _Update:
    def __init__(
        self,
        seeds: Path,
        folder: Path,
        found: Scan,
        before: VerifiedContent | None,
        embedder: Embedder,
        workers: WorkerPool,
    ) -> None:
        self._folder, self._digests, self._content = folder, found.digests, before
        self._before = dict(before.manifest.sources.items()) if before else {}
        self._old_path = {
            new: old
            for old, new in compare_sources(self._before, found.digests).renamed
            # Another ending may be read in another way, and a rejection names its file.
            if _ending(old) == _ending(new) and not self._before[old].rejected
        }
        new = (path for path in found.digests if not self._is_known(path))
        self._texts = read_files(seeds, found.digests, new, embedder, workers)
        self._writer: TextWriter | None = None

    def run(self) -> TextUpdate:
        first, row = {}, 0
        for path, source in self._before.items():
            first[path], row = row, row + source.articles
        sources: dict[str, Source] = {}
        pieces = _Pieces()
        for path, digest in self._digests.items():
            known = self._before.get(path)
            if known and known.digest == digest:
                pieces.add(True, first[path], first[path] + known.articles)
            else:
                start = self._written
                known = self._write(path, digest, first)
                pieces.add(False, start, self._written)
            sources[path] = known
        if self._writer:
            self._writer.finish()
        return TextUpdate(sources, pieces.joined(), self._written)

    def _is_known(self, path: str) -> bool:
        source = self._before.get(path)
        return path in self._old_path or bool(source and source.digest == self._digests[path])

    @property
    def _written(self) -> int:
        return len(self._writer) if self._writer else 0

    def _open_writer(self) -> TextWriter:
        if self._writer is None:
            self._folder.mkdir()
            self._writer = TextWriter(self._folder)
        return self._writer

    def _write(self, path: str, digest: str, first: Mapping[str, int]) -> Source:
        """Write the articles of a file that was read, or renamed; return its source."""
        old = self._old_path.get(path)
        if old is None or self._content is None:
            return self._append(next(self._texts), digest)
        source = self._before[old]
        self._content.copy_articles(
            first[old],
            first[old] + source.articles,
            self._open_writer(),
            renamed=lambda name: path + name.removeprefix(old),
        )
        return source

    def _append(self, text: FileArticles, digest: str) -> Source:
        for article, passages in text.articles:
            self._open_writer().append(article, passages)
            digest = (
                article.digest
            )  # of the bytes that were read, should they have changed just now
        return replace(text.source, digest=digest)


class _Pieces:
    """Pieces that are joined where one continues the other, as nearly all of an update do."""

    def __init__(self) -> None:
        self._done: list[Piece] = []
        self._kept, self._first, self._end = True, 0, 0

    def add(self, kept: bool, first: int, end: int) -> None:
        if kept != self._kept or first != self._end:
            self._close()
            self._kept, self._first = kept, first
        self._end = end

    def joined(self) -> tuple[Piece, ...]:
        self._close()
        self._first = self._end
        return tuple(self._done)

    def _close(self) -> None:
        if self._first < self._end:
            self._done.append(Piece(self._kept, self._first, self._end))


def _ending(path: str) -> str:
    return PurePosixPath(path).suffix.lower()
