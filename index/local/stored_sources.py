"""The sources of a generation in a file of their own, which is read when it is first used.

    number of files, and of bytes of their paths, as int64; the digests in hexadecimal; the numbers
    of articles as int64; the paths, ascending, with a 0 between two; the other sources as JSON

Owns the form of that file. Questions never need it.
"""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import numpy as np

from index.file_table import FileDigests, SourceColumns, SourceTable
from index.local import files
from index.manifest import FileChecksum, fields_of, source_of

SOURCES = "sources"
_DIGEST, _NUMBER = 64, 8  # bytes of each


def write_sources(folder: Path, sources: SourceTable) -> None:
    columns = sources.columns
    paths = "\0".join(columns.digests.paths).encode()
    special = {path: fields_of(source) for path, source in sorted(columns.special.items())}
    parts = (
        np.array([len(columns.digests), len(paths)], dtype="<i8").tobytes(),
        columns.digests.column.tobytes(),
        columns.articles.astype("<i8").tobytes(),
        paths,
        json.dumps(special, separators=(",", ":")).encode(),
    )
    (folder / SOURCES).write_bytes(b"".join(parts))


def stored_sources(folder: Path, checksum: FileChecksum) -> SourceTable:
    """The sources of a generation. Using them may raise IndexDamagedError."""
    return SourceTable(partial(_read, folder / SOURCES, checksum))


def _read(path: Path, checksum: FileChecksum) -> SourceColumns:
    content = files.read_verified(path, checksum)
    count, size = np.frombuffer(content, "<i8", 2).tolist()
    digests = 2 * _NUMBER
    articles = digests + count * _DIGEST
    paths = articles + count * _NUMBER
    special = json.loads(content[paths + size :])
    return SourceColumns(
        FileDigests(
            content[paths : paths + size].decode().split("\0") if count else [],
            np.frombuffer(content, f"S{_DIGEST}", count, digests),
        ),
        np.frombuffer(content, "<i8", count, articles),
        {name: source_of(fields) for name, fields in special.items()},
    )
