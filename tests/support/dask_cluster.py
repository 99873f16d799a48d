"""A Dask cluster of our own: a scheduler and workers, each a process with a nanny.

Owns starting them so that they can import this repository and its tests, and killing a worker as
a machine that fails would.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import psutil

from tests.support.later import Later
from tests.support.paths import ROOT
from tests.support.processes import HOST, PATIENCE, Program, free_ports

distributed = Later("distributed")


class DaskCluster:
    def __init__(self, folder: Path, ending: ExitStack) -> None:
        self._folder, self._ending = folder, ending
        (self._port,) = free_ports(1)
        self.address = f"tcp://{HOST}:{self._port}"
        self._nannies: list[Program] = []

    def start(self, workers: int) -> None:
        self._start("scheduler", "scheduler", "--port", str(self._port))
        self._nannies = [
            self._start(f"worker-{number}", "worker", self.address, "--nworkers", "1",
                        "--nthreads", "1", "--name", str(number),
                        "--local-directory", str(self._folder))
            for number in range(workers)
        ]  # fmt: skip
        with distributed.Client(self.address, timeout=PATIENCE) as client:
            client.wait_for_workers(workers, timeout=PATIENCE)

    def workers(self) -> list[str]:
        """The addresses of those who are there now."""
        with distributed.Client(self.address, timeout=PATIENCE) as client:
            return list(client.scheduler_info(n_workers=-1)["workers"])

    def worker_pid(self, number: int) -> int:
        """Of the process that computes: its nanny, which starts it again, is another."""
        children = psutil.Process(self._nannies[number].pid).children()
        (pid,) = [child.pid for child in children if "spawn_main" in " ".join(child.cmdline())]
        return pid

    def kill_worker(self, number: int) -> None:
        psutil.Process(self.worker_pid(number)).kill()

    def _start(self, name: str, *words: str) -> Program:
        command = [sys.executable, "-m", "dask", *words, "--host", HOST, "--no-dashboard"]
        variables = {"PYTHONPATH": str(ROOT)}
        program = Program(command, self._folder / f"{name}.log", variables)
        self._ending.callback(_kill_with_children, program)
        return program


def _kill_with_children(program: Program) -> None:
    """A worker would end by itself without its nanny, but a while later."""
    children = psutil.Process(program.pid).children(recursive=True)
    program.kill()
    for child in children:
        with suppress(psutil.NoSuchProcess):
            child.kill()
    psutil.wait_procs(children)


@contextmanager
def dask_cluster(folder: Path, *, workers: int = 2) -> Iterator[DaskCluster]:
    with ExitStack() as ending:
        cluster = DaskCluster(folder, ending)
        cluster.start(workers)
        yield cluster
