"""Folders that may become an index, and indexes of version 0.1, which are recognised."""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from index import build, rollback
from index.errors import IndexFolderError
from index.local import layout, lock, mark, opening

REFUSED = (
    r"is not an index, and holds '.*'; expected an index, or a folder that is new or empty; name"
)


@pytest.fixture
def make(seeds, index, embedder) -> Callable[..., int]:
    """Build the index from one article of this text; return the generation's number."""

    def make(text: str, **how: object) -> int:
        return build(seeds({"a.txt": text}), index, embedder=embedder, **how).generation

    return make


@pytest.fixture
def old(make, index) -> Path:
    """An index of two generations as version 0.1 wrote it: no marks, open to everybody."""
    make("First.")
    make("Second.")
    (index / layout.MARK).unlink()
    before: dict[str, object] | None = None
    for folder in sorted(layout.numbered(index)):
        (folder / layout.MARK).unlink()
        path = folder / layout.MANIFEST
        fields = json.loads(path.read_text())
        del fields["files"][layout.MARK]
        path.write_text(json.dumps(fields | {"previous": before}))
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        before = {"generation": int(folder.name), "sha256": digest}
        (index / layout.POINTER).write_text(f"{int(folder.name)} {digest}\n")
    for path in [index, *index.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    return index


def text_of(index: Path) -> str:
    return opening.open_current(index).article["a.txt"].text


def folders(index: Path) -> list[str]:
    return sorted(p.name for p in index.iterdir() if p.is_dir())


def contents(folder: Path) -> dict[str, bytes | None]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() if p.is_file() else None
        for p in sorted(folder.rglob("*"))
    }


@pytest.mark.parametrize(
    "files",
    [
        {"20240304/a.txt": "A story."},
        {"000005/articles.jsonl": "{}"},
        {"current": "mine"},
        {"current": ""},
        {"lock": "mine"},
        {"lock": "", "a.txt": "A story."},
        {"writer.json": '{"name": "Ann"}'},
        {"article-qa-index": "another text"},
        {".hidden": ""},
        {"000001/manifest.json": '{"files": {"a.txt": 1}}', "lock": ""},
        {"000001/held": "", "000001/a.txt": "", "lock": ""},
    ],
    ids=str,
)
@pytest.mark.parametrize("rebuild", [False, True])
def test_folder_of_somebody_else_is_refused_and_left_alone(make, index, files, rebuild):
    for name, content in files.items():
        (index / name).parent.mkdir(parents=True, exist_ok=True)
        (index / name).write_text(content)
    before = contents(index)
    with pytest.raises(IndexFolderError, match=REFUSED):
        make("First.", rebuild=rebuild)
    assert contents(index) == before


def test_empty_folder_may_become_an_index(make, index):
    index.mkdir()
    assert make("First.") == 1


@pytest.mark.parametrize("written", [b"", mark.TEXT[:20]])
def test_mark_that_was_cut_short_is_one(make, index, written):
    index.mkdir()
    (index / layout.MARK).write_bytes(written)
    assert make("First.") == 1
    assert mark.is_marked(index)


def test_mark_is_no_link_and_no_folder(index):
    (index / layout.MARK).mkdir(parents=True)
    assert not mark.is_marked(index)
    (index / layout.MARK).rmdir()
    (index / layout.MARK).symlink_to("/dev/null")
    assert not mark.is_marked(index)


def test_nothing_is_private_by_the_umask_alone(make, index):
    before = os.umask(0)
    try:
        make("First.")
        make("Second.")
    finally:
        os.umask(before)
    for path in [index, *index.rglob("*")]:
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), path


def test_disk_that_keeps_no_modes_can_hold_an_index(make, index, monkeypatch):
    def chmod(path: Path, mode: int) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "chmod", chmod)
    assert make("First.") == 1
    assert text_of(index) == "First."


def test_mode_that_an_index_was_given_later_stays(make, index):
    make("First.")
    index.chmod(0o750)
    make("Second.")
    assert stat.S_IMODE(index.stat().st_mode) == 0o750


