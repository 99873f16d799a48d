"""Generations: going back, how many are kept, and those of another recipe, which are rebuilt."""

from __future__ import annotations

import sys

import pytest

from index import (
    backend,
    load,
    plan_build,
    rollback,
)
from index.errors import (
    IndexMismatchError,
    IndexMissingError,
)
from tests.support.toys import ToyEmbedder
from tests.system.contract.world import (
    FEW,
    check_rows,
)


def test_a_rollback_brings_back_what_was_and_a_build_goes_on_from_there(world):
    first = backend.current_generation(world.place)
    opened = world.load()
    world.write({"b.txt": "Second.", "c.txt": "Third."})
    (world.folder / "a.txt").unlink()
    assert world.build().generation == first + 1
    assert backend.previous_generation(world.place) == first
    assert world.rollback() == first
    world.check()
    assert world.texts() == FEW == {a.id: a.text for a in opened.content.articles}
    world.forget()
    assert world.build().generation == first + 2
    assert world.embedder.embedded == ["Second.", "Third."]
    assert world.texts() == {"b.txt": "Second.", "c.txt": "Third."}
    assert backend.previous_generation(world.place) == first
    world.check()


def test_a_rollback_goes_back_as_far_as_is_kept(world):
    first = backend.current_generation(world.place)
    for text in ("Second.", "Third.", "Fourth."):
        world.write({"b.txt": text})
        world.build(keep=3)
    assert [world.rollback(), world.rollback()] == [first + 2, first + 1]
    assert world.texts()["b.txt"] == "Second."
    world.check()
    for place in (world.place, world.twin):
        with pytest.raises(IndexMissingError, match=f"^no generation before {first + 1} is kept"):
            rollback(place)
    assert backend.previous_generation(world.place) is None
    assert world.texts()["b.txt"] == "Second."


def test_a_generation_that_is_kept_can_be_opened_and_another_is_said_to_be_gone(world):
    first = backend.current_generation(world.place)
    for text in ("Second.", "Third."):
        world.write({"b.txt": text})
        world.build(keep=2)
    assert backend.kept_generations(world.place) == [first + 2, first + 1]
    older = backend.load_generation(world.place, first + 1, embedder=world.embedder)
    assert (older.manifest.generation, older.article["b.txt"].text) == (first + 1, "Second.")
    older.release()
    assert world.texts()["b.txt"] == "Third."
    with pytest.raises(
        IndexMissingError,
        match=rf"generation {first} is not kept in .*; expected {first + 2} or {first + 1}; name",
    ):
        backend.load_generation(world.place, first, embedder=world.embedder)
    with pytest.raises(IndexMismatchError, match="was built with embedder 'toy'"):
        backend.load_generation(world.place, first + 1, embedder=ToyEmbedder("other"))


def test_one_generation_can_be_all_that_is_kept(world):
    world.write({"b.txt": "Second."})
    world.build(keep=1)
    assert backend.previous_generation(world.place) is None
    with pytest.raises(IndexMissingError, match="no generation before"):
        rollback(world.place)
    check_rows(world)


def test_an_index_of_another_embedder_is_refused_and_rebuilt(world):
    generation, other = backend.current_generation(world.place), ToyEmbedder("other")
    with pytest.raises(
        IndexMismatchError,
        match=r"was built with embedder 'toy' \(toy-digest\);"
        r" expected embedder 'other' \(other-digest\);"
        r" run qa index, or set QA_EMBEDDER to the model it was built with$",
    ):
        load(world.place, embedder=other)
    planned = plan_build(world.folder, world.place, embedder=other)
    assert planned.rebuild.startswith("the index was built with embedder 'toy'")
    report = world.build(embedder=other)
    assert (report.generation > generation, report.embedded, report.reused) == (True, 3, 0)
    assert world.notices == [planned.rebuild]
    assert load(world.place, embedder=other).manifest.recipe.embedder == "other"
    with pytest.raises(IndexMismatchError):
        world.load()
    assert world.rollback() == generation
    world.check()


def test_another_way_to_cut_keeps_the_vectors(world, monkeypatch):
    generation = backend.current_generation(world.place)
    with monkeypatch.context() as patch:
        patch.setattr(sys.modules["index.recipe"], "SPLITTER", "another/1")
        assert world.build().generation > generation
        assert world.embedder.embedded == []
        assert world.load().manifest.recipe.splitter == "another/1"
        assert world.notices[0].startswith("the articles were read and cut by ")
        world.check()
    assert world.rollback() == generation
    world.check()
