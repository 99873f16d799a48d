"""Reading and splitting the files of the seeds folder in a pool of workers.

Owns the result of a worker for one file, the batches of files, and the check that a worker sees the
same files as this process, without which the build stops. Knows nothing of indexes.
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
from index.sources.formats.decode import fallback_encoding, set_fallback_encoding
from index.sources.scan import require_folder
from index.sources.seed import file_digest, read_seed
from index.sources.split import split_passages
from index.workers.pool import WorkerPool
from index.workers.remote_encoding import PicklableEmbedder

MAX_BATCH_FILES, MAX_BATCH_BYTES = 16, 1 << 18  # of one task; a larger file is a task of its own


@dataclass(frozen=True, slots=True)
class FileArticles:
    """The result for one file: articles with their passages, rejected records, and omitted text."""

    path: str
    digest: str | None  # SHA-256 of the bytes; None if the file cannot be read
    articles: tuple[tuple[Article, tuple[Passage, ...]], ...]
    rejected: tuple[Rejection, ...]
    host: str  # name of the machine that read the file
    omissions: tuple[Omission, ...] = ()

    @property
    def source(self) -> Source:
        """The manifest's record of the file."""
        return Source(self.digest or "", len(self.articles), self.rejected, self.omissions)


def read_files(
    seeds: Path,
    digests: Mapping[str, str],
    paths: Iterable[str],
    embedder: Embedder,
    workers: WorkerPool,
) -> Iterator[FileArticles]:
    """Read files in the order of their paths, which are consumed as workers become free.

    ``digests`` maps paths to the SHA-256 of the files as this process sees them. Raises SeedsError
    when a worker sees another seeds folder.
    """
    folder = Path(os.path.abspath(seeds))  # noqa: PTH100  (a link may lead elsewhere on a worker)
    work = partial(read_batch, folder, PicklableEmbedder(embedder), encoding=fallback_encoding())
    for texts in workers.map(work, batches(seeds, paths)):
        for text in texts:
            check_same_file(folder, text, digests[text.path])
            yield text


def batches(seeds: Path, paths: Iterable[str]) -> Iterator[list[str]]:
    """Split paths into small batches, at most MAX_BATCH_FILES and MAX_BATCH_BYTES each."""
    group: list[str] = []
    total = 0
    for path in paths:
        size = _size(seeds / path)
        if group and (len(group) == MAX_BATCH_FILES or total + size > MAX_BATCH_BYTES):
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


def read_batch(
    seeds: Path, embedder: PicklableEmbedder, paths: Sequence[str], *, encoding: str | None = None
) -> list[FileArticles]:
    """Read one batch of files; runs in any process, on any machine that shares the folder."""
    set_fallback_encoding(encoding)
    _require_shared_folder(seeds)
    return [_read(seeds, path, embedder.open()) for path in paths]


def _read(seeds: Path, path: str, embedder: Embedder) -> FileArticles:
    try:
        seed = read_seed(seeds, path)
    except SeedError as error:
        return FileArticles(
            path=path,
            digest=file_digest(seeds, path),
            articles=(),
            rejected=(_rejection(error),),
            host=platform.node(),
        )
    split = partial(
        split_passages, count_tokens=embedder.count_tokens, max_tokens=embedder.max_tokens
    )
    return FileArticles(
        path=path,
        digest=seed.articles[0].digest if seed.articles else file_digest(seeds, path),
        articles=tuple((article, tuple(split(article))) for article in seed.articles),
        rejected=tuple(map(_rejection, seed.rejected)),
        host=platform.node(),
        omissions=seed.omissions,
    )


def _rejection(error: SeedError) -> Rejection:
    return Rejection(error.found, error.expected, error.cure)


def _require_shared_folder(seeds: Path) -> None:
    try:
        require_folder(seeds)
    except SeedsError as error:
        raise _folder_differs(
            seeds, f"{error.found} on {platform.node()}, where it is read"
        ) from error


def check_same_file(seeds: Path, text: FileArticles, digest: str) -> None:
    """Raise SeedsError if a worker read another file than this process has at the same path.

    A file that changed while it was read is no error.
    """
    if text.digest != digest and file_digest(seeds, text.path) == digest:
        what = "is another file" if text.digest else "cannot be read"
        raise _folder_differs(seeds, f"seed {text.path!r} {what} on {text.host} ({seeds})")


def _folder_differs(seeds: Path, found: str) -> SeedsError:
    return SeedsError(
        found=found,
        expected="the same folder on every machine that reads it",
        cure=f"share it with the workers as {seeds}",
    )
