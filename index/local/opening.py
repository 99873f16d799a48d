"""Opening a generation of an index in a folder: its files checked, its readers counted.

Owns the checks before a native parser sees a file, and the reader lock that keeps an open
generation from being removed. Never writes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from index.corpus import Article
from index.embedding.protocol import Embedder
from index.errors import IndexDamagedError, IndexMismatchError
from index.local import files, layout
from index.local.columns import open_column
from index.local.content import LocalContent
from index.local.files import Depth
from index.local.lock import ReaderLock
from index.local.segments.segment import Segment
from index.manifest import Manifest, Pointer
from index.recipe import embedder_label, recipe_of


@dataclass(frozen=True)
class LocalGeneration:
    """One opened generation: it stays as it is, whatever is built after it."""

    pointer: Pointer
    manifest: Manifest
    content: LocalContent
    folder: Path
    reader_lock: ReaderLock

    @property
    def article(self) -> Mapping[str, Article]:
        """The articles by id."""
        return self.content.article

    def release(self) -> None:
        """Let the generation be removed; open files can be read on where the system allows it."""
        self.reader_lock.close()


def load(index: Path, *, embedder: Embedder) -> LocalGeneration:
    """Open the current generation for questions encoded by the embedder.

    Raises IndexMissingError, IndexDamagedError, or IndexMismatchError when another embedder built
    it.
    """
    return require_same_vectors(open_current(index), index, embedder=embedder)


def require_same_vectors(
    opened: LocalGeneration, index: Path, *, embedder: Embedder
) -> LocalGeneration:
    """The generation itself; raises IndexMismatchError when another embedder built it."""
    built, mine = opened.manifest.recipe, recipe_of(embedder)
    if not built.same_vectors(mine):
        raise IndexMismatchError(
            found=f"the index in {str(index)!r} was built with {embedder_label(built)}",
            expected=embedder_label(mine),
            cure="run qa index, or set QA_EMBEDDER to the model it was built with",
        )
    return opened


def open_current(index: Path, depth: Depth = Depth.SMALL) -> LocalGeneration:
    """Open the current generation, its files checked first.

    When a build replaces and removes the generation while it is being opened, the newer one is
    opened instead. Raises IndexFolderError.
    """
    while True:
        pointer = layout.pointer(index)
        try:
            return open_generation(index, pointer, depth)
        except (IndexDamagedError, FileNotFoundError):
            if layout.pointer(index) == pointer:
                raise


def open_generation(index: Path, pointer: Pointer, depth: Depth) -> LocalGeneration:
    """Open one generation. Raises IndexFolderError."""
    manifest = layout.manifest_of(index, pointer)
    folder = layout.folder_of(index, pointer.generation)
    try:
        reader_lock = ReaderLock(folder)
    except BlockingIOError as error:
        raise files.damaged(folder, "is being removed") from error
    except OSError as error:
        raise files.damaged(
            folder / layout.READER_LOCK, f"cannot be read ({error.strerror})"
        ) from error
    files.check_all(folder, manifest.files, depth)
    return LocalGeneration(pointer, manifest, content_of(folder, manifest), folder, reader_lock)


def content_of(folder: Path, manifest: Manifest) -> LocalContent:
    """The content of a generation's folder; no file is mapped before it is used, but the order."""
    segments = [Segment(folder / one.name) for one in manifest.segments]
    runs = open_column(folder / layout.ORDER)
    return LocalContent(segments, runs, open_column(folder / layout.COPIES))
