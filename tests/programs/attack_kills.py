"""Builds by ``qa index`` that are killed at random instants: the old index or the new one is left.

crash.py looks at every write boundary, in less time; this kills the command itself.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from index import load, open_embedder
from index.errors import IndexMissingError
from tests.support.trials import Trials

KILLS = 20
NAMES = [f"{number}.txt" for number in range(12)]


def attack(trials: Trials, folder: Path, dice: random.Random) -> None:
    seeds, index = folder / "seeds", folder / "index"
    seeds.mkdir()
    old, killed = write(seeds, 0), 0
    started = time.monotonic()
    built(seeds, index, folder)
    whole = time.monotonic() - started
    number = 0
    while killed < KILLS:
        number += 1
        new = write(seeds, number)
        was_killed = built(seeds, index, folder, after=dice.uniform(0.3, 1.1) * whole)
        found = texts(index)
        killed += was_killed
        holds = found == new or (was_killed and found == old)
        trials.tell("builds, killed or not, that leave a whole index", holds, (number, found))
        old = found
    trials.tell("the last build", not built(seeds, index, folder) and texts(index) == new)


def write(seeds: Path, number: int) -> list[str]:
    """Half of the articles, written again."""
    for name in NAMES[number % 2 :: 2]:
        (seeds / name).write_text(f"The tower {name} is {number + 20} metres high.\n\nIt is old.")
    return sorted(line for path in seeds.iterdir() for line in path.read_text().split("\n\n"))


def built(seeds: Path, index: Path, folder: Path, *, after: float | None = None) -> bool:
    """Run ``qa index``; whether it was killed before its end."""
    command = [sys.executable, "-m", "qa.commands.cli", "index", str(seeds), "--index", str(index)]
    with (folder / "log").open("ab") as log:
        program = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
        try:
            program.wait(after)
        except subprocess.TimeoutExpired:
            os.killpg(program.pid, signal.SIGKILL)
        return program.wait() == -signal.SIGKILL


def texts(index: Path) -> list[str] | None:
    """The text of every passage, vectors looked at too; None where there is no index."""
    try:
        content = load(index, embedder=open_embedder()).content
    except IndexMissingError:
        return None
    assert len(content.passage_vectors.vectors()) == len(content.passages)
    return sorted(passage.text for passage in content.passages)
