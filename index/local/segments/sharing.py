"""Files that a generation has in common with the one before it: one file on the disk, two names.

Owns linking them, and telling that a file is shared. Knows nothing of what files hold: the caller
knows that the content would be the same. No file of a generation is ever written again, so that
neither generation can change the other's; removing a generation removes its names only.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def share(name: str, *, previous: Path, folder: Path) -> None:
    """Give a file of the previous generation's folder a name in another one, of which nothing has
    that name yet. Where the file system has no links, the file is copied. Raises OSError.
    """
    source = Path(os.path.realpath(previous / name))  # of a symbolic link the file it points to
    try:
        (folder / name).hardlink_to(source)
    except FileExistsError:
        raise
    except OSError:
        shutil.copyfile(source, folder / name)


def is_shared(name: str, *, previous: Path, folder: Path) -> bool:
    """True if a file is the same one in both folders."""
    try:
        return (previous / name).samefile(folder / name)
    except FileNotFoundError:
        return False
