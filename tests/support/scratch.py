"""The folder in which tests write their files: in memory, where the system has room for that.

A build makes every file durable before it publishes them. On a disk this takes milliseconds a file,
and no test can tell the difference: programs are killed, the machine is not.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest

MEMORY = Path("/dev/shm")
NEEDED = 2 << 30  # bytes; a run of two workers takes less than one of them, servers included


def use_memory(config: pytest.Config) -> None:
    """Have this run, and the processes that it starts, make temporary files in memory. What pytest
    keeps lies where pytest keeps it; the rest goes with the run. A user may choose another folder.
    """
    chosen = any(os.environ.get(name) for name in ("TMPDIR", "TEMP", "TMP"))
    if chosen or config.option.basetemp or not has_room(MEMORY):
        return
    rest = tempfile.TemporaryDirectory(dir=MEMORY, prefix="tests-", ignore_cleanup_errors=True)
    config.add_cleanup(rest.cleanup)
    Path(rest.name).chmod(0o711)  # tests look at their files as another user too
    os.environ |= {"PYTEST_DEBUG_TEMPROOT": str(MEMORY), "TMPDIR": rest.name}
    tempfile.tempdir = None  # it may have been looked up already


def has_room(folder: Path) -> bool:
    """A container often has a few megabytes there."""
    return os.access(folder, os.W_OK | os.X_OK) and shutil.disk_usage(folder).free >= NEEDED
