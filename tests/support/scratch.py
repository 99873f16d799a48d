"""Where tests write their files: in memory, where the system has room for that.

A build makes every file durable before it publishes them. On a disk this takes milliseconds a file,
and no test can tell the difference: programs are killed, the machine is not.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")
NEEDED = 4 << 30  # bytes; two workers use a half of it, servers included


def use_memory() -> None:
    """Have this process, and those that it starts, make temporary files in memory. A folder that
    was chosen by the user stays.
    """
    chosen = any(os.environ.get(name) for name in ("TMPDIR", "TEMP", "TMP"))
    if not chosen and has_room(MEMORY):
        os.environ["TMPDIR"] = str(MEMORY)
        tempfile.tempdir = None  # it may have been looked up already


def has_room(folder: Path) -> bool:
    """A container often has a few megabytes there."""
    return os.access(folder, os.W_OK | os.X_OK) and shutil.disk_usage(folder).free >= NEEDED
