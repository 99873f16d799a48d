"""The files that a scan of the seeds folder found, and the stamps by which a later one knows them.

Owns putting together what was looked at and what was not. Reads no files.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.file_table import FileDigests

# Size, times of the last change of content and of inode in ns, and number of the inode. While none
# of these changes, nor do the bytes: a program can set the first time, but not the second.
Stamp = tuple[int, int, int, int]
Stamps = NDArray[np.int64]  # shape (files, 4)
NO_STAMP: Stamp = (-1, -1, -1, -1)  # of a file that is to be read in any case


@dataclass(frozen=True)
class Seen:
    """Files with the digests of their bytes, and their stamps at that time."""

    digests: FileDigests
    stamps: Stamps

    @classmethod
    def nothing(cls) -> Seen:
        return cls(FileDigests.of({}), np.empty((0, len(NO_STAMP)), dtype=np.int64))

    def to_look_at(self, changed: Collection[str]) -> list[str]:
        """The paths to look at where these have changed: those of files without a stamp too."""
        return sorted({*changed, *self.digests.taken(self.stamps[:, 0] < 0)})

    def has_below(self, folder: str) -> bool:
        """True if some of the files are in that folder."""
        paths, prefix = self.digests.paths, f"{folder}/"
        row = bisect_left(paths, prefix)
        return row < len(paths) and paths[row].startswith(prefix)

    def updated(self, paths: Sequence[str], found: Seen) -> Seen:
        """With what was found of some paths, instead of what was seen there."""
        rows = [row for row in map(self.digests.row, paths) if row is not None]
        kept = np.ones(len(self.digests), dtype=np.bool_)
        kept[rows] = False
        rest, column, stamps = self.digests.taken(kept), found.digests.column, self.stamps[kept]
        at = [bisect_left(rest.paths, path) for path in found.digests]
        names = list(rest.paths)
        for shift, (row, path) in enumerate(zip(at, found.digests, strict=True)):
            names.insert(row + shift, path)
        digests = FileDigests(names, np.insert(rest.column, at, column))
        return Seen(digests, np.insert(stamps, at, found.stamps, axis=0))
