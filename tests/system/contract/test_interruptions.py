"""Builds that die."""

from __future__ import annotations

import pytest

import index.local.generation
from index import (
    Changes,
    build,
)
from index.milvus.catalog import Catalog
from tests.support.toys import ToyEmbedder
from tests.system.contract.workers import Dying
from tests.system.contract.world import (
    QUESTIONS,
    A,
    World,
    check_hits,
    check_rows,
    held,
    hits,
)


def publish_raises(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr(index.local.generation, "publish", fail)
    monkeypatch.setattr(Catalog, "publish", fail)


def reading_raises(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr(ToyEmbedder, "count_tokens", fail)


@pytest.mark.parametrize(
    "workers",
    [Dying(0, KeyboardInterrupt()), Dying(2, RuntimeError("boom")), Dying(3, MemoryError())],
    ids=["at once", "midway", "late"],
)
def test_a_build_that_dies_at_its_work_changes_nothing(world, monkeypatch, workers):
    monkeypatch.setattr("index.sources.read.MAX_BATCH_FILES", 1)
    check_dying(world, {"workers": workers})


@pytest.mark.parametrize("prepare", [publish_raises, reading_raises])
def test_a_build_that_dies_between_changes_nothing(world, monkeypatch, prepare):
    with monkeypatch.context() as patch:
        prepare(patch)
        check_dying(world, {})


def check_dying(world: World, how: dict[str, object]) -> None:
    opened = world.load()
    before = held(opened)
    found = {question: hits(opened, question) for question in QUESTIONS}
    world.write({"c.txt": "Zebra.", "d.txt": "Moon.", "e.txt": "Sun.", "b.txt": "Apple."})
    with pytest.raises((RuntimeError, KeyboardInterrupt, MemoryError)):
        build(world.folder, world.place, embedder=world.embedder, **how)
    for one in (opened, world.load()):
        assert held(one) == before
        for question, those in found.items():  # a server that settles changes the last digits
            check_hits(hits(one, question), those, 1e-5)


def test_after_a_build_that_died_the_next_one_is_whole(world, monkeypatch):
    monkeypatch.setattr("index.sources.read.MAX_BATCH_FILES", 1)
    check_dying(world, {"workers": Dying(2, KeyboardInterrupt())})
    world.forget()
    assert world.build(keep=1).changes.added == ("c.txt", "d.txt", "e.txt")
    world.check()
    check_rows(world)


def test_what_dies_once_it_is_published_is_there(world, monkeypatch):
    """Nobody can know whether the swap came through when its answer is lost."""
    for owner, name in ((index.local.generation, "publish"), (Catalog, "publish")):
        real = getattr(owner, name)

        def interrupted(*args: object, real=real, **more: object) -> None:
            real(*args, **more)
            raise KeyboardInterrupt

        monkeypatch.setattr(owner, name, interrupted)
    world.write({"b.txt": "Zebra.", "c.txt": "Moon."})
    for place, embedder in ((world.place, world.embedder), (world.twin, world.beside)):
        with pytest.raises(KeyboardInterrupt):
            build(world.folder, place, embedder=embedder)
    monkeypatch.undo()
    world.check()
    assert world.texts() == {"a.txt": A, "b.txt": "Zebra.", "c.txt": "Moon."}
    assert world.build().changes == Changes((), (), (), ("a.txt", "b.txt", "c.txt"))
    world.check()
