"""Folders that may not be inside one another: the seeds folder, and the folder of an index.

Owns the comparison, which follows links and never goes by how paths are written. Changes nothing.
"""

from __future__ import annotations

import os
from pathlib import Path

from index.errors import IndexFolderError
from index.local import mark
from index.location import Location


def is_within(path: Path, folder: Path) -> bool:
    """True if a path leads to a folder or to something in it; neither needs to exist."""
    real = Path(os.path.realpath(path))
    return any(_same(one, folder) for one in (real, *real.parents))


def is_seed_path(path: Path, seeds: Path) -> bool:
    """True if a file would be read as an article: it, or a link to it, is among the seeds."""
    return is_within(path, seeds) or is_within(path.parent, seeds)


def require_separate(seeds: Path, index: Location) -> None:
    """Raise IndexFolderError unless an index of that seeds folder may be written there.

    The index folder may not hold foreign files, be the seeds folder, or hold it. One within the
    seeds folder is skipped when seeds are read.
    """
    if not isinstance(index, Path):
        return
    if is_within(seeds, index):
        what = "is the seeds folder" if _same(seeds, index) else "holds the seeds folder"
        raise IndexFolderError(
            found=f"index folder {str(index)!r} {what}",
            expected="a folder of its own",
            cure="name another: --index DIR",
        )
    mark.require_usable(index)


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:  # one of them does not exist
        return os.path.realpath(one) == os.path.realpath(other)
