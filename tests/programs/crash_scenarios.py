"""Seeds and builds of them that are interrupted: what is there before, and what may be found then.

Owns what each scenario does with an index. Knows nothing of how it is interrupted and checked.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from index import build
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


def texts_of(files: dict[str, str]) -> Texts:
    return [f"{name}: {text}" for name in sorted(files) for text in files[name].split("\n\n")]


def write_seeds(seeds: Path, files: dict[str, str]) -> None:
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
    write_seeds(seeds, OLD)


def _changed(seeds: Path, index: Path) -> None:
    write_seeds(seeds, OLD)
    _build(seeds, index)
    write_seeds(seeds, NEW)


def _renamed(seeds: Path, index: Path) -> None:
    write_seeds(seeds, OLD)
    _build(seeds, index)
    write_seeds(seeds, RENAMED)


def _changed_often(seeds: Path, index: Path) -> None:
    """So often that the next build has generations to sweep, and segments to merge."""
    for number in range(3):
        write_seeds(seeds, OLD | {"a.txt": f"Number {number}."})
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
    "first build": (_nothing_yet, _build, (None, texts_of(OLD))),
    "update": (_changed, _build, (texts_of(OLD), texts_of(NEW))),
    "update that sweeps": (_changed_often, _build, (texts_of(OLD), texts_of(NEW))),
    "rename": (_renamed, _build, (texts_of(OLD), texts_of(RENAMED))),
    "compaction": (_updated, _compact, (texts_of(NEW), texts_of(NEW))),
    "rebuild": (_changed, _rebuild, (texts_of(OLD), texts_of(NEW))),
    "rollback": (_updated, _rollback, (texts_of(NEW), texts_of(OLD))),
}
