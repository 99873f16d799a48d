"""Which paths may not lie in one another: seeds, index, and files that would be read as articles.

Owns the comparison, which is by what paths lead to, never by how they are written. Changes nothing.
"""

from __future__ import annotations

import os
from pathlib import Path

from index.errors import IndexFolderError
from index.local import mark
from index.location import Place


def within(path: Path, folder: Path) -> bool:
    """Whether a path leads to a folder or to something in it; neither need be there."""
    real = Path(os.path.realpath(path))
    return any(_same(one, folder) for one in (real, *real.parents))


def is_seed_path(path: Path, seeds: Path) -> bool:
    """True where a file would be read as an article: it, or a link to it, is among the seeds."""
    return within(path, seeds) or within(path.parent, seeds)


def require_home(seeds: Path, index: Place) -> None:
    """Raise IndexFolderError where no index of that seeds folder may be written: in a folder that
    is somebody else's, that is the seeds folder, or that holds it.

    An index folder within the seeds folder is passed over when seeds are read.
    """
    if not isinstance(index, Path):
        return
    if within(seeds, index):
        what = "is the seeds folder" if _same(seeds, index) else "holds the seeds folder"
        raise IndexFolderError(
            found=f"index folder {str(index)!r} {what}",
            expected="a folder of its own",
            cure="name another: --index DIR",
        )
    mark.require(index)


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:  # one of them is not there
        return os.path.realpath(one) == os.path.realpath(other)
