"""Kills builds and looks at what is left: run as a program, it prints one JSON object.

    python -m tests.programs.crash FOLDER boundaries      every write boundary of every scenario
    python -m tests.programs.crash FOLDER boundaries 4    every fourth, another in each scenario
    python -m tests.programs.crash FOLDER instants 200    that many random instants

A boundary is the moment before a file below the index folder is opened for writing, made durable,
renamed or removed. Builds run in forked children, so that a kill costs milliseconds; nothing that
starts threads runs before the fork, and what is slow to import is imported before it. Not a test by
itself: test_crash.py and ``make soak`` call it.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import datasketch  # noqa: F401 - near_duplicates.py imports it at its first use, which takes a while
import faiss  # noqa: F401 - likewise store.py

from index import build, load, status
from index.errors import IndexMissingError
from index.local.generation import rollback
from tests.support.toys import ToyEmbedder

Texts = list[str]

OLD = {f"{name}.txt": f"About {name}.\n\nA river of {name}, and a stone." for name in "abcdef"}
# One large article, so that updates leave the segment that it is in, and write small ones.
OLD["z.txt"] = "\n\n".join(f"Stone number {number} of the wall." for number in range(40))
NEW = {
    **{name: text for name, text in OLD.items() if name not in ("b.txt", "c.txt")},
    "a.txt": OLD["a.txt"] + "\n\nOne more apple.",
    "moved.txt": OLD["c.txt"],
    "new.txt": "Something new.\n\nAn apple by the river.",
}
RENAMED = {name if name != "f.txt" else "g.txt": text for name, text in OLD.items()}
WATCHED = {"open", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.truncate", "os.link"}


def boundaries(folder: Path, step: int = 1) -> dict[str, int]:
    """Kill each scenario at its boundaries until it is through, one in ``step`` of them, of the few
    of a rollback at each; count them.

    Scenarios begin one boundary apart, since most of what they write is the same.
    """
    counts = {}
    for first, name in enumerate(SCENARIOS):
        apart = 1 if name == "rollback" else step
        number = first % apart
        while _run(folder, name, lambda index, n=number: _kill_at(index, n)).killed:
            number += apart
        counts[name] = number
    return counts


def instants(folder: Path, count: int) -> dict[str, int]:
    """Kill scenarios at random instants until that many were killed before their end."""
    rng, killed = random.Random(0), dict.fromkeys(SCENARIOS, 0)
    seconds = {name: _run(folder, name, lambda index: None).seconds for name in SCENARIOS}
    while sum(killed.values()) < count:
        name = rng.choice(list(SCENARIOS))
        delay = rng.uniform(0, seconds[name])
        killed[name] += _run(folder, name, lambda index: None, after=delay).killed
    return killed


@dataclass(frozen=True)
class Run:
    """The outcome of one run of a scenario, and the seconds that it took."""

    killed: bool
    seconds: float


def _run(
    folder: Path, name: str, prepare: Callable[[Path], None], *, after: float | None = None
) -> Run:
    """Run one scenario in a child, then check in another what is left."""
    seeds, index = folder / "seeds", folder / "index"
    _, run, wanted = SCENARIOS[name]
    _restore(folder, name)

    def killable() -> None:
        prepare(index)
        run(seeds, index)

    started = time.perf_counter()
    status = _child(killable, after=after)
    seconds = time.perf_counter() - started
    if status not in (0, -signal.SIGKILL):
        raise SystemExit(f"{name}: the killed program ended with {status}")
    if _child(lambda: _check(seeds, index, wanted, done=status == 0)) != 0:
        raise SystemExit(f"{name}: what was left in {index} is not as it should be")
    return Run(status != 0, seconds)


def _restore(folder: Path, name: str) -> None:
    """Have the seeds and the index that a scenario starts with; they are built once and copied."""
    kept = folder / "before" / name
    paths = [folder / "seeds", folder / "index"]
    for path in paths:
        shutil.rmtree(path, ignore_errors=True)
    if not kept.exists():
        before = SCENARIOS[name][0]
        assert _child(lambda: before(*paths)) == 0
        for path in filter(Path.exists, paths):
            shutil.copytree(path, kept / path.name)
    for path in kept.iterdir():
        shutil.copytree(path, folder / path.name, dirs_exist_ok=True)


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


def _kill_at(index: Path, number: int) -> None:
    """From now on this process dies before its number-th boundary."""
    seen = 0

    def boundary() -> None:
        nonlocal seen
        if seen == number:
            os.kill(os.getpid(), signal.SIGKILL)
        seen += 1

    def watch(event: str, args: tuple[object, ...]) -> None:
        if event in WATCHED and str(args[0]).startswith(str(index)):
            reads = event == "open" and not int(args[2]) & (os.O_WRONLY | os.O_RDWR)  # type: ignore[call-overload]
            if not reads:
                boundary()

    def durable(descriptor: int, sync: Callable[[int], None] = os.fsync) -> None:
        boundary()
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
    assert _texts(index) == _of({path.name: path.read_text() for path in seeds.iterdir()})


def _texts(index: Path) -> Texts | None:
    """Article id and text of every passage, vectors looked at too; None where there is no index."""
    try:
        content = load(index, embedder=ToyEmbedder()).content
    except IndexMissingError:
        return None
    assert len(content.passage_vectors.vectors()) == len(content.passages)
    return [f"{passage.article.id}: {passage.text}" for passage in content.passages]


def _of(files: dict[str, str]) -> Texts:
    return [f"{name}: {text}" for name in sorted(files) for text in files[name].split("\n\n")]


def _write(seeds: Path, files: dict[str, str]) -> None:
    shutil.rmtree(seeds, ignore_errors=True)
    seeds.mkdir()
    for name, text in files.items():
        (seeds / name).write_text(text)


def _build(seeds: Path, index: Path) -> None:
    build(seeds, index, embedder=ToyEmbedder())


def _rebuild(seeds: Path, index: Path) -> None:
    build(seeds, index, embedder=ToyEmbedder(), rebuild=True)


def _compact(seeds: Path, index: Path) -> None:
    build(seeds, index, embedder=ToyEmbedder(), compact=True)


def _rollback(seeds: Path, index: Path) -> None:
    rollback(index)


def _nothing_yet(seeds: Path, index: Path) -> None:
    _write(seeds, OLD)


def _changed(seeds: Path, index: Path) -> None:
    _write(seeds, OLD)
    _build(seeds, index)
    _write(seeds, NEW)


def _renamed(seeds: Path, index: Path) -> None:
    _write(seeds, OLD)
    _build(seeds, index)
    _write(seeds, RENAMED)


def _changed_often(seeds: Path, index: Path) -> None:
    """So often that the next build has generations to sweep, and segments to merge."""
    for number in range(3):
        _write(seeds, OLD | {"a.txt": f"Number {number}."})
        _build(seeds, index)
    _changed(seeds, index)


def _updated(seeds: Path, index: Path) -> None:
    _changed(seeds, index)
    _build(seeds, index)


# scenario -> what is there before, what is killed, what may be found then (not done, done)
SCENARIOS: dict[
    str,
    tuple[Callable[[Path, Path], None], Callable[[Path, Path], None], tuple[Texts | None, Texts]],
] = {
    "first build": (_nothing_yet, _build, (None, _of(OLD))),
    "update": (_changed, _build, (_of(OLD), _of(NEW))),
    "update that sweeps": (_changed_often, _build, (_of(OLD), _of(NEW))),
    "rename": (_renamed, _build, (_of(OLD), _of(RENAMED))),
    "compaction": (_updated, _compact, (_of(NEW), _of(NEW))),
    "rebuild": (_changed, _rebuild, (_of(OLD), _of(NEW))),
    "rollback": (_updated, _rollback, (_of(NEW), _of(OLD))),
}

if __name__ == "__main__":
    where, what, *number = sys.argv[1:]
    kill = {"boundaries": boundaries, "instants": instants}[what]
    print(json.dumps(kill(Path(where), *map(int, number))))
