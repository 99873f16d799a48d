"""Reading of untrusted files in a separate process, so that none can stop or kill this one.

Owns that process: its start, its wall-clock limit, and the meaning of its end. Is itself a reader,
and a painter of pages. The other limits are enforced there, in __main__.py. Knows no format.
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
from typing import Any, Literal, TypeVar, cast

from index.errors import SeedError, SeedsError
from index.sources.formats.draft import Drafts, Origin
from index.sources.formats.messages import (
    Request,
    drafts_from_dict,
    error_from_dict,
    parse_json_line,
)
from index.sources.formats.picture import PagePart, Picture, picture_from_dict

CPU_SECONDS = 15  # of CPU time for a file
CPU_SECONDS_PER_MB = 10  # for a large file, if that is more: dense PDFs and web pages take 5
DRAW_SECONDS = 10  # of CPU time for a page, which somebody waits for
WALL_CLOCK_FACTOR = 4  # of the seconds above: other programs may keep the cores busy
START_TIMEOUT = 60.0  # seconds until a process is ready
MAX_IDLE = 2  # processes kept for further files
MAX_ANSWER = 250_000_000  # bytes

PROGRAM = "from index.sources.formats.__main__ import main; main()"
ROOT = Path(__file__).parents[3]  # the folder of the packages
# Hashes must not depend on a random seed; reading needs one thread only.
ENVIRONMENT = {"PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "OPENBLAS_NUM_THREADS": "1"}
INHERITED_VARIABLES = (
    *("PATH", "PYTHONHOME", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT"),
    *("TMPDIR", "TEMP", "TMP"),
)
SIGXCPU = 24  # the signal's number, also on systems without it

Failure = Literal["time", "memory", "crash"]
Result = TypeVar("Result")
Parse = Callable[[dict[str, Any]], Result]

_idle: list[_Process] = []  # a process is removed while it reads


def read(content: bytes, name: str) -> Drafts:
    """Read a file with the reader of its suffix.

    Raises SeedError, also for a file that exceeds a limit, and SeedsError when no process can be
    started.
    """
    seconds = _cpu_seconds(len(content))
    return _asked(Request(content, name, seconds), drafts_from_dict)


def draw(content: bytes, name: str, part: PagePart) -> Picture:
    """Draw a part of a page with the painter of the file's suffix. Raises what ``read`` raises."""
    return _asked(Request(content, name, DRAW_SECONDS, part), picture_from_dict)


def _asked(request: Request, parse: Parse[Result]) -> Result:
    process = _take_idle() or _Process()
    found = process.ask(request, parse)
    if found in ("memory", "crash") and process.files > 1:
        process = _Process()  # a file read before may be the cause
        found = process.ask(request, parse)
    if process.is_reusable and len(_idle) < MAX_IDLE:
        _idle.append(process)
    else:
        process.end()
    if isinstance(found, SeedError):
        raise found
    if found in ("time", "memory", "crash"):
        raise _failure_error(found, request)
    return cast("Result", found)


def close() -> None:
    """End the idle processes."""
    while _idle:
        _idle.pop().end()


def _drop_inherited() -> None:
    """Detach the idle processes in a forked process: they belong to its parent."""
    while _idle:
        _idle.pop().detach()


def _take_idle() -> _Process | None:
    """An idle process that is still alive, or None."""
    with suppress(IndexError):
        while True:
            process = _idle.pop()
            if process.is_alive:
                return process
            process.end()
    return None


def _cpu_seconds(size: int) -> int:
    return max(CPU_SECONDS, CPU_SECONDS_PER_MB * size // 10**6)


def _failure_error(what: Failure, request: Request) -> SeedError:
    if what == "time":
        found = (
            f"takes longer to {'draw' if request.part else 'read'} than {request.seconds} seconds"
        )
        expected = "a file made to be read"
    elif what == "memory":
        found, expected = "needs more than 1 GB of memory", "a file of articles"
    else:
        found, expected = "crashes its reader", "a whole file"
    return Origin(request.name).error(
        found, expected, "save its text again in smaller files, or remove it"
    )


class _Process:
    """A process that reads files, one at a time."""

    def __init__(self) -> None:
        path = [os.path.abspath(entry) for entry in sys.path]  # noqa: PTH100  (a link may be meant)
        self.files = 0
        self.is_reusable = True  # to read another file
        self._timed_out = False
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-c", f"import sys; sys.path[:] = {path!r}; {PROGRAM}"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=ROOT,
                env={k: os.environ[k] for k in INHERITED_VARIABLES if k in os.environ}
                | ENVIRONMENT,
            )
        except OSError as error:
            raise _start_error(error.strerror or str(error)) from error
        if self._exchange(lambda answer: answer.get("ready"), within=START_TIMEOUT) is not True:
            raise _start_error(f"it ended with {self._process.returncode}")

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def ask(self, request: Request, parse: Parse[Result]) -> Result | SeedError | Failure:
        """Send one file; returns the answer, its error, or the limit it exceeded.

        After a failure the process has ended.
        """
        self.files += 1

        def parsed(answer: dict[str, Any]) -> Result | SeedError | Failure:
            return self._parsed(answer, parse)

        within = request.seconds * WALL_CLOCK_FACTOR
        return self._exchange(parsed, request.line(), request.content, within=within)

    def detach(self) -> None:
        """Close the pipes and leave the process to its parent."""
        self._process.returncode = 0
        self.end()

    def end(self) -> int:
        """Kill the process, wait for its end, and return its exit status."""
        self.is_reusable = False
        self._process.kill()
        for stream in (self._process.stdin, self._process.stdout):
            with suppress(OSError):  # unread input is discarded
                stream.close()  # type: ignore[union-attr]
        return self._process.wait()

    def _parsed(self, answer: dict[str, Any], parse: Parse[Result]) -> Result | SeedError | Failure:
        """The answer, error or failure of a response. Raises ValueError for an invalid one."""
        if answer.get("failed") == "memory":
            self.end()
            return "memory"
        self.is_reusable = answer.get("last") is False
        if "refused" in answer:
            return error_from_dict(answer["refused"])
        return parse(answer)

    def _exchange(self, parse: Parse[Result], *pieces: bytes, within: float) -> Result | Failure:
        """Send a request and parse its response; a failure ends the process."""
        clock = threading.Timer(within, self._time_out)
        clock.daemon = True
        clock.start()
        try:
            return parse(parse_json_line(self._send(pieces)))
        except (OSError, ValueError):
            code = self.end()
            return "time" if self._timed_out or code == -SIGXCPU else "crash"
        except BaseException:  # interrupted: its response must not be taken for the next one's
            self.end()
            raise
        finally:
            clock.cancel()
            clock.join()

    def _send(self, pieces: tuple[bytes, ...]) -> bytes:
        requests, answers = self._process.stdin, self._process.stdout
        assert requests and answers
        for piece in pieces:
            requests.write(piece)
        requests.flush()
        return answers.readline(MAX_ANSWER)

    def _time_out(self) -> None:
        self._timed_out = True
        self._process.kill()


def _start_error(why: str) -> SeedsError:
    return SeedsError(
        found=f"the process that reads files does not start ({why})",
        expected="room for one more process",
        cure="end other programs, or reinstall article-qa, and run it again",
    )


atexit.register(close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_drop_inherited)
