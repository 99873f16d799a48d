"""An index wherever it is kept, in a folder or in a server: building, opening, going back, what is
current.

Owns nothing but that choice. The library that talks to a server is loaded when an address asks for
it.
"""

from __future__ import annotations

from pathlib import Path

from index.embedding.protocol import Embedder, Progress, no_progress
from index.errors import IndexMissingError
from index.interface import Opened
from index.local import generation, layout
from index.local.build import build as build_folder
from index.local.build import load as load_folder
from index.location import Address, Place
from index.manifest import Manifest
from index.recipe import Notice, unnoticed
from index.report import BuildReport
from index.workers.pool import SERIAL, WorkerPool


def build(
    seeds: Path,
    index: Place,
    *,
    embedder: Embedder,
    rebuild: bool = False,
    keep: int = generation.KEEP,
    progress: Progress = no_progress,
    notice: Notice = unnoticed,
    workers: WorkerPool = SERIAL,
) -> BuildReport:
    """Bring an index up to date with the seeds folder; with ``rebuild``, carry nothing over.

    Nothing is written when nothing changed, and questions are answered from the old index until the
    new one is complete. ``keep`` generations stay for rollback, the current one counted;
    ``progress`` is told of passages embedded (in a server of files read), ``notice`` why all is
    built again. Raises SeedsError, IndexFolderError or WorkersError.
    """
    if isinstance(index, Address):
        from index.milvus.build import build as build_collection

        return build_collection(
            seeds, index, embedder=embedder, rebuild=rebuild, keep=keep, progress=progress,
            notice=notice, workers=workers,
        )  # fmt: skip
    return build_folder(
        seeds, index, embedder=embedder, rebuild=rebuild, keep=keep, progress=progress,
        notice=notice, workers=workers,
    )  # fmt: skip


def load(index: Place, *, embedder: Embedder) -> Opened:
    """Open the current generation for questions encoded by the embedder. Never writes.

    Raises IndexMissingError, IndexDamagedError or IndexUnreachableError, or IndexMismatchError when
    another embedder built it.
    """
    if isinstance(index, Address):
        from index.milvus.generation import load

        return load(index, embedder=embedder)
    return load_folder(index, embedder=embedder)


def rollback(index: Place) -> Manifest:
    """Make the generation before the current one current again; its manifest.

    Raises IndexMissingError when there is none to go back to.
    """
    if isinstance(index, Address):
        from index.milvus.generation import rollback

        return rollback(index)
    return generation.rollback(index)


def number(index: Place) -> int:
    """Number of the current generation. Raises IndexFolderError."""
    if isinstance(index, Address):
        from index.milvus import generation

        return generation.current(index)
    return layout.current(index)


def manifest(index: Place) -> Manifest:
    """The current generation's manifest, nothing else opened. Raises IndexFolderError."""
    if isinstance(index, Address):
        from index.milvus import generation

        return generation.manifest(index)
    return layout.read_manifest(index)


def before(index: Place) -> int | None:
    """The generation that can be gone back to, where there is one. Raises IndexFolderError."""
    if isinstance(index, Address):
        from index.milvus import generation

        return generation.before(index)
    previous = layout.read_manifest(index).previous
    if previous is None or not layout.folder_of(index, previous.generation).is_dir():
        return None
    return previous.generation


def exists(index: Place) -> bool:
    """Whether there is an index. Raises IndexFolderError when that cannot be known."""
    try:
        if isinstance(index, Address):
            number(index)
        else:
            layout.pointer(index)
    except IndexMissingError:
        return False
    return True
