"""What is current in an index, wherever it is kept: its number, its manifest, the one before.

Owns nothing but the choice between a folder and a server; the library that talks to one is loaded
when an address asks for it.
"""

from __future__ import annotations

from index import layout
from index.errors import IndexMissingError
from index.manifest import Manifest
from index.place import Address, Place


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
