"""The changes of the seeds since an index was built.

Owns the comparison of its sources with the files there are now. Reads no files.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from index.digests import NOT_FOUND
from index.file_table import FileDigests, SourceTable
from index.manifest import Source


@dataclass(frozen=True, slots=True)
class Changes:
    """Paths of seed files by their change since the last build, each in ascending order.

    ``renamed`` holds (old, new) of files with the same bytes under another path; the old path is
    also in ``removed``, the new one in ``added``.
    """

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


def compare_sources(before: Mapping[str, Source], now: Mapping[str, str]) -> Changes:
    """Compare the sources of an index with the digests of the files found now.

    The digest decides, never a name or a time. A rejected file that has not changed since is no
    change.
    """
    sources, files = SourceTable.of(before).columns, FileDigests.of(now)
    usable = sources.digests.taken(sources.articles > 0)
    at, rejected = files.rows_in(usable), files.rows_in(sources.digests)
    same = files.same_in(usable, at)
    new = (at == NOT_FOUND) & ~files.same_in(sources.digests, rejected)
    gone = np.ones(len(usable), dtype=np.bool_)
    gone[at[at != NOT_FOUND]] = False
    removed, added = usable.taken(gone), files.taken(new)
    return Changes(
        added=tuple(added),
        changed=tuple(files.taken((at != NOT_FOUND) & ~same)),
        removed=tuple(removed),
        unchanged=tuple(files.taken(same)),
        renamed=_renamed(removed, added),
    )


def _renamed(removed: Mapping[str, str], added: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Pairs of paths with one digest, in ascending order; of several the first with the first."""
    by_digest: dict[str, list[str]] = defaultdict(list)
    for path in sorted(added, reverse=True):
        by_digest[added[path]].append(path)
    pairs = [(path, by_digest[d].pop()) for path, d in sorted(removed.items()) if by_digest.get(d)]
    return tuple(pairs)
