from __future__ import annotations

import hashlib

import pytest

from index import Changes, build, plan_build, status
from index.errors import IndexDamagedError, IndexMissingError, SeedsError
from index.sources import seed
from tests.support.toys import ToyEmbedder

NEW = Changes(("a.txt", "b.txt"), (), (), ())
SAME = Changes((), (), (), ("a.txt", "b.txt"))


@pytest.fixture
def folder(seeds):
    return seeds({"a.txt": "Apple.", "b.txt": "A river."})


@pytest.fixture
def built(folder, index, embedder):
    build(folder, index, embedder=embedder)
    return folder


def test_without_an_index_all_is_new_and_nothing_is_written(folder, index, embedder):
    planned = plan_build(folder, index, embedder=embedder)
    assert (planned.changes, planned.rebuild) == (NEW, None)
    assert not index.exists()


def test_plan_is_what_a_build_then_does(built, index, embedder):
    (built / "a.txt").write_text("Other.")
    (built / "b.txt").rename(built / "c.txt")
    planned = plan_build(built, index, embedder=embedder)
    assert planned.changes == build(built, index, embedder=embedder).changes
    assert planned.rebuild is None


def test_files_that_no_reader_takes_are_named(built, index, embedder):
    (built / "c.xyz").write_text("x")
    planned = plan_build(built, index, embedder=embedder)
    assert [error.seed for error in planned.rejected] == ["c.xyz"]


def test_another_model_is_a_reason_to_rebuild_all(built, index):
    planned = plan_build(built, index, embedder=ToyEmbedder("other"))
    assert planned.changes == SAME
    assert planned.rebuild.startswith("the index was built with embedder 'toy'")


def test_a_rebuild_that_is_asked_for_is_the_reason(built, index, embedder):
    planned = plan_build(built, index, embedder=embedder, rebuild=True)
    assert (planned.changes, planned.rebuild) == (NEW, "a rebuild was asked for")


def test_another_schema_is_a_reason_to_rebuild_all(built, index, embedder):
    path = index / "000001" / "manifest.json"
    path.write_text('{"schema": 1}')
    (index / "current").write_text(f"1 {hashlib.sha256(path.read_bytes()).hexdigest()}\n")
    planned = plan_build(built, index, embedder=embedder)
    assert planned.changes == NEW and planned.rebuild.endswith("has schema 1")


def test_what_a_build_refuses_its_plan_does_too(built, index, embedder):
    (index / "current").write_text("garbage")
    with pytest.raises(IndexDamagedError, match="names no generation"):
        plan_build(built, index, embedder=embedder)
    with pytest.raises(SeedsError, match="does not exist"):
        plan_build(built / "none", index, embedder=embedder)


def test_status_parses_no_file(built, index, monkeypatch):
    monkeypatch.setattr(seed, "_read", None)
    (built / "a.txt").write_text("Other.")
    (built / "c.txt").write_bytes(b"\xff")
    assert status(index) == Changes(("c.txt",), ("a.txt",), (), ("b.txt",))


def test_status_is_silent_on_a_file_that_was_left_out_until_it_changes(built, index, embedder):
    (built / "c.txt").write_bytes(b"\xff")
    build(built, index, embedder=embedder)
    assert status(index) == SAME
    (built / "c.txt").write_bytes(b"\xfe\xfd")
    assert status(index).added == ("c.txt",)


def test_status_without_an_index_is_refused(index):
    with pytest.raises(IndexMissingError, match="run qa index"):
        status(index)
