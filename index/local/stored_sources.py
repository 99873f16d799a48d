"""The sources of a generation in a file of their own, which is read when it is first used.

Owns the form of that file. Questions never need it: parsing fifty thousand sources takes longer
than opening all else.
"""

from __future__ import annotations

import json
from collections.abc import ItemsView, Iterator, Mapping
from functools import cached_property
from pathlib import Path

from index.local import files
from index.manifest import FileChecksum, Source, fields_of, source_of

SOURCES = "sources.json"


def write_sources(folder: Path, sources: Mapping[str, Source]) -> None:
    """Write the sources by path; nearly all are a digest and a number of articles."""
    records = {
        path: fields_of(source)
        if source.rejected or source.omissions
        else (source.digest, source.articles)
        for path, source in sources.items()
    }
    (folder / SOURCES).write_text(json.dumps(records, separators=(",", ":")), encoding="ascii")


class StoredSources(Mapping[str, Source]):
    """The sources by path, in ascending order of paths. Using them may raise IndexDamagedError."""

    def __init__(self, folder: Path, checksum: FileChecksum) -> None:
        self._path, self._checksum = folder / SOURCES, checksum

    def __getitem__(self, path: str) -> Source:
        return self._sources[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._sources)

    def __len__(self) -> int:
        return len(self._sources)

    def items(self) -> ItemsView[str, Source]:
        return (
            self._sources.items()
        )  # Mapping's own looks each path up, and takes ten times as long

    @cached_property
    def _sources(self) -> dict[str, Source]:
        records = json.loads(files.read_verified(self._path, self._checksum))
        return {
            path: Source(*record) if isinstance(record, list) else source_of(record)
            for path, record in records.items()
        }
