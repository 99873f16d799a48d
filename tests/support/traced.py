"""A program under strace: whom it tried to reach, and what it made on the disk.

Owns how strace is run and how its lines are read. Knows nothing of the programs.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.processes import PATIENCE, Program

TALKS = ("connect", "bind", "sendto", "sendmsg", "sendmmsg")
MAKES = ("open", "openat", "openat2", "creat", "mkdir", "mkdirat", "mknod", "mknodat", "rename",
         "renameat", "renameat2", "link", "linkat", "symlink", "symlinkat")  # fmt: skip
_CALL = re.compile(r"(?P<pid>\d+) +(?P<name>\w+)\((?P<words>.*)")
_TEXT = re.compile(r'"((?:[^"\\]|\\.)*)"')
_LOCAL = re.compile(r'inet_addr\("127\.|inet_pton\(AF_INET6, "::1"|sin6?_addr=in6?addr_loopback')
_WRITES = re.compile(r"O_(CREAT|WRONLY|RDWR)")
_FAILED = re.compile(r"\) += -1 ")


@dataclass(frozen=True)
class Deeds:
    """``reached``: the calls that name an address of another machine, or port 53 of this one;
    ``made``: the files and folders that were made or opened for writing.
    """

    reached: tuple[str, ...]
    made: frozenset[Path]

    def outside(self, *places: Path) -> list[Path]:
        """The files that were made elsewhere than in or at these places."""
        return sorted(p for p in self.made if not any(p.is_relative_to(at) for at in places))


@dataclass
class Traced:
    """A program that is traced, with all that it starts; its home is a folder of its own."""

    root: Path
    variables: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for folder in (self.home, self.work, self.temporary):
            folder.mkdir(exist_ok=True)

    home = property(lambda self: self.root / "home")
    work = property(lambda self: self.root / "work")
    temporary = property(lambda self: self.root / "tmp")

    @property
    def trace(self) -> Path:
        return self.root / "trace"

    def start(self, *command: str | Path) -> Program:
        calls = ",".join((*TALKS, *MAKES))
        self.trace.unlink(missing_ok=True)
        # By its filter the system stops a program at these calls alone, not at every one.
        tracing = ["strace", "-D", "-f", "--seccomp-bpf", "-q", "-s", "4096", "-e",
                   f"trace={calls}", "-o", self.trace]  # fmt: skip
        places = {"HOME": str(self.home), "TMPDIR": str(self.temporary)}
        own = places | dict(self.variables)
        return Program([*tracing, *command], self.work / "log", own)

    def deeds(self, program: Program) -> Deeds:
        """Wait for the end of a program, and return what it did."""
        end = time.monotonic() + PATIENCE
        ended = re.compile(rf"^{program.pid} +\+\+\+ ", re.MULTILINE)
        while program.running or not ended.search(self._lines()):
            assert time.monotonic() < end, f"does not end: {program.output()[-2000:]}"
            time.sleep(0.05)
        calls = [match for match in map(_CALL.match, self._lines().splitlines()) if match]
        return Deeds(
            reached=tuple(m[0] for m in calls if m["name"] in TALKS and _leaves(m["words"])),
            made=frozenset(path for m in calls for path in self._made(m["name"], m["words"])),
        )

    def _lines(self) -> str:
        return self.trace.read_text(errors="replace") if self.trace.exists() else ""

    def _made(self, name: str, words: str) -> Iterator[Path]:
        opened = name.startswith("open")
        if name in MAKES and not _FAILED.search(words) and (not opened or _WRITES.search(words)):
            named = _TEXT.findall(words)[0 if opened else -1]
            yield Path(os.path.normpath(self.work / named))


def _leaves(words: str) -> bool:
    """True if an address in a call is none of this machine, or one that is asked for names."""
    if "sa_family=" not in words:
        return False  # to whom it is connected already
    if re.search(r"sa_family=AF_(UNIX|LOCAL|NETLINK|UNSPEC)\b", words):
        return False
    return not _LOCAL.search(words) or "htons(53)" in words
