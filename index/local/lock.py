"""The locks of an index folder: one for its writer, and one for the readers of each generation.

    lock          locked by the one process that writes, until it ends
    writer.json   that process's number and start, written once it has the lock
    000001/held   shared lock of a generation's readers, during which it is not removed

Opening never writes: a reader locks a file that the writer has made. On systems without such locks
(fcntl) readers are not known; a generation that is removed stays in their memory as long as the
system allows it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import IndexFolderError, IndexLockedError
from index.local import mark
from index.local.files import unusable
from index.local.layout import READER_LOCK, WRITER_INFO, WRITER_LOCK

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]


@contextmanager
def write_lock(index: Path) -> Iterator[None]:
    """Hold the writer's lock while the block runs, and mark the folder as an index.

    Raises IndexLockedError, or IndexFolderError for a folder with foreign files and for an OSError
    of the block.
    """
    try:
        mark.claim(index)
        with FileLock(index / WRITER_LOCK, timeout=0, mode=0o600):
            _write_info(index / WRITER_INFO)
            try:
                yield
            finally:
                with suppress(OSError):  # an error of the block is raised, not this one
                    (index / WRITER_INFO).unlink()
    except Timeout as error:
        raise IndexLockedError(
            found=f"another process{_writer(index / WRITER_INFO)} is writing {str(index)!r}",
            expected="one writer at a time",
            cure="wait for it, then run qa index",
        ) from error
    except OSError as error:
        raise unusable(index, "written", error) from error


class ReaderLock:
    """A reader's lock on a generation; it ends when this is closed or garbage-collected."""

    def __init__(self, folder: Path) -> None:
        """Raises BlockingIOError when the generation is being removed, OSError when it is gone."""
        self._descriptor = os.open(folder / READER_LOCK, os.O_RDONLY)
        _lock(self._descriptor, shared=True)

    def close(self) -> None:
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            os.close(descriptor)

    def __del__(self) -> None:
        if hasattr(self, "_descriptor"):
            self.close()


@contextmanager
def without_readers(folder: Path) -> Iterator[bool]:
    """Yield whether nobody reads a generation; while the block runs nobody can begin to."""
    try:
        descriptor = os.open(folder / READER_LOCK, os.O_RDONLY)
    except OSError:  # unfinished: it was never opened
        yield True
        return
    try:
        _lock(descriptor, shared=False)
        yield True
    except BlockingIOError:
        yield False
    finally:
        os.close(descriptor)


def _lock(descriptor: int, *, shared: bool) -> None:
    """Raises BlockingIOError where others hold the lock; without locks, nobody does."""
    if fcntl is None:
        return
    try:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        raise
    except OSError:  # a file system without locks
        return


def _write_info(path: Path) -> None:
    """State this process as the writer. Raises IndexFolderError for a foreign file of that name."""
    if os.path.lexists(path) and not mark.is_writer_info(path):
        raise IndexFolderError(
            found=f"{path} is not the file that a writer makes",
            expected="a file of the index",
            cure="move it out of the index folder",
        )
    path.unlink(missing_ok=True)
    started = datetime.now().astimezone().isoformat(timespec="seconds")
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        json.dump({"pid": os.getpid(), "started": started}, file)


def _writer(path: Path) -> str:
    """The writer's number and start, if they can be read and such a process is alive.

    A killed writer leaves its file behind, until the next one has the lock.
    """
    try:
        writer = json.loads(path.read_text(encoding="ascii"))
        pid, started = int(writer["pid"]), str(writer["started"])
        os.kill(pid, 0)
    except PermissionError:  # alive, and another user's
        pass
    except (OSError, ValueError, KeyError, TypeError, OverflowError):
        return ""
    return f" (process {pid}, since {started})"
