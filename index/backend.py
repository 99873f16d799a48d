"""An index wherever it is kept, in a folder or in a server: building, opening, rolling back.

Owns nothing but the choice between the two. The library that talks to a server is loaded when an
address asks for it.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from index.embedding.protocol import Embedder, Progress, no_progress
from index.errors import IndexMissingError
from index.interface import Opened
from index.local import build as folder
from index.local import generation, layout, opening
from index.local.stamps import read_stamps
from index.location import Address, Location
from index.manifest import Manifest
from index.options import KEEP, BuildOptions, OnRebuild, ignore_rebuild
from index.report import BuildReport
from index.sources.seen import Seen
from index.workers.open import open_workers
from index.workers.pool import SERIAL, WorkerPool


def build(
    seeds: Path,
    index: Location,
    *,
    embedder: Embedder,
    rebuild: bool = False,
    compact: bool = False,
    keep: int = KEEP,
    progress: Progress = no_progress,
    on_rebuild: OnRebuild = ignore_rebuild,
    workers: WorkerPool = SERIAL,
) -> BuildReport:
    """Bring an index up to date with the seeds folder; ``BuildOptions`` says what each option does.

    Nothing is written when nothing changed, and questions are answered from the old index until the
    new one is complete. Raises SeedsError, IndexFolderError or WorkersError; the index is then as
    it was.
    """
    options = BuildOptions(
        embedder=embedder,
        rebuild=rebuild,
        compact=compact,
        keep=keep,
        progress=progress,
        on_rebuild=on_rebuild,
        workers=workers,
    )
    return _build(seeds, index, options)


def update_index(
    seeds: Path, index: Location, options: BuildOptions, *, workers: str | None
) -> BuildReport:
    """Bring an index up to date as ``build`` does, by the workers at ``dask://HOST:PORT``, or by
    this process where there is no address.

    Raises also SettingsError for a bad address.
    """
    with open_workers(workers) as pool:
        return _build(seeds, index, replace(options, workers=pool))


def _build(seeds: Path, index: Location, options: BuildOptions) -> BuildReport:
    if isinstance(index, Address):
        from index.milvus import build as server

        return server.build(seeds, index, options)
    return folder.build(seeds, index, options)


def load(index: Location, *, embedder: Embedder) -> Opened:
    """Open the current generation for questions encoded by the embedder. Never writes.

    Raises IndexMissingError, IndexDamagedError or IndexUnreachableError, or IndexMismatchError when
    another embedder built it.
    """
    if isinstance(index, Address):
        from index.milvus import generation as server

        return server.load(index, embedder=embedder)
    return opening.load(index, embedder=embedder)


def kept_generations(index: Location) -> list[int]:
    """Numbers of the generations that can be opened, the current one first.

    Raises IndexFolderError.
    """
    if isinstance(index, Address):
        from index.milvus import generation as server

        return server.kept(index)
    return generation.kept(index)


def load_generation(index: Location, number: int, *, embedder: Embedder) -> Opened:
    """Open a generation that is kept, as ``load`` opens the current one.

    Raises IndexMissingError, which names those that are kept, where it is not.
    """
    if isinstance(index, Address):
        from index.milvus import generation as server

        return server.load_kept(index, number, embedder=embedder)
    return generation.load_kept(index, number, embedder=embedder)


def rollback(index: Location) -> Manifest:
    """Make the generation before the current one current again; return its manifest.

    Raises IndexMissingError when there is none to go back to.
    """
    if isinstance(index, Address):
        from index.milvus import generation as server

        return server.rollback(index)
    return generation.rollback(index)


def current_generation(index: Location) -> int:
    """Number of the current generation. Raises IndexFolderError."""
    if isinstance(index, Address):
        from index.milvus import generation as server

        return server.current_generation(index)
    return layout.current(index)


def previous_generation(index: Location) -> int | None:
    """Number of the generation that ``rollback`` goes back to; None for none.

    Raises IndexFolderError.
    """
    if isinstance(index, Address):
        from index.milvus import generation as server

        return server.previous_generation(index)
    return layout.previous(index)


def read_manifest(index: Location) -> Manifest:
    """The current generation's manifest, nothing else opened. Raises IndexFolderError."""
    if isinstance(index, Address):
        from index.milvus import generation as server

        return server.read_manifest(index)
    return layout.read_manifest(index)


def seen_files(index: Location, seeds: Path, manifest: Manifest | None = None) -> Seen:
    """The files of the seeds folder by which a scan knows those that did not change since the index
    was built; none where that is not known. ``manifest`` is the index's where it was read already.
    """
    if isinstance(index, Address):
        return Seen.nothing()
    return read_stamps(index, seeds, manifest)


def exists(index: Location) -> bool:
    """True if there is an index. Raises IndexFolderError when that cannot be known."""
    try:
        if isinstance(index, Address):
            current_generation(index)
        else:
            layout.pointer(index)
    except IndexMissingError:
        return False
    return True
