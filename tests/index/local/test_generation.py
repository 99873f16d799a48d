from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index import build, rollback
from index.errors import (
    IndexDamagedError,
    IndexFolderError,
    IndexMismatchError,
    IndexMissingError,
)
from index.local import generation, layout, lock, mark, opening
from index.local.opening import LocalGeneration
from index.manifest import Manifest, Pointer
from tests.support.toys import ToyEmbedder

FILES = (
    "article-ids.npy",
    "article-qa-index",
    "articles.jsonl",
    "articles.npy",
    "copies.npy",
    "held",
    "lexical/borders.npy",
    "lexical/rows.npy",
    "lexical/term-borders.npy",
    "lexical/token-borders.npy",
    "lexical/tokens.npy",
    "lexical/vocabulary.npy",
    "lexical/weights.npy",
    "manifest.json",
    "passage-digests.npy",
    "passages.faiss",
    "passages.npy",
    "sentence-vectors.npy",
    "sentences.npy",
    "signatures.npy",
)


@pytest.fixture
def make(seeds, index, embedder) -> Callable[[str], int]:
    """Build the index from one article of this text; return the generation's number."""

    def make(text: str) -> int:
        return build(seeds({"a.txt": text}), index, embedder=embedder).generation

    return make


def text_of(index: Path) -> str:
    return opening.open_current(index).article["a.txt"].text


def folders(index: Path) -> list[str]:
    return sorted(p.name for p in index.iterdir() if p.is_dir())


def unfinished(index: Path, name: str) -> Path:
    """Leave behind what a writer may have got to before it was killed."""
    folder = index / name
    folder.mkdir(parents=True)
    mark.write_mark(index)
    mark.write_mark(folder)
    (folder / "articles.jsonl").write_text('{"id": "a.t')
    (folder / "passages.vectors.npy").write_text("x")
    return folder


def state(index: Path) -> dict[str, tuple[int, int, int]]:
    """Size, mode and time of last change of the folder and all that is in it."""
    stats = {p.relative_to(index).as_posix(): p.stat() for p in [index, *index.rglob("*")]}
    return {name: (s.st_size, s.st_mode, s.st_mtime_ns) for name, s in stats.items()}


# The table of the module, row by row.


@pytest.mark.parametrize("prepare", [Path.mkdir, lambda index: unfinished(index, "000001")])
def test_without_a_pointer_opening_finds_nothing_and_a_build_makes_generation_1(
    index, make, prepare
):
    prepare(index)
    with pytest.raises(
        IndexMissingError,
        match=r"^no index in '.*/index'; expected one built before; run qa index$",
    ):
        opening.open_current(index)
    assert make("First.") == 1
    assert text_of(index) == "First."
    assert not (index / "000001" / "passages.vectors.npy").exists()


def test_unfinished_newer_generation_is_passed_over_and_removed(index, make):
    make("First.")
    folder = unfinished(index, "000002")
    assert text_of(index) == "First."
    assert make("Second.") == 2
    assert text_of(index) == "Second."
    assert not (folder / "passages.vectors.npy").exists()


def test_complete_newer_generation_is_passed_over_and_removed(index, make):
    make("First.")
    before = (index / "current").read_text()
    make("Second.")
    (index / "current").write_text(before)  # as if killed before the swap, or rolled back
    assert text_of(index) == "First."
    assert make("Third.") == 3
    assert text_of(index) == "Third."
    assert folders(index) == ["000001", "000003"]


def test_old_generations_not_yet_removed_are_passed_over_and_removed(index, make, tmp_path):
    make("First.")
    shutil.copytree(index / "000001", tmp_path / "saved")
    make("Second.")
    make("Third.")
    shutil.copytree(tmp_path / "saved", index / "000001")
    assert text_of(index) == "Third."
    assert make("Fourth.") == 4
    assert folders(index) == ["000003", "000004"]


def test_old_generation_that_is_read_is_left_to_the_next_build(index, make):
    make("Apple.\n\nRiver.")
    opened = opening.open_current(index)
    make("Second.")
    make("Third.")
    assert folders(index) == ["000001", "000002", "000003"]
    question = ToyEmbedder().encode_question("river")
    assert opened.content.passage_vectors.search(question, 1).rows.tolist() == [1]
    assert opened.article["a.txt"].text == "Apple.\n\nRiver."
    opened.release()
    make("Fourth.")
    assert folders(index) == ["000003", "000004"]


def test_folder_that_was_to_be_the_next_is_begun_again(index, make):
    make("First.")
    (index / layout.UNNAMED).mkdir()
    assert make("Second.") == 2
    (index / layout.UNNAMED).mkdir()
    (index / layout.UNNAMED / layout.MARK).write_bytes(b"")
    assert make("Third.") == 3
    assert folders(index) == ["000002", "000003"]


