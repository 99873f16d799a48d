"""Who may write an index folder, and who is reading one of its generations.

    lock          held by the one process that writes; the hold dies with the process
    writer.json   who that is: written once the hold is there, so that others can be told
    000001/held   of each generation; readers share a hold on it, and none may be swept meanwhile

Opening never writes: a reader holds a file that the writer has made. Where the system has no such
holds (fcntl), nothing is known of readers; a generation that is swept goes on in their memory as
long as the system lets it.
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
from index.local.layout import HELD, LOCK, WRITER

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]


@contextmanager
def writing(index: Path) -> Iterator[None]:
    """Hold the folder for writing, and mark it as an index.

    Raises IndexLockedError, or IndexFolderError for a folder that is somebody else's and for what
    goes wrong with files within.
    """
    try:
        mark.take(index)
        with FileLock(index / LOCK, timeout=0, mode=0o600):
            _introduce(index / WRITER)
            try:
                yield
            finally:
                with suppress(OSError):  # what went wrong within is said, not this
                    (index / WRITER).unlink()
    except Timeout as error:
        raise IndexLockedError(
            found=f"another process{_who(index / WRITER)} is writing {str(index)!r}",
            expected="one writer at a time",
            cure="wait for it, then run qa index",
        ) from error
    except OSError as error:
        raise unusable(index, "written", error) from error


class Hold:
    """A reader's hold on a generation; it ends when this is closed or forgotten."""

    def __init__(self, folder: Path) -> None:
        """Raises BlockingIOError when the generation is being swept, OSError when it is no more."""
        self._descriptor = os.open(folder / HELD, os.O_RDONLY)
        _lock(self._descriptor, shared=True)

    def close(self) -> None:
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            os.close(descriptor)

    def __del__(self) -> None:
        if hasattr(self, "_descriptor"):
            self.close()


@contextmanager
def unread(folder: Path) -> Iterator[bool]:
    """Whether nobody holds a generation for reading; while this lasts nobody can begin to."""
    try:
        descriptor = os.open(folder / HELD, os.O_RDONLY)
    except OSError:  # unfinished: nobody has ever opened it
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
    """Raises BlockingIOError where others hold the file; without holds, nobody is known to."""
    if fcntl is None:
        return
    try:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        raise
    except OSError:  # a file system without holds
        return


def _introduce(path: Path) -> None:
    """Say who writes. Raises IndexFolderError where that would replace a file of somebody else."""
    if os.path.lexists(path) and not mark.is_writer(path):
        raise IndexFolderError(
            found=f"{path} is not what a writer leaves",
            expected="a file of the index",
            cure="move it out of the index folder",
        )
    path.unlink(missing_ok=True)
    started = datetime.now().astimezone().isoformat(timespec="seconds")
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        json.dump({"pid": os.getpid(), "started": started}, file)


def _who(path: Path) -> str:
    """The writer's number and start, where they can be read and such a process is alive.

    A writer that was killed leaves its own behind, until the next one has the lock.
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
