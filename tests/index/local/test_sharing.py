from __future__ import annotations

from pathlib import Path

import pytest

from index import build, load, rollback
from index.errors import IndexDamagedError
from index.local.sharing import is_shared, share
from index.local.vectors import store_writer
from tests.index.local.built import A, add_a_title, change_a, own_vectors, rename
from tests.index.local.folders import FILES, files, folders
from tests.support.toys import ToyEmbedder

OF_PASSAGES = {"passages.faiss", "sentence-vectors.npy"} | {
    name for name in FILES if name.startswith("lexical/")
}


def shared(index: Path) -> set[str]:
    """The files that the first two generations have in common."""
    first, second = index / "000001", index / "000002"
    return {name for name in FILES if is_shared(name, previous=first, folder=second)}


def rename_the_last(built) -> None:
    (built.folder / "b.txt").rename(built.folder / "c.txt")


@pytest.mark.parametrize("edit", [add_a_title, rename_the_last])
def test_files_of_passages_are_shared_while_the_passages_stay(built, index, embedder, edit):
    edit(built)
    built.build()
    assert shared(index) == OF_PASSAGES
    assert own_vectors(index, embedder)


@pytest.mark.parametrize("edit", [change_a, rename])
def test_nothing_is_shared_when_passages_or_their_order_change(built, index, edit):
    edit(built)
    built.build()
    assert not shared(index)


def test_a_rebuild_shares_nothing(built, index):
    add_a_title(built)
    built.build(rebuild=True)
    assert not shared(index)


def test_inverted_lists_are_shared_with_the_facts_of_their_search(built, index, monkeypatch):
    monkeypatch.setattr(store_writer, "EXACT_ROWS", 2)
    monkeypatch.setattr(store_writer, "_nlist_for", lambda rows: 1)
    built.build(rebuild=True)
    before = load(index, embedder=built.embedder).manifest
    add_a_title(built)
    built.build()
    after = load(index, embedder=built.embedder).manifest
    assert before.search.kind == "lists" and after.search == before.search
    name = "passages.vectors.npy"
    assert is_shared(name, previous=index / "000002", folder=index / "000003")
    assert after.files[name] == before.files[name]


def test_what_is_shared_outlives_the_generation_before(built, index, embedder):
    add_a_title(built)
    built.build(keep=1)
    assert folders(index) == ["000002"]
    assert own_vectors(index, embedder)


def test_damage_of_a_shared_file_is_found_in_both_generations_and_cured(built, index, embedder):
    add_a_title(built)
    built.build()
    path = index / "000002" / "sentence-vectors.npy"
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    change_a(built)
    for use in (
        lambda: load(index, embedder=embedder),
        lambda: rollback(index),
        built.build,
    ):
        with pytest.raises(IndexDamagedError, match=r"sentence-vectors\.npy differs"):
            use()
    built.build(rebuild=True)
    assert own_vectors(index, embedder)


def test_a_mode_that_a_shared_file_was_given_stays(built, index):
    path = index / "000001" / "passages.faiss"
    path.chmod(0o640)
    add_a_title(built)
    built.build()
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_disk_without_links_has_copies(built, index, tmp_path, monkeypatch):
    def refused(path: Path, target: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refused)
    add_a_title(built)
    built.build()
    assert not shared(index)
    build(built.folder, tmp_path / "fresh", embedder=ToyEmbedder())
    updated, fresh = files(index / "000002"), files(tmp_path / "fresh" / "000001")
    assert {n: updated[n] for n in OF_PASSAGES} == {n: fresh[n] for n in OF_PASSAGES}


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
