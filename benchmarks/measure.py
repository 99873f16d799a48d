"""Clocks, fresh processes and the name of the machine: how every figure here is taken.

Owns what is timed against what: two sides in turn, because machines differ and a shared one is
noisy, so that the ratio of medians is what counts. Reads the name of the processor as Linux tells.
"""

from __future__ import annotations

import json
import os
import platform
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from index.embedding.network import available_cores

ROOT = Path(__file__).parent.parent
ROUNDS = 3
ENVIRONMENT = {"HF_HUB_OFFLINE": "1", "HAYSTACK_TELEMETRY_ENABLED": "False"}

ONE_THREAD = {"OMP_NUM_THREADS": "1"}  # as many as one of several who ask can count on

# A process of its own starts what is measured: Linux counts the memory of whoever starts a process
# as that process' own peak, so that a large parent would hide it.
LAUNCHER = """
import json, os, subprocess, sys, time
began = time.perf_counter()
process = subprocess.Popen(sys.argv[1:])
_, status, usage = os.wait4(process.pid, 0)
seconds = time.perf_counter() - began
print(json.dumps([seconds, usage.ru_maxrss / 1024, os.waitstatus_to_exitcode(status)]))
"""


@dataclass(frozen=True, slots=True)
class Run:
    """What a process cost and printed."""

    seconds: float
    peak_mb: float  # resident, mapped files counted
    output: str


def run(
    command: Sequence[str | Path],
    *,
    feed: str = "",
    codes: Sequence[int] = (0,),
    environment: Mapping[str, str] = ENVIRONMENT,
) -> Run:
    """Run a command from the repository's root. Raises RuntimeError when it fails."""
    done = subprocess.run(
        [sys.executable, "-c", LAUNCHER, *map(str, command)],
        input=feed,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, **environment},
        check=False,
    )
    output, _, figures = done.stdout.rstrip("\n").rpartition("\n")
    seconds, peak, code = json.loads(figures or "[0, 0, null]")  # none: it could not be started
    if code not in codes:
        raise RuntimeError(done.stderr.strip().rpartition("\n")[2] or f"exit status {code}")
    return Run(seconds, peak, output)


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def in_turn(ours: Callable[[], object], theirs: Callable[[], object]) -> tuple[float, float]:
    """Medians, in seconds, over rounds in which both run, one after the other."""
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(ROUNDS)]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)


def best_of(rounds: int, work: Callable[[], object]) -> float:
    """The least of several times: what the machine can do when nothing else is in its way."""
    return min(seconds(work) for _ in range(rounds))


def machine(*packages: str) -> str:
    """The processor, its cores and the versions in use, for the line above a table."""
    versions = "".join(f", {name} {version(name)}" for name in packages)
    return (
        f"{_processor()}, {available_cores()} cores, Python {platform.python_version()}{versions}"
    )


def _processor() -> str:
    facts = Path("/proc/cpuinfo")
    found = re.search(r"model name\s*: (.+)", facts.read_text()) if facts.exists() else None
    return found[1] if found else platform.processor() or platform.machine()
