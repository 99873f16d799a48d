"""Interrupts builds and looks at what is left: run as a program, it prints one JSON object.

    python -m tests.programs.crash FOLDER boundaries      every write boundary of every scenario
    python -m tests.programs.crash FOLDER boundaries 4    every fourth, another in each scenario
    python -m tests.programs.crash FOLDER instants 200    killed at that many random instants

A boundary is the moment before a file below the index folder is opened for writing, made durable,
renamed or removed. What a kill would leave there is copied while one build goes on from boundary to
boundary; one of them is killed at to see that the copy is right. Builds run in forked children, so
that each costs milliseconds; nothing that starts threads runs before the fork, and what is slow to
import is imported before it. Not a test by itself: test_crash.py and ``make soak`` call it.
"""

from __future__ import annotations

import itertools
import json
import os
import random
import re
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import datasketch  # noqa: F401 - near_duplicates.py imports it at its first use, which takes a while
import faiss  # noqa: F401 - likewise store.py

from index import build, load, status
from index.errors import IndexMissingError
from index.local.layout import WRITER_INFO
from tests.programs.crash_scenarios import SCENARIOS, Texts, texts_of
from tests.support.toys import ToyEmbedder

RANDOM_PART = re.compile(r"\.\w{8}\.new$")
WATCHED = {"open", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.truncate", "os.link"}


def boundaries(folder: Path, step: int = 1) -> dict[str, int]:
    """Check what every scenario leaves at its boundaries, one in ``step`` of them, of the few of a
    rollback at each; count them.

    Scenarios begin one boundary apart, since most of what they write is the same.
    """
    counts = {}
    for first, name in enumerate(SCENARIOS):
        apart = 1 if name == "rollback" else step
        counts[name] = _interrupt(folder, name, range(first % apart, sys.maxsize, apart))
    return counts


def _interrupt(folder: Path, name: str, numbers: range) -> int:
    """Check what one scenario leaves at boundaries of those numbers; how many boundaries it has."""
    seeds, index, left = folder / "seeds", folder / "index", folder / "left"
    shutil.rmtree(left, ignore_errors=True)
    left.mkdir()

    def copy(number: int) -> None:
        if number in numbers:
            (left / str(number)).mkdir()
            _copy(index, left / str(number) / "index")

    status = _run(folder, name, copy).status
    if status != 0:
        raise SystemExit(f"{name}: the program ended with {status}")
    _look(name, seeds, [index], done=True)
    copied = sorted(int(path.name) for path in left.iterdir())
    killed_at = copied[len(copied) // 2]
    _run(folder, name, lambda number: _kill(number == killed_at))
    assert _files(index) == _files(left / str(killed_at) / "index")
    _look(name, seeds, (left / str(number) / "index" for number in copied), done=False)
    return copied[-1] + 1


def instants(folder: Path, count: int) -> dict[str, int]:
    """Kill scenarios at random instants until that many were killed before their end."""
    rng, killed = random.Random(0), dict.fromkeys(SCENARIOS, 0)
    seconds = {name: _run(folder, name).seconds for name in SCENARIOS}
    while sum(killed.values()) < count:
        name = rng.choice(list(SCENARIOS))
        status = _run(folder, name, after=rng.uniform(0, seconds[name])).status
        if status not in (0, -signal.SIGKILL):
            raise SystemExit(f"{name}: the killed program ended with {status}")
        _look(name, folder / "seeds", [folder / "index"], done=status == 0)
        killed[name] += status != 0
    return killed


@dataclass(frozen=True)
class Run:
    """The exit status of one run of a scenario, negative for a signal, and how long it took."""

    status: int
    seconds: float


def _run(
    folder: Path,
    name: str,
    at_boundary: Callable[[int], None] | None = None,
    *,
    after: float | None = None,
) -> Run:
    """Run one scenario in a child, which may be killed after so many seconds."""
    seeds, index = folder / "seeds", folder / "index"
    _restore(folder, name)

    def run() -> None:
        if at_boundary:
            _watch(index, at_boundary)
        SCENARIOS[name][1](seeds, index)

    started = time.perf_counter()
    status = _child(run, after=after)
    return Run(status, time.perf_counter() - started)


def _look(name: str, seeds: Path, left: Iterable[Path], *, done: bool) -> None:
    """Check in a child what a scenario has left."""

    def look() -> None:
        for index in left:
            try:
                _check(seeds, index, SCENARIOS[name][2], done=done)
            except Exception as error:
                raise AssertionError(f"what was left in {index}") from error

    if _child(look) != 0:
        raise SystemExit(f"{name}: what was left is not as it should be")


def _restore(folder: Path, name: str) -> None:
    """Have the seeds and the index that a scenario starts with; they are built once and copied."""
    kept = folder / "before" / name
    paths = [folder / "seeds", folder / "index"]
    _remove(paths)
    if not kept.exists():
        before = SCENARIOS[name][0]
        assert _child(lambda: before(*paths)) == 0
        for path in paths:
            _copy(path, kept / path.name)
        _remove(paths)
    for path in kept.iterdir():
        _copy(path, folder / path.name)


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        shutil.rmtree(path, ignore_errors=True)


def _copy(folder: Path, to: Path) -> None:
    """Copy a folder, if there is one; what is one file of two names is so in the copy too."""
    copied: dict[int, str] = {}

    def copy(source: str, target: str) -> None:
        first = copied.setdefault(os.stat(source).st_ino, target)  # noqa: PTH116
        if first == target:
            shutil.copy2(source, target)
        else:
            os.link(first, target)

    if folder.exists():
        shutil.copytree(folder, to, copy_function=copy)


def _files(index: Path) -> dict[str, bytes]:
    """Every file but the one that names the process that writes; new ones without the random part
    of their names.
    """
    paths = [p for p in index.rglob("*") if p.is_file() and p.name != WRITER_INFO]
    names = (RANDOM_PART.sub(".new", path.relative_to(index).as_posix()) for path in paths)
    return {name: path.read_bytes() for name, path in zip(names, paths, strict=True)}


def _child(work: Callable[[], None], *, after: float | None = None) -> int:
    """Fork, work, wait; exit status, negative for a signal."""
    pid = os.fork()
    if pid == 0:
        try:
            work()
        except BaseException:
            sys.excepthook(*sys.exc_info())
            os._exit(1)
        os._exit(0)
    if after is not None:
        time.sleep(after)
        os.kill(pid, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _kill(now: bool) -> None:
    if now:
        os.kill(os.getpid(), signal.SIGKILL)


def _watch(index: Path, at_boundary: Callable[[int], None]) -> None:
    """Call a function at each boundary of this process from now on, with its number."""
    numbers = itertools.count()

    def watch(event: str, args: tuple[object, ...]) -> None:
        if event in WATCHED and str(args[0]).startswith(str(index)):
            reads = event == "open" and not int(args[2]) & (os.O_WRONLY | os.O_RDWR)  # type: ignore[call-overload]
            if not reads:
                at_boundary(next(numbers))

    def durable(descriptor: int, sync: Callable[[int], None] = os.fsync) -> None:
        at_boundary(next(numbers))
        sync(descriptor)

    os.fsync = durable
    sys.addaudithook(watch)


def _check(seeds: Path, index: Path, wanted: tuple[Texts | None, Texts], *, done: bool) -> None:
    """The index opens with all of the old or all of the new; then it can be brought up to date."""
    old, new = wanted
    found = _texts(index)
    assert found == new or (found == old and not done), found
    build(seeds, index, embedder=ToyEmbedder())
    assert not status(index)
    assert _texts(index) == texts_of({path.name: path.read_text() for path in seeds.iterdir()})


def _texts(index: Path) -> Texts | None:
    """Article id and text of every passage, vectors looked at too; None where there is no index."""
    try:
        content = load(index, embedder=ToyEmbedder()).content
    except IndexMissingError:
        return None
    assert len(content.passage_vectors.vectors()) == len(content.passages)
    return [f"{passage.article.id}: {passage.text}" for passage in content.passages]


if __name__ == "__main__":
    where, what, *number = sys.argv[1:]
    kill = {"boundaries": boundaries, "instants": instants}[what]
    print(json.dumps(kill(Path(where), *map(int, number))))
