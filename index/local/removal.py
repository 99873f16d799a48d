"""Removing a generation: the files that builds write, by their names, and no others.

Owns the order of removal, in which a killed removal can be completed. Knows nothing of which
generations are garbage.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from index.local import layout, mark


def remove(generation: Path) -> None:
    """Remove the files that builds write into a folder, and the folder once it is empty.

    Links are not followed. Files that cannot be removed stay, with the mark, for the next time.
    """
    if generation.is_symlink() or not generation.is_dir():
        return
    last = (layout.MANIFEST, layout.MARK)
    named = mark.files_of(generation)
    with suppress(OSError):
        for parent, _, names in os.walk(generation, topdown=False):
            folder = Path(parent)
            for path in map(folder.joinpath, names):
                name = path.relative_to(generation).as_posix()
                if name not in last and (layout.is_ours(name) or name in named):
                    path.unlink()
            if layout.is_our_folder(folder.relative_to(generation).as_posix(), named):
                with suppress(OSError):  # a foreign file is in it
                    folder.rmdir()
        for name in last:
            (generation / name).unlink(missing_ok=True)
        generation.rmdir()
