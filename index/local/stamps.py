"""The stamps of the seeds that the current generation was built from, in a file beside it.

    SHA-256 of the rest, SHA-256 of the generation's manifest, and a row of four int64 for each of
    its sources in their order, -1 for those that are to be read in any case

Owns that file. It only saves time: where it is missing, damaged or of another generation, all files
are read. It is no part of a generation, which has no times, so that equal seeds give equal bytes.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path

import numpy as np

from index.errors import IndexFolderError
from index.file_table import FileDigests, SourceTable
from index.files import atomic
from index.local import layout
from index.manifest import Manifest, Pointer
from index.sources.scan import Scan
from index.sources.seen import NO_STAMP, Seen

_DIGEST = 32  # bytes of a SHA-256


def read_stamps(index: Path, seeds: Path, manifest: Manifest | None = None) -> Seen:
    """The files that the current generation was built from, with their stamps.

    ``manifest`` is its manifest where it was read already. None where there is no generation, or it
    was built from another folder.
    """
    try:
        pointer = layout.pointer(index)
        if manifest is None or manifest.generation != pointer.generation:
            manifest = layout.manifest_of(index, pointer)
        return stamps_of(index, pointer, manifest, seeds)
    except IndexFolderError:
        return Seen.nothing()


def stamps_of(index: Path, pointer: Pointer, manifest: Manifest, seeds: Path) -> Seen:
    """As ``read_stamps``, of a generation whose manifest was read."""
    if manifest.seeds != str(seeds.resolve()):
        return Seen.nothing()
    try:
        content = (index / layout.STAMPS).read_bytes()
    except OSError:
        return Seen.nothing()
    rest = content[_DIGEST:]
    if hashlib.sha256(rest).digest() != content[:_DIGEST] or rest[:_DIGEST] != _bytes_of(pointer):
        return Seen.nothing()
    stamps = np.frombuffer(rest, "<i8", offset=_DIGEST).reshape(-1, len(NO_STAMP))
    return Seen(SourceTable.of(manifest.sources).columns.digests, stamps)


def write_stamps(index: Path, pointer: Pointer, manifest: Manifest, found: Scan) -> None:
    """Write the stamps of a generation's sources, as far as they were found with these bytes; where
    the disk is full, none.
    """
    sources = SourceTable.of(manifest.sources).columns.digests
    same = FileDigests.of(found.digests).column == sources.column
    stamps = np.where(same[:, np.newaxis], found.stamps, NO_STAMP)
    rest = _bytes_of(pointer) + stamps.astype("<i8").tobytes()
    with suppress(OSError):
        atomic.swap(index / layout.STAMPS, hashlib.sha256(rest).digest() + rest)


def _bytes_of(pointer: Pointer) -> bytes:
    return bytes.fromhex(pointer.sha256)
