"""Reading a small file that a user named: the whole file, or an error.

Owns the limit on the bytes in memory, and that neither devices are read, nor pipes unless allowed.
Knows nothing of what files hold.
"""

from __future__ import annotations

import gzip
import io
import os
import stat
from pathlib import Path


def read_bounded(path: Path, most: int, *, pipe: bool = False, unzip: bool = False) -> bytes:
    """The bytes of a regular file, with ``pipe`` also of a pipe, until its writers close it.

    With ``unzip`` the bytes are unpacked by gzip. Raises OSError, also for more than ``most``
    bytes, packed or unpacked; EOFError and zlib.error for a broken gzip.
    """
    with open(path, "rb", opener=None if pipe else _without_waiting) as file:
        mode = os.fstat(file.fileno()).st_mode
        if not (stat.S_ISREG(mode) or (pipe and stat.S_ISFIFO(mode))):
            raise OSError("it is not a regular file")
        content = file.read(most + 1)
    if unzip and len(content) <= most:
        content = gzip.GzipFile(fileobj=io.BytesIO(content)).read(most + 1)
    if len(content) > most:
        raise OSError(f"it is larger than {most // 10**6} MB")
    return content


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
