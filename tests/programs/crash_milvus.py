"""Kills builds into a Milvus server and looks at what is left: run as a program, it prints JSON.

    python -m tests.programs.crash_milvus http://127.0.0.1:19530 FOLDER 1

A boundary is the moment before rows or collections are written or removed. A first build is killed
before it publishes, updates to and fro at their first, second, ... boundary until one is through;
with 2 for the number at every other one.
Builds run in forked children; the parent talks to no server, as gRPC does not survive a fork. Not a
test by itself: test_failures.py calls it.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import datasketch  # noqa: F401 - near_duplicates.py imports it at its first use, which takes a while

from index import Address, build, load, status
from index.errors import IndexMissingError
from index.milvus import build as _  # noqa: F401 - imported before the forks
from index.milvus import lease
from index.milvus.catalog import Catalog
from index.milvus.schema import first_key, passages_collection
from index.milvus.server.client import Server, connect
from index.milvus.server.connection import library
from tests.programs.crash import _child
from tests.programs.crash_scenarios import NEW, OLD, write_seeds
from tests.support.toys import ToyEmbedder

Texts = Counter[str]


def crash(seeds: Path, place: Address, step: int) -> dict[str, int]:
    """Kill updates at one boundary after the other until one is done; count those killed."""
    write_seeds(seeds, OLD)
    assert _child(lambda: _build(seeds, place, before=Catalog.publish)) == -signal.SIGKILL
    _must(lambda: _check(seeds, place, None, OLD, done=False))
    number, new, old = 0, NEW, OLD
    while True:
        write_seeds(seeds, new)
        ended = _child(lambda: _build(seeds, place, boundary=number))  # noqa: B023
        _must(lambda: _check(seeds, place, old, new, done=ended == 0))  # noqa: B023
        if ended == 0:
            return {"updates": number // step}
        assert ended == -signal.SIGKILL, ended
        number, new, old = number + step, old, new


def _must(work: Callable[[], None]) -> None:
    if _child(work):
        raise SystemExit("what was left is not as it should be")


def _build(
    seeds: Path,
    place: Address,
    *,
    boundary: int | None = None,
    before: Callable[..., None] | None = None,
) -> None:
    """Die before the boundary of that number, or before a method is called."""
    left = boundary or 0

    def dying(method: Callable[..., None]) -> Callable[..., None]:
        def wrapped(*arguments: object, **named: object) -> None:
            nonlocal left
            if not left or method is before:
                os.kill(os.getpid(), signal.SIGKILL)
            left -= 1
            method(*arguments, **named)

        return wrapped

    if before:
        setattr(Catalog, before.__name__, dying(before))
    else:
        for name in ("create", "drop", "upsert", "delete"):
            setattr(Server, name, dying(getattr(Server, name)))
    build(seeds, place, embedder=ToyEmbedder())


def _check(
    seeds: Path, place: Address, old: dict[str, str] | None, new: dict[str, str], *, done: bool
) -> None:
    """All of the old answers, or all of the new; the next build makes all of the new of it."""
    found = _texts(place)
    assert found == _of(new) or (found == _of(old) and not done), found
    build(seeds, place, embedder=ToyEmbedder())
    assert not status(place)
    assert _texts(place) == _of(new)
    if found == _of(new):
        return  # what is left over goes with the next build that has something to do
    server, catalog = connect(place), Catalog(connect(place))
    line = catalog.lineage(2)
    assert catalog.numbers() == sorted(record.generation for record in line)
    rows = passages_collection(place.collection, line[0].epoch)
    after, oldest = first_key(line[0].generation + 1), min(r.generation for r in line)
    assert not server.count(rows, f"pk >= {after} || died <= {oldest}", strong=True)


def _texts(place: Address) -> Texts | None:
    """Article id and text of every passage, and how often; None where there is no index."""
    try:
        content = load(place, embedder=ToyEmbedder()).content
    except IndexMissingError:
        return None
    question = "apple"
    found = content.candidates(question, ToyEmbedder().encode_question(question), 100)
    assert found.complete and len(found) == len(content.passages)
    return Counter(f"{passage.article.id}: {passage.text}" for passage in content.passages)


def _of(files: dict[str, str] | None) -> Texts | None:
    if files is None:
        return None
    return Counter(f"{name}: {text}" for name in files for text in files[name].split("\n\n"))


if __name__ == "__main__":
    library()
    lease.TAKEOVER_TIMEOUT = lease.WRITE_DELAY = 0.0  # who was killed is passed over at once
    where, folder, step = sys.argv[1:]
    place = Address(where, "crash", replicas=1, shards=1)
    counts = crash(Path(folder) / "seeds", place, int(step))
    print(json.dumps(counts))
