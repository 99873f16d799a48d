"""Clocks, fresh processes and the name of the machine: how every figure here is measured.

Owns what is timed against what. Two sides take turns, because machines differ and a shared one is
noisy: the ratio of their medians is what counts. Figures that take long are kept in a file. The
name of the processor is read as Linux gives it.
"""

from __future__ import annotations

import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from index.embedding.network import available_cores

ROOT = Path(__file__).parent.parent
ROUNDS = 3
ENVIRONMENT = {"HF_HUB_OFFLINE": "1", "HAYSTACK_TELEMETRY_ENABLED": "False"}

Spread = tuple[float, float]  # p50, p95
Result = TypeVar("Result")

ONE_THREAD = {"OMP_NUM_THREADS": "1"}  # what one of several clients can count on

# A small process of its own starts what is measured: Linux counts the memory of the parent in the
# peak of the child, so that a large parent would hide it.
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
    """The cost and the output of a process."""

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


def timed(work: Callable[[], Result]) -> tuple[float, Result]:
    """Milliseconds, and the result."""
    began = time.perf_counter()
    result = work()
    return 1000 * (time.perf_counter() - began), result


def p50_p95(values: Sequence[float]) -> Spread:
    p50, p95 = np.percentile(values, [50, 95])
    return float(p50), float(p95)


def in_turn(ours: Callable[[], object], theirs: Callable[[], object]) -> tuple[float, float]:
    """Medians, in seconds, over rounds in which both run, one after the other."""
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(ROUNDS)]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)


def best_of(rounds: int, work: Callable[[], object]) -> float:
    """The least of several times: what the machine does when nothing else runs on it."""
    return min(seconds(work) for _ in range(rounds))


def measured_once(folder: Path, measure: Callable[[], Mapping[str, Any]]) -> dict[str, Any]:
    """The figures that ``measure`` gives, kept in the folder; what is kept is not measured again.

    Leftovers of a run that was stopped are removed first.
    """
    kept = folder / "figures.json"
    if not kept.exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        kept.write_text(json.dumps(measure()))
    figures: dict[str, Any] = json.loads(kept.read_text())
    return figures


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
