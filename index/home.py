"""Building, opening and going back, wherever the index is kept: in a folder, or in a server.

Owns nothing but that choice. The library that talks to a server is loaded when an address asks for
it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from index import generation
from index.build import build as build_folder
from index.build import load as load_folder
from index.embed import Embedder
from index.interface import Opened
from index.manifest import Manifest
from index.place import Address, Place
from index.report import BuildReport


def build(seeds: Path, index: Place, *, embedder: Embedder, **how: Any) -> BuildReport:
    """Bring an index up to date with the seeds folder, as ``index.build.build`` says."""
    if isinstance(index, Address):
        from index.milvus.build import build

        return build(seeds, index, embedder=embedder, **how)
    return build_folder(seeds, index, embedder=embedder, **how)


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
