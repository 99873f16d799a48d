"""Servers of the page that start soon: each is forked from a process that has imported Gradio.

Owns starting such a server, which imports nothing large again; what it prints; and ending it. None
outlives the tests on Linux. Knows nothing of what it serves.
"""

from __future__ import annotations

import atexit
import ctypes
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from tests.support.paths import ROOT
from tests.support.processes import wait_until

PREFIX = "QA_"  # of the variables that a server has from the test
DIES_WITH_PARENT = 1  # an option of Linux's prctl


class ForkedApp:
    """A process of ``app.py`` with its command line. It serves as soon as this has been made."""

    def __init__(self, words: Sequence[str], log: Path, variables: Mapping[str, str]) -> None:
        self._log = log
        log.write_text("", encoding="utf-8")
        own = {name: value for name, value in os.environ.items() if name.startswith(PREFIX)}
        forker = _forker()
        print(json.dumps([words, str(log), own | dict(variables)]), file=forker.stdin, flush=True)
        self._pid = int(forker.stdout.readline())
        wait_until(lambda: "Ctrl-C" in self.output() or not self._runs())
        if not self._runs():
            raise RuntimeError(f"ended before it served: {self.output()[-2000:]}")

    def output(self) -> str:
        return self._log.read_text(encoding="utf-8", errors="replace")

    def send(self, number: int) -> None:
        os.kill(self._pid, number)

    def end(self, number: int = signal.SIGTERM) -> None:
        if self._runs():
            self.send(number)
        wait_until(lambda: not self._runs())

    def _runs(self) -> bool:
        try:
            os.kill(self._pid, 0)
        except ProcessLookupError:
            return False
        return True


@cache
def _forker() -> subprocess.Popen[str]:
    """The process from which servers are forked, by lines that say how."""
    forker = subprocess.Popen(
        [sys.executable, "-m", __name__],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    atexit.register(forker.communicate)  # closes its input, by which it ends
    return forker


def fork_servers() -> None:
    """Fork a server for each line of the standard input, and print its number."""
    import app
    import page.launch  # noqa: F401

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # one that has ended leaves nothing to wait for
    with os.fdopen(os.dup(0), encoding="utf-8") as orders:  # a server finds its own input unread
        for line in orders:
            words, log, variables = json.loads(line)
            if not (number := os.fork()):
                _become_server(Path(log), variables)
                sys.exit(app.main(words))
            sys.stdout.write(f"{number}\n")
            sys.stdout.flush()


def _become_server(log: Path, variables: Mapping[str, str]) -> None:
    """Give this process what one that is started by a command would have."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIES_WITH_PARENT, signal.SIGKILL)
    with Path(os.devnull).open() as nothing, log.open("a", encoding="utf-8") as printed:
        os.dup2(nothing.fileno(), 0)
        for standard in (1, 2):
            os.dup2(printed.fileno(), standard)
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        del os.environ[name]
    os.environ.update(variables)


if __name__ == "__main__":
    fork_servers()
