from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from index import rollback
from index.errors import (
    IndexDamagedError,
    IndexFolderError,
    IndexMissingError,
)
from index.local import generation, layout, opening
from index.manifest import Manifest
from tests.index.local.built import (
    A,
    B,
)
from tests.index.local.folders import FILES, folders, state, text_of, unfinished
from tests.support.toys import ToyEmbedder


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

    def publish(index: Path, folder: Path, manifest: Manifest, **more) -> Manifest:
        (folder / "notes.txt").write_text("mine")
        return real(index, folder, manifest, **more)

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


def test_nothing_is_removed_when_the_pointer_cannot_be_read(index, make):
    make("First.")
    (index / "current").write_text("garbage")
    generation.collect_garbage(index, keep=2)
    assert folders(index) == ["000001"]


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
    path = index / "000001" / "segment-000001" / "sentences.npy"
    path.write_bytes(path.read_bytes()[:-1])
    before = state(index / "000002"), (index / "current").read_bytes()
    with pytest.raises(IndexDamagedError, match=r"/000001/segment-000001/sentences\.npy differs"):
        rollback(index)
    shutil.rmtree(index / "000001")
    with pytest.raises(IndexMissingError, match="no generation before 2"):
        rollback(index)
    assert (state(index / "000002"), (index / "current").read_bytes()) == before


# Mark and folder; files, three folders; pointer, index folder. The stamps follow, and may be lost.
FLUSHES = 2 + len(FILES) + 3 + 2


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


@pytest.mark.parametrize(("keep", "left"), [(1, ["000003"]), (2, ["000002", "000003"])])
def test_as_many_generations_are_kept_as_asked_for(built, index, keep, left):
    for text in ("Second.", "Third."):
        built.write("b.txt", text)
        built.build(keep=keep)
    assert folders(index) == left


def test_after_a_rollback_a_build_goes_on_from_there(built, index, embedder):
    built.write("b.txt", "Second.")
    built.build()
    rollback(index)
    assert built.texts() == {"a.txt": A, "b.txt": B}
    embedder.embedded.clear()
    report = built.build()
    assert (report.generation, report.changes.changed) == (3, ("b.txt",))
    assert embedder.embedded == ["Second."]
    assert built.texts() == {"a.txt": A, "b.txt": "Second."}
    assert folders(index) == ["000001", "000003"]
