"""What comes of the files of the seeds folder: read, and cut into passages, by workers.

Owns what a worker gives back of a file, how many files it is given at once, and that a worker sees
the same files as this process: it stops the build when it does not. Knows nothing of indexes.
"""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from index.corpus import Article, Omission, Passage
from index.embedding.protocol import Embedder
from index.errors import SeedError, SeedsError
from index.manifest import Rejection, Source
from index.sources.formats.decode import assume, assumed
from index.sources.scan import digest_of, read_seed, require_folder
from index.sources.split import split_passages
from index.workers.pool import WorkerPool
from index.workers.remote_encoding import Portable

FILES, BYTES = 16, 1 << 18  # of one task, at most, unless one file is larger


@dataclass(frozen=True, slots=True)
class FileText:
    """What one file gave: its articles with their passages, the records that are none, and text
    that was left out on purpose.
    """

    path: str
    digest: str | None  # of the bytes that were read; None where there were none
    articles: tuple[tuple[Article, tuple[Passage, ...]], ...]
    rejected: tuple[Rejection, ...]
    host: str
    omissions: tuple[Omission, ...] = ()

    @property
    def source(self) -> Source:
        """What the index remembers of the file."""
        return Source(self.digest or "", len(self.articles), self.rejected, self.omissions)


def read_texts(
    seeds: Path,
    digests: Mapping[str, str],
    paths: Iterable[str],
    embedder: Embedder,
    workers: WorkerPool,
) -> Iterator[FileText]:
    """Read files in the order of their paths, which are taken as there is room for them.

    ``digests`` are those that the files had here. Raises SeedsError when a worker does not see the
    seeds folder as this process does.
    """
    folder = Path(os.path.abspath(seeds))  # noqa: PTH100  (a link may lead elsewhere on a worker)
    work = partial(read_group, folder, Portable(embedder), encoding=assumed())
    for texts in workers.map(work, grouped(seeds, paths)):
        for text in texts:
            check(folder, text, digests[text.path])
            yield text


def grouped(seeds: Path, paths: Iterable[str]) -> Iterator[list[str]]:
    """Paths that are read together: few bytes, so that no worker has long to do."""
    group: list[str] = []
    total = 0
    for path in paths:
        size = _size(seeds / path)
        if group and (len(group) == FILES or total + size > BYTES):
            yield group
            group, total = [], 0
        group.append(path)
        total += size
    if group:
        yield group


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def read_group(
    seeds: Path, embedder: Portable, paths: Sequence[str], *, encoding: str | None = None
) -> list[FileText]:
    """The work of one task, which may be done in another process, on another machine."""
    assume(encoding)
    _require(seeds)
    return [_read(seeds, path, embedder.open()) for path in paths]


def _read(seeds: Path, path: str, embedder: Embedder) -> FileText:
    try:
        seed = read_seed(seeds, path)
    except SeedError as error:
        digest = digest_of(seeds, path)
        return FileText(path, digest, (), (_rejection(error),), platform.node())
    cut = partial(
        split_passages, count_tokens=embedder.count_tokens, max_tokens=embedder.max_tokens
    )
    articles = tuple((article, tuple(cut(article))) for article in seed.articles)
    digest = seed.articles[0].digest if seed.articles else digest_of(seeds, path)
    rejected = tuple(map(_rejection, seed.rejected))
    return FileText(path, digest, articles, rejected, platform.node(), seed.omissions)


def _rejection(error: SeedError) -> Rejection:
    return Rejection(error.found, error.expected, error.cure)


def _require(seeds: Path) -> None:
    try:
        require_folder(seeds)
    except SeedsError as error:
        raise _unlike(seeds, f"{error.found} on {platform.node()}, where it is read") from error


def check(seeds: Path, text: FileText, digest: str) -> None:
    """Files change while they are read; a worker that sees what is not here reads others."""
    if text.digest != digest and digest_of(seeds, text.path) == digest:
        what = "is another file" if text.digest else "cannot be read"
        raise _unlike(seeds, f"seed {text.path!r} {what} on {text.host} ({seeds})")


def _unlike(seeds: Path, found: str) -> SeedsError:
    return SeedsError(
        found=found,
        expected="the same folder on every machine that reads it",
        cure=f"share it with the workers as {seeds}",
    )
