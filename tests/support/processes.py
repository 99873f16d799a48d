"""The processes that tests start: none outlives the tests, however these end.

Owns starting a program on this machine, waiting until it serves or anything else holds, and ending
it; ports that are free. Knows nothing of what the programs are.
"""

from __future__ import annotations

import itertools
import os
import platform
import random
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

HOST = "127.0.0.1"
HERE = platform.system() == "Linux" and platform.machine() == "x86_64"
ELSEWHERE = "real servers are started on Linux x86-64 alone"
# Below the ports that the system lends to outgoing connections: a server that is started again
# finds its own still free.
PORTS = range(20_000, 32_000)
PATIENCE = 90.0  # seconds; the machine may be busy


def own_ports(worker: str, workers: str) -> range:
    """The ports of one of the processes that share the tests. A server takes seconds until it
    listens: meanwhile another process would find its ports free.
    """
    return PORTS[int(worker.removeprefix("gw")) :: int(workers)]


_own = own_ports(
    os.environ.get("PYTEST_XDIST_WORKER", "gw0"), os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")
)
_untried = itertools.cycle(random.SystemRandom().sample(_own, len(_own)))


class Program:
    """A running program. The system kills it when the thread that started it ends."""

    def __init__(
        self,
        command: Sequence[str | Path],
        log: Path,
        variables: Mapping[str, str] | None = None,
    ) -> None:
        self._log = log
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                ["setpriv", "--pdeathsig", "KILL", *command],
                cwd=log.parent,
                env=os.environ | dict(variables or {}),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def running(self) -> bool:
        return self._process.poll() is None

    def output(self) -> str:
        return self._log.read_text(errors="replace")

    def send(self, signal: signal.Signals) -> None:
        self._process.send_signal(signal)

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()

    def wait_until(self, ready: Callable[[], bool]) -> None:
        """Raises RuntimeError when the program ends first, TimeoutError when it takes too long."""
        end = time.monotonic() + PATIENCE
        while not ready():
            if not self.running:
                raise RuntimeError(f"ended before it served: {self.output()[-2000:]}")
            if time.monotonic() > end:
                raise TimeoutError(f"not serving in {PATIENCE} s: {self.output()[-2000:]}")
            time.sleep(0.05)


def wait_until(holds: Callable[[], object]) -> None:
    """Raises TimeoutError when it takes longer than the busiest machine would."""
    end = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError(f"not so within {PATIENCE} s")
        time.sleep(0.02)


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on, and that no other call has been given."""
    return list(itertools.islice(filter(_free, _untried), count))


def _free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) != 0