def test_index_of_0_1_opens_as_it_is_and_is_marked_when_it_is_written(old, make):
    before = contents(old)
    assert text_of(old) == "Second."
    assert contents(old) == before
    assert make("Third.") == 3
    assert mark.is_marked(old) and folders(old) == ["000002", "000003"]
    assert stat.S_IMODE(old.stat().st_mode) == 0o700
    assert rollback(old).generation == 2


def test_index_of_0_1_can_be_gone_back_in(old):
    assert rollback(old).generation == 1
    assert mark.is_marked(old) and text_of(old) == "First."


@pytest.mark.parametrize("damage", ["pointer lost", "pointer damaged", "manifest damaged"])
def test_damaged_index_of_0_1_is_rebuilt_and_the_old_one_removed(old, make, damage):
    if damage == "pointer lost":
        (old / layout.POINTER).unlink()
    elif damage == "pointer damaged":
        (old / layout.POINTER).write_text("garbage")
    else:
        (old / "000002" / layout.MANIFEST).write_text("{")
    assert make("Third.", rebuild=True) == 3
    assert text_of(old) == "Third."
    make("Fourth.")
    assert folders(old) == ["000003", "000004"]


@pytest.mark.parametrize("marked", range(3))
def test_marking_an_index_of_0_1_that_was_killed_goes_on(old, make, monkeypatch, marked):
    left = iter(range(marked))
    real = mark.write_mark

    def put(folder: Path) -> None:
        if next(left, None) is None:
            raise KeyboardInterrupt
        real(folder)

    monkeypatch.setattr(mark, "write_mark", put)
    with pytest.raises(KeyboardInterrupt):
        make("Third.")
    monkeypatch.undo()
    assert not mark.is_marked(old) and text_of(old) == "Second."
    assert make("Third.") == 3
    assert folders(old) == ["000002", "000003"]


@pytest.mark.parametrize("got_to", ["lock", "writer", "folder", "article"])
def test_first_build_of_0_1_that_was_killed_is_begun_again(make, index, got_to):
    index.mkdir()
    (index / layout.WRITER_LOCK).touch()
    if got_to != "lock":
        (index / layout.WRITER_INFO).write_text('{"pid": 99999999, "started": "2020"}')
    if got_to in ("folder", "article"):
        (index / "000001").mkdir()
    if got_to == "article":
        (index / "000001" / "articles.jsonl").write_text('{"id": "a.t')
    number = make("First.")
    assert text_of(index) == "First."
    left = ["000001"] if got_to == "folder" else []  # an empty one may be anybody's
    assert folders(index) == [*left, f"{number:06d}"]


def test_file_put_into_an_index_of_0_1_stays(old, make):
    (old / "notes.txt").write_text("mine")
    (old / "000001" / "notes.txt").write_text("mine")
    (old / "20240304").mkdir()
    (old / "20240304" / "a.txt").write_text("mine")
    make("Third.")
    make("Fourth.")
    assert contents(old / "000001") == {"notes.txt": b"mine"}
    assert contents(old / "20240304") == {"a.txt": b"mine"}
    assert (old / "notes.txt").read_text() == "mine"


def test_an_index_and_its_generations_are_known_as_such(old, make, tmp_path):
    for known in (old, old / "000001"):
        assert mark.is_index(known)
    make("Third.")
    for known in (old, old / "000003"):
        assert mark.is_index(known)
    for other in (tmp_path, tmp_path / "seeds", tmp_path / "nowhere", tmp_path / "seeds" / "a.txt"):
        assert not mark.is_index(other)


def test_folder_in_which_a_writer_is_said_otherwise_is_not_written_over(index, make):
    make("First.")
    (index / layout.WRITER_INFO).write_text("mine")
    with (
        pytest.raises(
            IndexFolderError, match=r"writer\.json is not the file that a writer makes; .*; move"
        ),
        lock.write_lock(index),
    ):
        pytest.fail("the hold was given")
    assert (index / layout.WRITER_INFO).read_text() == "mine"
