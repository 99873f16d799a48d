"""Files of the seeds by path, as columns: a Python object for each of many costs more than the rest
of an update.

Owns finding the files of one table in another, and which of them have the same bytes. Knows nothing
of how files are listed or read.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, ItemsView, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from index.digests import NOT_FOUND, Rows
from index.manifest import Source

Column = NDArray[np.bytes_]

FEW = 100  # paths that are searched for one by one


class FileDigests(Mapping[str, str]):
    """The SHA-256 of each file by its path, paths ascending."""

    def __init__(self, paths: Sequence[str], column: Column) -> None:
        """``column`` holds the digests in hexadecimal."""
        self.paths, self.column = paths, column

    @classmethod
    def of(cls, digests: Mapping[str, str]) -> FileDigests:
        """The same as a table, if it is none."""
        if isinstance(digests, cls):
            return digests
        paths = sorted(digests)
        return cls(paths, column_of([digests[path] for path in paths]))

    def __getitem__(self, path: str) -> str:
        row = self.row(path)
        if row is None:
            raise KeyError(path)
        return str(self.column[row].decode())

    def __iter__(self) -> Iterator[str]:
        return iter(self.paths)

    def __len__(self) -> int:
        return len(self.paths)

    def items(self) -> ItemsView[str, str]:
        # Mapping's own looks each path up.
        return dict(zip(self.paths, self.column.astype(str).tolist(), strict=True)).items()

    def row(self, path: str) -> int | None:
        """The row of a file; None if there is none."""
        row = bisect_left(self.paths, path)
        return row if row < len(self.paths) and self.paths[row] == path else None

    def rows_in(self, other: FileDigests) -> Rows:
        """The row of each file in another table, NOT_FOUND for those that it does not have."""
        if self.paths == other.paths:
            return np.arange(len(self.paths))
        if len(self.paths) < FEW:
            rows = map(other.row, self.paths)
            return np.array([NOT_FOUND if row is None else row for row in rows], dtype=np.int64)
        row = dict(zip(other.paths, range(len(other.paths)), strict=True))
        found = (row.get(path, NOT_FOUND) for path in self.paths)
        return np.fromiter(found, dtype=np.int64, count=len(self.paths))

    def equals(self, other: Mapping[str, str]) -> bool:
        """True if the other has the same files with the same bytes."""
        files = FileDigests.of(other)
        return self.paths == files.paths and np.array_equal(self.column, files.column)

    def same_in(self, other: FileDigests, rows: Rows) -> NDArray[np.bool_]:
        """True for each file that has the same bytes at its row of another table."""
        if self.paths == other.paths:
            return _equal(self.column, other.column)
        same: NDArray[np.bool_] = rows != NOT_FOUND
        same[same] = _equal(self.column[same], other.column[rows[same]])
        return same

    def taken(self, chosen: NDArray[np.bool_]) -> FileDigests:
        """Some of the files."""
        if chosen.all():
            return self
        return FileDigests(list(compress(self.paths, chosen.tolist())), self.column[chosen])


@dataclass(frozen=True)
class SourceColumns:
    """The files of an index, and the number of articles of each. ``special`` has the sources of
    those of which something was rejected or left out.
    """

    digests: FileDigests
    articles: Rows
    special: Mapping[str, Source] = field(default_factory=dict)

    @cached_property
    def offsets(self) -> Rows:
        """The first article of each file, and the end of the last."""
        return np.concatenate(([0], np.cumsum(self.articles)))

    def articles_of(self, path: str) -> tuple[int, int]:
        """The articles [first, end) of a file that there is."""
        row = bisect_left(self.digests.paths, path)
        return int(self.offsets[row]), int(self.offsets[row + 1])


class SourceTable(Mapping[str, Source]):
    """The sources of an index by path, paths ascending."""

    def __init__(self, load: Callable[[], SourceColumns]) -> None:
        """``load`` gives the columns, when they are first used."""
        self._load = load

    @classmethod
    def of(cls, sources: Mapping[str, Source]) -> SourceTable:
        """The same as a table, if it is none."""
        if isinstance(sources, cls):
            return sources
        digests = FileDigests.of({path: source.digest for path, source in sources.items()})
        articles = np.array([sources[path].articles for path in digests], dtype=np.int64)
        special = {path: sources[path] for path in digests if sources[path].is_special}
        return cls(lambda: SourceColumns(digests, articles, special))

    @cached_property
    def columns(self) -> SourceColumns:
        return self._load()

    def __getitem__(self, path: str) -> Source:
        columns = self.columns
        row = columns.digests.row(path)
        if row is None:
            raise KeyError(path)
        plain = Source(columns.digests[path], int(columns.articles[row]))
        return columns.special.get(path, plain)

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns.digests)

    def __len__(self) -> int:
        return len(self.columns.digests)

    def items(self) -> ItemsView[str, Source]:
        # Mapping's own looks each path up.
        rows = zip(self.columns.digests.items(), self.columns.articles.tolist(), strict=True)
        plain = {path: Source(digest, articles) for (path, digest), articles in rows}
        return (plain | dict(self.columns.special)).items()


def _equal(one: Column, other: Column) -> NDArray[np.bool_]:
    """True where two digests are equal: numpy compares numbers much faster than strings."""
    words = [column.view(np.uint64).reshape(-1, 8) for column in (one, other)]
    equal: NDArray[np.bool_] = (words[0] == words[1]).all(axis=1)
    return equal


def column_of(digests: Sequence[str]) -> Column:
    return np.array(digests, dtype="S64")
