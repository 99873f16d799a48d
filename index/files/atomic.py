"""Replacing a small file in one step, on the disk when that returns.

Owns the temporary name, and what modes, owners and links become. Knows nothing of what files hold.
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
    """Ask the system to put a file or folder on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def set_mode(path: Path, mode: int) -> None:
    """Set the mode of a file or folder, where its owner and the file system let that be done."""
    with suppress(PermissionError):  # of another owner, or on a disk that keeps no modes
        path.chmod(mode)


def swap(path: Path, content: bytes, *, like: os.stat_result | None = None) -> None:
    """Put a small file in another's place in one step, on the disk when this returns.

    Only its writer can read it, or whoever can read a file ``like`` this one. Until then it has a
    name that no other file has, and a kill can leave it under that (see ``unfinished``).
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
    """What swaps that were killed have left of a file."""
    form = re.compile(rf"\.{re.escape(path.name)}\.\w{{8}}{re.escape(_UNFINISHED)}")
    return (p for p in path.parent.iterdir() if form.fullmatch(p.name))


def replace(path: Path, content: bytes) -> None:
    """Put a small file in place as ``swap`` does, at a path that a user gave.

    A link stays one, and a file that is there keeps its mode and owner. Raises OSError.
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
