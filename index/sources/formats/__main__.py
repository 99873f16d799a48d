"""The sandbox process that reads untrusted files, one after another, each within limits.

Owns the memory limit of a file and the enforcement of limits; sandbox.py starts and ends the
process. A request is a line of JSON with a file's name, size, seconds of CPU time, fallback
encoding, and the part of a page that is to be drawn where the file is not to be read, followed by
the file's bytes; the response is a line of JSON. The process ends at the end of its input.
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
from index.sources.formats import PAINTERS, READERS
from index.sources.formats.decode import set_fallback_encoding
from index.sources.formats.messages import drafts_to_dict, error_to_dict, json_line, parse_json_line
from index.sources.formats.picture import part_from_dict, picture_to_dict

try:
    import resource
except ImportError:  # as on Windows, where only the wall clock limits a file
    resource = None  # type: ignore[assignment]

MAX_MEMORY = 1_000_000_000  # bytes, above those of the process at its start
MAX_GROWTH = 250_000_000  # bytes since its start, beyond which it takes no further file


def main() -> None:
    """Serve requests until the input ends."""
    requests, answers = sys.stdin.buffer, _open_output()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent process decides when to end
    start = _address_space()
    _set_limit("RLIMIT_CORE", 0)
    _set_limit("RLIMIT_AS", start + MAX_MEMORY)
    answers.write(json_line({"ready": True}))
    answers.flush()
    while line := requests.readline():
        request = parse_json_line(line)
        content = requests.read(request["size"])
        set_fallback_encoding(request["encoding"])
        _set_limit("RLIMIT_CPU", int(time.process_time()) + 1 + request["seconds"])
        answers.write(_answer_line(content, request, start))
        answers.flush()


def _open_output() -> BinaryIO:
    """Standard output for responses; what libraries print afterwards is discarded."""
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    return answers


def _answer_line(content: bytes, request: dict[str, Any], start: int) -> bytes:
    """The response for one file; its key ``last`` says that the process should read no more."""
    try:
        answer = _answer(content, request)
        return json_line(answer | {"last": _address_space() > start + MAX_GROWTH})
    except MemoryError:
        return json_line({"failed": "memory"})


def _answer(content: bytes, request: dict[str, Any]) -> dict[str, Any]:
    name, part = request["name"], request.get("part")
    suffix = PurePosixPath(name).suffix.lower()
    try:
        if part is not None:
            return picture_to_dict(PAINTERS[suffix](content, name, part_from_dict(part)))
        return drafts_to_dict(READERS[suffix](content, name))
    except SeedError as error:
        return {"refused": error_to_dict(error)}


def _set_limit(name: str, most: int) -> None:
    """Set a resource limit if the system has it and allows it."""
    with suppress(AttributeError, ValueError, OSError):
        kind = getattr(resource, name)
        _, hard = resource.getrlimit(kind)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (most, hard))


def _address_space() -> int:
    """Bytes of address space in use, or 0 if the system does not report them."""
    with suppress(OSError):
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        return pages * resource.getpagesize()
    return 0


if __name__ == "__main__":
    main()
