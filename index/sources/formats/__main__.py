"""The process in which files of strangers are read: one after another, each within limits.

Owns how much memory a file may take, and that limits hold; sandbox.py starts it and ends it. A
request is a line of JSON with the name and the size of a file, its seconds and the encoding it has
if it states none, and the file's bytes; the answer is a line of JSON. It ends when nobody sends any
more.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from index.errors import SeedError
from index.sources.formats import READERS
from index.sources.formats.decode import assume
from index.sources.formats.wire import drafts_to_dict, error_to_dict, packed, unpacked

try:
    import resource
except ImportError:  # as on Windows, where a file is ended by the clock alone
    resource = None  # type: ignore[assignment]

MEMORY = 1_000_000_000  # bytes, above what this process takes before it reads anything
KEPT = 250_000_000  # bytes that it may have grown by when it goes on to another file


def main() -> None:
    requests, answers = sys.stdin.buffer, _answers()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who sends the requests decides what ends
    start = _size()
    _limit("RLIMIT_CORE", 0)
    _limit("RLIMIT_AS", start + MEMORY)
    answers.write(packed({"ready": True}))
    answers.flush()
    while line := requests.readline():
        request = unpacked(line)
        content = requests.read(request["size"])
        assume(request["encoding"])
        _limit("RLIMIT_CPU", int(time.process_time()) + 1 + request["seconds"])
        answers.write(_answer(content, request["name"], start))
        answers.flush()


def _answers() -> BinaryIO:
    """Standard output; what a library prints from now on goes nowhere."""
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    return answers


def _answer(content: bytes, name: str, start: int) -> bytes:
    """What came of a file, and whether it is the last that should be read here."""
    try:
        answer = _read(content, name)
        return packed(answer | {"last": _size() > start + KEPT})
    except MemoryError:
        return packed({"failed": "memory"})


def _read(content: bytes, name: str) -> dict[str, Any]:
    try:
        return drafts_to_dict(READERS[PurePosixPath(name).suffix.lower()](content, name))
    except SeedError as error:
        return {"refused": error_to_dict(error)}


def _limit(name: str, most: int) -> None:
    """Set a limit where the system has it, and allows it."""
    with suppress(AttributeError, ValueError, OSError):
        kind = getattr(resource, name)
        _, hard = resource.getrlimit(kind)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (most, hard))


def _size() -> int:
    """Bytes of address space in use; 0 where the system does not say."""
    with suppress(OSError):
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        return pages * resource.getpagesize()
    return 0


if __name__ == "__main__":
    main()
