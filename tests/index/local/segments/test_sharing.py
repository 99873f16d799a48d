from __future__ import annotations

from pathlib import Path

import pytest

from index import load, rollback
from index.errors import IndexDamagedError
from index.local.segments.sharing import is_shared, share
from index.local.vectors import store_writer
from tests.index.local.built import (
    A,
    add,
    add_a_title,
    change_a,
    own_vectors,
    remove,
    rename,
)
from tests.index.local.folders import SEGMENT_FILES, files, flip, folders


@pytest.fixture
def large(built):
    """An index of which one article is a small part."""
    built.write("z.txt", "\n\n".join(f"Stone number {n}." for n in range(40)))
    built.build(rebuild=True, keep=1)
    return built


def shared(index: Path) -> set[str]:
    """The files that generations 2 and 3 have in common."""
    names = (path.relative_to(index / "000003").as_posix() for path in
             (index / "000003").rglob("*") if path.is_file())  # fmt: skip
    folders = {"previous": index / "000002", "folder": index / "000003"}
    return {name for name in names if is_shared(name, **folders)}


SEGMENT = {f"segment-000002/{name}" for name in SEGMENT_FILES}


@pytest.mark.parametrize("edit", [change_a, add_a_title, rename, remove, add])
def test_the_files_of_a_segment_are_shared_whatever_changed_in_others(large, index, edit):
    edit(large)
    large.build()
    assert shared(index) == SEGMENT
    assert own_vectors(index, large.embedder)


def test_a_rebuild_shares_nothing(large, index):
    add_a_title(large)
    large.build(rebuild=True)
    assert not shared(index)


def test_inverted_lists_are_shared_with_the_facts_of_their_search(built, index, monkeypatch):
    monkeypatch.setattr(store_writer, "EXACT_ROWS", 20)
    monkeypatch.setattr(store_writer, "_nlist_for", lambda rows: 1)
    built.write("z.txt", "\n\n".join(f"Stone number {n}." for n in range(40)))
    built.build(rebuild=True)
    before = load(index, embedder=built.embedder).manifest
    add_a_title(built)
    built.build()
    after = load(index, embedder=built.embedder).manifest
    assert before.search.kind == "lists" and after.search == before.search
    name = "segment-000002/passages.vectors.npy"
    assert name in shared(index)
    assert after.files[name] == before.files[name]
    assert [one.search.kind for one in after.segments] == ["lists", "exact"]


def test_what_is_shared_outlives_the_generation_before(large, index, embedder):
    add_a_title(large)
    large.build(keep=1)
    assert folders(index) == ["000003"]
    assert own_vectors(index, embedder)


def test_damage_of_a_shared_file_is_found_in_both_generations_and_cured(large, index, embedder):
    add_a_title(large)
    large.build()
    flip(index / "000003" / "segment-000002" / "sentence-vectors.npy", -1)
    change_a(large)
    for use in (
        lambda: load(index, embedder=embedder),
        lambda: rollback(index),
        large.build,
    ):
        with pytest.raises(IndexDamagedError, match=r"sentence-vectors\.npy differs"):
            use()
    large.build(rebuild=True)
    assert own_vectors(index, embedder)


def test_a_mode_that_a_shared_file_was_given_stays(large, index):
    path = index / "000002" / "segment-000002" / "passages.faiss"
    path.chmod(0o640)
    add_a_title(large)
    large.build()
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_disk_without_links_has_copies(large, index, monkeypatch):
    def refused(path: Path, target: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refused)
    add_a_title(large)
    large.build()
    assert not shared(index)
    before, after = files(index / "000002"), files(index / "000003")
    assert {n: after[n] for n in SEGMENT} == {n: before[n] for n in SEGMENT}
    assert own_vectors(index, large.embedder)


def test_of_a_symbolic_link_the_file_is_shared(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    (tmp_path / "file").write_text(A)
    (tmp_path / "one" / "f").symlink_to(tmp_path / "file")
    share("f", previous=tmp_path / "one", folder=tmp_path / "two")
    assert not (tmp_path / "two" / "f").is_symlink()
    assert (tmp_path / "two" / "f").stat().st_nlink == 2


def test_a_file_that_is_there_is_not_replaced(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "f").write_text(name)
    with pytest.raises(FileExistsError):
        share("f", previous=tmp_path / "one", folder=tmp_path / "two")
    assert (tmp_path / "two" / "f").read_text() == "two"