def test_numbered_folders_of_somebody_else_are_left_and_their_numbers_not_taken(index, make):
    make("First.")
    for name in ("000002", "000009", "20240304", "²", "٣٣٣٣٣٣"):
        (index / name).mkdir()
        (index / name / "articles.jsonl").write_text("mine")
    (index / "000003").write_text("mine")
    assert make("Second.") == 20240305
    make("Third.")
    make("Fourth.")
    assert folders(index) == sorted(
        ["000002", "000009", "20240304", "20240307", "20240306", "²", "٣٣٣٣٣٣"]
    )
    assert (index / "000009" / "articles.jsonl").read_text() == "mine"
    assert (index / "000003").read_text() == "mine"


def test_file_put_into_a_generation_stays_when_it_is_removed(index, make):
    make("First.")
    (index / "000001" / "notes.txt").write_text("mine")
    make("Second.")
    make("Third.")
    make("Fourth.")
    assert [p.name for p in (index / "000001").iterdir()] == ["notes.txt"]
    assert folders(index) == ["000001", "000003", "000004"]


def test_file_put_into_an_unfinished_generation_stays(index, make):
    make("First.")
    (unfinished(index, "000002") / "notes.txt").write_text("mine")
    make("Second.")
    assert [p.name for p in (index / "000002").iterdir()] == ["notes.txt"]


def test_file_put_into_a_generation_that_is_written_is_none_of_it(index, make, monkeypatch):
    real = generation.publish

    def publish(index: Path, folder: Path, manifest: Manifest) -> Manifest:
        (folder / "notes.txt").write_text("mine")
        return real(index, folder, manifest)

    monkeypatch.setattr(generation, "publish", publish)
    make("First.")
    assert "notes.txt" not in layout.read_manifest(index).files


def test_generation_that_is_a_link_answers_and_is_never_removed(index, make, tmp_path):
    make("First.")
    moved = (index / "000001").rename(tmp_path / "moved")
    (index / "000001").symlink_to(moved)
    assert text_of(index) == "First."
    before = state(moved)
    for text in ("Second.", "Third.", "Fourth."):
        make(text)
    assert state(moved) == before
    assert (index / "000001").is_symlink()


def test_pointer_that_was_not_swapped_is_removed(index, make):
    make("First.")
    left = index / ".current.a1b2c3d4.new"
    left.write_text("2 abc")
    mine = index / ".current.mine.new"
    mine.write_text("mine")
    make("Second.")
    assert not left.exists() and mine.exists()


# Layout and pointer.


def test_pointer_names_the_generation_and_the_digest_of_its_manifest(index, make):
    make("First.")
    manifest = (index / "000001" / "manifest.json").read_bytes()
    digest = hashlib.sha256(manifest).hexdigest()
    assert (index / "current").read_text() == f"1 {digest}\n"
    assert layout.current(index) == 1
    make("Second.")
    assert layout.read_manifest(index).previous == Pointer(1, digest)


def test_manifest_names_every_other_file_with_its_size_and_digest(index, make):
    make("First.")
    files = layout.read_manifest(index).files
    assert sorted([*files, "manifest.json"]) == list(FILES)
    for name, record in files.items():
        content = (index / "000001" / name).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (record.size, record.sha256)


def test_number_follows_the_highest_there_is(index, make):
    index.mkdir()
    assert layout.next_number(index) == 1
    make("First.")
    assert layout.next_number(index) == 2
    unfinished(index, "000007")
    (index / "current").write_text("garbage")
    assert layout.next_number(index) == 8


def test_nothing_is_removed_when_the_pointer_cannot_be_read(index, make):
    make("First.")
    (index / "current").write_text("garbage")
    generation.collect_garbage(index, keep=2)
    assert folders(index) == ["000001"]


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


# The way back.


def test_rollback_goes_back_as_far_as_is_kept(index, make):
    make("First.")
    make("Second.")
    assert rollback(index).generation == 1
    assert text_of(index) == "First."
    assert folders(index) == ["000001", "000002"]
    with pytest.raises(
        IndexMissingError,
        match=r"^no generation before 1 is kept in '.*'; expected one to go back to;"
        r" undo the change in the seeds and run qa index$",
    ):
        rollback(index)


