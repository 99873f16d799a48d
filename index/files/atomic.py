"""Replacing a small file in one step, flushed to the disk.

Owns the temporary name, and the mode and owner of the new file. Knows nothing of what files hold.
"""

from __future__ import annotations

import errno
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_UNFINISHED = ".new"


def flush(path: Path) -> None:
    """Flush a file or folder to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def set_mode(path: Path, mode: int) -> None:
    """Set the mode of a file or folder, where its owner and the file system allow it."""
    with suppress(PermissionError):  # of another owner, or on a file system without modes
        path.chmod(mode)


def swap(path: Path, content: bytes, *, like: os.stat_result | None = None) -> None:
    """Replace a file in one step; its content is on the disk when this returns.

    The new file has mode 600, or mode and owner of the file ``like``. Until then it has a temporary
    name, which a killed process leaves behind (see ``unfinished``).
    """
    descriptor, name = tempfile.mkstemp(_UNFINISHED, f".{path.name}.", path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(descriptor)
        _make_like(temporary, like)
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    flush(path.parent)


def unfinished(path: Path) -> Iterator[Path]:
    """The temporary files of a path that killed processes have left."""
    form = re.compile(rf"\.{re.escape(path.name)}\.\w{{8}}{re.escape(_UNFINISHED)}")
    return (p for p in path.parent.iterdir() if form.fullmatch(p.name))


def replace(path: Path, content: bytes) -> None:
    """Replace a file as ``swap`` does, at a path that a user gave.

    A link is followed, and an existing file keeps its mode and owner. Raises OSError.
    """
    path = Path(os.path.realpath(path))
    if path.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    swap(path, content, like=path.stat() if path.exists() else None)


def _make_like(path: Path, like: os.stat_result | None) -> None:
    if like is None:
        return
    if hasattr(os, "chown"):
        with suppress(PermissionError):  # only root may give files away
            os.chown(path, like.st_uid, like.st_gid)
    set_mode(path, like.st_mode & 0o7777)
