"""Files of strangers are read in a process of their own, so that none stops or kills this one.

Owns that process: when it is started, how long it may take, what its end means. Is itself a reader.
What a file may take is limited there, in __main__.py. Knows no format.
"""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal, TypeVar

from index.errors import SeedError, SeedsError
from index.sources.formats.decode import assumed
from index.sources.formats.draft import Drafts, Place
from index.sources.formats.wire import drafts_from_dict, error_from_dict, packed, unpacked

SECONDS = 15  # of work that a file may take, and
SECONDS_A_MB = 10  # for large ones: dense PDFs and web pages take 5
PATIENCE = 4  # times as long it may take on the clock: other programs may keep the cores busy
START = 60.0  # seconds for a process to be ready
IDLE = 2  # processes that wait for another file
MAX_ANSWER = 250_000_000  # bytes

PROGRAM = "from index.sources.formats.__main__ import main; main()"
ROOT = Path(__file__).parents[3]  # of the packages
# Numbers must not depend on a seed; one thread is all that reading takes.
ENVIRONMENT = {"PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "OPENBLAS_NUM_THREADS": "1"}
PASSED_ON = (
    *("PATH", "PYTHONHOME", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT"),
    *("TMPDIR", "TEMP", "TMP"),
)
TIME_IS_UP = 24  # the number of SIGXCPU, where there is one

Failure = Literal["time", "memory", "crash"]
Result = TypeVar("Result")

_idle: list[_Process] = []  # each is taken out while it reads


def read(content: bytes, name: str) -> Drafts:
    """Read a file as its ending asks. Raises SeedError, also for what takes too much, and
    SeedsError where no process can be started.
    """
    process = _free() or _Process()
    found = process.read(content, name)
    if found in ("memory", "crash") and process.files > 1:
        process = _Process()  # what was read before may be to blame
        found = process.read(content, name)
    if process.is_fit and len(_idle) < IDLE:
        _idle.append(process)
    else:
        process.end()
    if isinstance(found, Drafts):
        return found
    raise found if isinstance(found, SeedError) else _failed(found, Place(name), len(content))


def close() -> None:
    """End the processes that wait."""
    while _idle:
        _idle.pop().end()


def _forget() -> None:
    """In a process that was forked: those that wait belong to the one it was forked from."""
    while _idle:
        _idle.pop().forget()


def _free() -> _Process | None:
    """One that waits, and has not died of something meanwhile."""
    with suppress(IndexError):
        while True:
            process = _idle.pop()
            if process.is_alive:
                return process
            process.end()
    return None


def _seconds(size: int) -> int:
    return max(SECONDS, SECONDS_A_MB * size // 10**6)


def _failed(what: Failure, place: Place, size: int) -> SeedError:
    if what == "time":
        found = f"takes longer to read than {_seconds(size)} seconds"
        expected = "a file made to be read"
    elif what == "memory":
        found, expected = "needs more than 1 GB of memory", "a file of articles"
    else:
        found, expected = "crashes its reader", "a whole file"
    return place.bad(found, expected, "save its text anew, in smaller files, or remove it")


class _Process:
    """A process that reads files, one at a time."""

    def __init__(self) -> None:
        path = [os.path.abspath(entry) for entry in sys.path]  # noqa: PTH100  (a link may be meant)
        self.files = 0
        self.is_fit = True  # to read another file
        self._late = False
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-c", f"import sys; sys.path[:] = {path!r}; {PROGRAM}"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=ROOT,
                env={k: os.environ[k] for k in PASSED_ON if k in os.environ} | ENVIRONMENT,
            )
        except OSError as error:
            raise _not_started(error.strerror or str(error)) from error
        if self._exchanged(lambda answer: answer.get("ready"), within=START) is not True:
            raise _not_started(f"it ended with {self._process.returncode}")

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def read(self, content: bytes, name: str) -> Drafts | SeedError | Failure:
        """What came of a file, or which limit it has met. After a failure the process has ended."""
        self.files += 1
        seconds = _seconds(len(content))
        request = packed(
            {"name": name, "size": len(content), "seconds": seconds, "encoding": assumed()}
        )
        return self._exchanged(self._read, request, content, within=seconds * PATIENCE)

    def forget(self) -> None:
        """Close the pipes, and leave it to the process that started it."""
        self._process.returncode = 0
        self.end()

    def end(self) -> int:
        """Kill it, and wait until it is gone; how it ended."""
        self.is_fit = False
        self._process.kill()
        for stream in (self._process.stdin, self._process.stdout):
            with suppress(OSError):  # what it has not taken is of no use to anyone
                stream.close()  # type: ignore[union-attr]
        return self._process.wait()

    def _read(self, answer: dict[str, Any]) -> Drafts | SeedError | Failure:
        """Raises ValueError."""
        if answer.get("failed") == "memory":
            self.end()
            return "memory"
        self.is_fit = answer.get("last") is False
        if "refused" in answer:
            return error_from_dict(answer["refused"])
        return drafts_from_dict(answer)

    def _exchanged(
        self, understood: Callable[[dict[str, Any]], Result], *pieces: bytes, within: float
    ) -> Result | Failure:
        """Send something, and take the answer."""
        clock = threading.Timer(within, self._stop)
        clock.daemon = True
        clock.start()
        try:
            return understood(unpacked(self._sent(pieces)))
        except (OSError, ValueError):
            code = self.end()
            return "time" if self._late or code == -TIME_IS_UP else "crash"
        except BaseException:  # interrupted: the answer to this file must not be the next one's
            self.end()
            raise
        finally:
            clock.cancel()
            clock.join()

    def _sent(self, pieces: tuple[bytes, ...]) -> bytes:
        requests, answers = self._process.stdin, self._process.stdout
        assert requests and answers
        for piece in pieces:
            requests.write(piece)
        requests.flush()
        return answers.readline(MAX_ANSWER)

    def _stop(self) -> None:
        self._late = True
        self._process.kill()


def _not_started(why: str) -> SeedsError:
    return SeedsError(
        found=f"the process that reads files does not start ({why})",
        expected="room for one more process",
        cure="end other programs, or install article-qa anew, and run it again",
    )


atexit.register(close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)
