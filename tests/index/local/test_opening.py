from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from index import load
from index.errors import (
    IndexDamagedError,
    IndexFolderError,
    IndexMismatchError,
    IndexMissingError,
)
from index.local import layout, lock, opening
from index.local.opening import LocalGeneration
from index.manifest import Pointer
from tests.index.local.folders import FILES, state, text_of
from tests.support.toys import ToyEmbedder


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes()) or bytearray(b" ")
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("name", FILES)
def test_flipped_bit_is_found_in_every_file(first, name):
    flip(first / "000001" / name)
    with pytest.raises(
        IndexDamagedError,
        match=rf"/000001/{name} differs from what was written; expected the file that was written;"
        r" run qa index --rebuild$",
    ):
        opening.open_current(first)


@pytest.mark.parametrize("name", FILES)
def test_missing_file_is_named(first, name):
    (first / "000001" / name).unlink()
    with pytest.raises(
        IndexDamagedError, match=rf"/000001/{name} cannot be read \(No such file or directory\);"
    ):
        opening.open_current(first)


@pytest.mark.parametrize(
    "garbage", [b"", b"1", b"one abc", b"1 2 3", b"\xff\xfe1", b"\x00" * 66], ids=repr
)
def test_pointer_that_is_garbage_is_damage(first, garbage):
    (first / "current").write_bytes(garbage)
    with pytest.raises(
        IndexDamagedError,
        match=r"/index/current names no generation; expected the file that was written;"
        r" run qa index --rebuild$",
    ):
        opening.open_current(first)


@pytest.mark.parametrize(
    ("pointer", "message"),
    [
        ("7 abc\n", r"/000007/manifest\.json cannot be read"),
        ("1 abc\n", r"/000001/manifest\.json differs from what was"),
    ],
)
def test_pointer_to_what_is_not_there_is_damage(first, pointer, message):
    (first / "current").write_text(pointer)
    with pytest.raises(IndexDamagedError, match=message):
        opening.open_current(first)


def test_index_of_another_schema_is_a_mismatch(first):
    path = first / "000001" / "manifest.json"
    path.write_text(path.read_text().replace('"schema":4', '"schema":99'))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    (first / "current").write_text(f"1 {digest}\n")
    with pytest.raises(IndexMismatchError, match=r"has schema 99; expected schema 4; run qa index"):
        opening.open_current(first)


def test_file_in_place_of_the_folder_cannot_be_read_or_written(index):
    index.write_text("x")
    with pytest.raises(
        IndexFolderError,
        match=r"^index folder '.*/index' cannot be read \(Not a directory\); expected a folder with"
        r" room and permission; make room or change the permissions, or name another: --index DIR$",
    ):
        opening.open_current(index)
    with (
        pytest.raises(IndexFolderError, match=r"/index' cannot be written \(Not a directory\);"),
        lock.write_lock(index),
    ):
        pytest.fail("the hold was given")


def test_generation_removed_while_it_is_opened_gives_way_to_the_newer_one(index, make, monkeypatch):
    make("First.")
    real = layout.manifest_of

    def build_meanwhile(index: Path, at: Pointer) -> object:
        monkeypatch.setattr(layout, "manifest_of", real)
        make("Second.")
        make("Third.")
        return real(index, at)

    monkeypatch.setattr(layout, "manifest_of", build_meanwhile)
    assert text_of(index) == "Third."


def test_opening_leaves_the_folder_as_it_is(first):
    before = state(first)
    opening.open_current(first)
    layout.read_manifest(first)
    layout.current(first)
    layout.next_number(first)
    assert state(first) == before


def test_opening_nothing_makes_no_folder(index):
    with pytest.raises(IndexMissingError, match="no index in"):
        opening.open_current(index)
    assert not index.exists()


def test_index_can_be_opened_while_it_is_written(first):
    with lock.write_lock(first):
        assert text_of(first) == "First."


@pytest.fixture
def read_only(first) -> Iterator[Path]:
    """A copy of the index that this process may read but not write."""
    with tempfile.TemporaryDirectory() as name:
        copy = Path(shutil.copytree(first, Path(name, "index")))
        Path(name).chmod(0o755)
        for path in [copy, *copy.rglob("*")]:
            path.chmod(0o555 if path.is_dir() else 0o444)
        me = os.geteuid()
        if me == 0:
            try:
                os.seteuid(65534)  # permission bits do not bind root
            except OSError:
                pytest.skip("permission bits do not bind root, and root cannot step down here")
        try:
            yield copy
        finally:
            os.seteuid(me)
            for path in [copy, *copy.rglob("*")]:
                path.chmod(0o755)


def test_read_only_index_can_be_opened_and_not_written(read_only):
    before = state(read_only)
    assert text_of(read_only) == "First."
    assert state(read_only) == before
    for folder in (read_only, read_only / "new"):
        with (
            pytest.raises(IndexFolderError, match=r"cannot be written \(Permission denied\);"),
            lock.write_lock(folder),
        ):
            pytest.fail("the hold was given")


def test_opened_generation_is_the_one_its_manifest_names(first):
    opened = opening.open_current(first)
    assert isinstance(opened, LocalGeneration)
    assert (opened.folder, opened.manifest.generation) == (first / "000001", 1)


def test_index_of_another_embedder_is_not_loaded(built, index):
    with pytest.raises(
        IndexMismatchError,
        match=r"^the index in '.*/index' was built with embedder 'toy' \(toy-digest\);"
        r" expected embedder 'other' \(other-digest\);"
        r" run qa index, or set QA_EMBEDDER to the model it was built with$",
    ):
        load(index, embedder=ToyEmbedder("other"))


def test_missing_index_is_not_loaded(index, embedder):
    with pytest.raises(IndexMissingError, match=r"expected one built before; run qa index$"):
        load(index, embedder=embedder)
