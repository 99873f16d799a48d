"""Removing a generation: the files that builds write, by their names, and no others.

Owns the order of removal, in which a killed removal can be completed. Knows nothing of which
generations are garbage.
"""

from __future__ import annotations

import os
from collections.abc import Set
from contextlib import suppress
from pathlib import Path, PurePosixPath

from index.local import layout, mark


def remove(generation: Path) -> None:
    """Remove the files that builds write into a folder, and the folder once it is empty.

    Links are not followed. Files that cannot be removed stay, with the mark, for the next time.
    """
    if generation.is_symlink() or not generation.is_dir():
        return
    last = (layout.MANIFEST, layout.MARK)
    ours = {*layout.NAMES, *mark.files_of(generation)} - set(last)
    with suppress(OSError):
        _remove_within(generation, ours)
        for name in last:
            (generation / name).unlink(missing_ok=True)
        generation.rmdir()


def _remove_within(generation: Path, ours: Set[str]) -> None:
    folders = {parent.as_posix() for name in ours for parent in PurePosixPath(name).parents} - {"."}
    for parent, _, names in os.walk(generation, topdown=False):
        folder = Path(parent)
        for path in (folder / name for name in names):
            if path.relative_to(generation).as_posix() in ours:
                path.unlink()
        if folder.relative_to(generation).as_posix() in folders:
            with suppress(OSError):  # a foreign file is in it
                folder.rmdir()