def test_rollback_to_what_is_removed_or_damaged_changes_nothing(index, make):
    make("First.")
    make("Second.")
    path = index / "000001" / "sentences.npy"
    path.write_bytes(path.read_bytes()[:-1])
    before = state(index / "000002"), (index / "current").read_bytes()
    with pytest.raises(IndexDamagedError, match=r"/000001/sentences\.npy differs"):
        rollback(index)
    shutil.rmtree(index / "000001")
    with pytest.raises(IndexMissingError, match="no generation before 2"):
        rollback(index)
    assert (state(index / "000002"), (index / "current").read_bytes()) == before


# Damage.


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes()) or bytearray(b" ")
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("name", FILES)
def test_flipped_bit_is_found_in_every_file(index, make, name):
    make("First. Second.")
    flip(index / "000001" / name)
    with pytest.raises(
        IndexDamagedError,
        match=rf"/000001/{name} differs from what was written; expected the file that was written;"
        r" run qa index --rebuild$",
    ):
        opening.open_current(index)


@pytest.mark.parametrize("name", FILES)
def test_missing_file_is_named(index, make, name):
    make("First. Second.")
    (index / "000001" / name).unlink()
    with pytest.raises(
        IndexDamagedError, match=rf"/000001/{name} cannot be read \(No such file or directory\);"
    ):
        opening.open_current(index)


@pytest.mark.parametrize(
    "garbage", [b"", b"1", b"one abc", b"1 2 3", b"\xff\xfe1", b"\x00" * 66], ids=repr
)
def test_pointer_that_is_garbage_is_damage(index, make, garbage):
    make("First.")
    (index / "current").write_bytes(garbage)
    with pytest.raises(
        IndexDamagedError,
        match=r"/index/current names no generation; expected the file that was written;"
        r" run qa index --rebuild$",
    ):
        opening.open_current(index)


@pytest.mark.parametrize(
    ("pointer", "message"),
    [
        ("7 abc\n", r"/000007/manifest\.json cannot be read"),
        ("1 abc\n", r"/000001/manifest\.json differs from what was"),
    ],
)
def test_pointer_to_what_is_not_there_is_damage(index, make, pointer, message):
    make("First.")
    (index / "current").write_text(pointer)
    with pytest.raises(IndexDamagedError, match=message):
        opening.open_current(index)


def test_index_of_another_schema_is_a_mismatch(index, make):
    make("First.")
    path = index / "000001" / "manifest.json"
    path.write_text(path.read_text().replace('"schema": 2', '"schema": 99'))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    (index / "current").write_text(f"1 {digest}\n")
    with pytest.raises(IndexMismatchError, match=r"has schema 99; expected schema 2; run qa index"):
        opening.open_current(index)


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


FLUSHES = 2 + len(FILES) + 2 + 2  # mark and folder; files, two folders; pointer, index folder


@pytest.mark.parametrize("at", (0, 5, FLUSHES - 4, FLUSHES - 2, FLUSHES - 1))
def test_full_disk_is_said_and_an_index_answers_whenever_it_is_full(index, make, monkeypatch, at):
    make("First.")
    flushed, real = iter(range(100)), os.fsync

    def full(descriptor: int) -> None:
        if next(flushed) == at:
            raise OSError(28, "No space left on device")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(IndexFolderError, match=r"cannot be written \(No space left on device\);"):
        make("Second.")
    swapped = at == FLUSHES - 1  # all but the last flush had been done
    assert text_of(index) == ("Second." if swapped else "First.")
    assert folders(index) == (["000001", "000002"] if swapped else ["000001"])


def test_rollback_of_nothing_makes_no_folder(index):
    with pytest.raises(IndexMissingError, match="no index in"):
        rollback(index)
    assert not index.exists()


# Opening never writes.


def test_opening_leaves_the_folder_as_it_is(index, make):
    make("First.")
    before = state(index)
    opening.open_current(index)
    layout.read_manifest(index)
    layout.current(index)
    layout.next_number(index)
    assert state(index) == before


def test_opening_nothing_makes_no_folder(index):
    with pytest.raises(IndexMissingError, match="no index in"):
        opening.open_current(index)
    assert not index.exists()


def test_index_can_be_opened_while_it_is_written(index, make):
    make("First.")
    with lock.write_lock(index):
        assert text_of(index) == "First."


@pytest.fixture
def read_only(index, make) -> Iterator[Path]:
    """A copy of the index that this process may read but not write."""
    make("First.")
    with tempfile.TemporaryDirectory() as name:
        copy = Path(shutil.copytree(index, Path(name, "index")))
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


def test_opened_generation_is_the_one_its_manifest_names(index, make):
    make("First.")
    opened = opening.open_current(index)
    assert isinstance(opened, LocalGeneration)
    assert (opened.folder, opened.manifest.generation) == (index / "000001", 1)
