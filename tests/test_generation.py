from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import ToyEmbedder

from index import Generation, build, generation
from index.errors import (
    IndexDamagedError,
    IndexFolderError,
    IndexLockedError,
    IndexMismatchError,
    IndexMissingError,
)

ROOT = Path(__file__).parent.parent
FILES = (
    "articles.jsonl",
    "lexical/data.csc.index.npy",
    "lexical/indices.csc.index.npy",
    "lexical/indptr.csc.index.npy",
    "lexical/params.index.json",
    "lexical/vocab.index.json",
    "manifest.json",
    "passages.faiss",
    "passages.npy",
    "sentences.faiss",
    "sentences.npy",
)


@pytest.fixture
def make(seeds, index, embedder) -> Callable[[str], int]:
    """Build the index from one article of this text; return the generation's number."""

    def make(text: str) -> int:
        return build(seeds({"a.txt": text}), index, embedder=embedder).generation

    return make


def text_of(opened: Generation) -> str:
    return opened.article["a.txt"].text


def folders(index: Path) -> list[str]:
    return sorted(p.name for p in index.iterdir() if p.is_dir())


def unfinished(index: Path, name: str) -> Path:
    """Leave behind what a writer may have got to before it was killed."""
    folder = index / name
    folder.mkdir(parents=True)
    (folder / "articles.jsonl").write_text('{"id": "a.t')
    (folder / "stray").write_text("x")
    return folder


def state(index: Path) -> dict[str, tuple[int, int, int]]:
    """Size, mode and time of last change of the folder and all that is in it."""
    stats = {p.relative_to(index).as_posix(): p.stat() for p in [index, *index.rglob("*")]}
    return {name: (s.st_size, s.st_mode, s.st_mtime_ns) for name, s in stats.items()}


# The table of the module, row by row.


def test_without_a_pointer_opening_finds_nothing_and_a_build_makes_generation_1(index, make):
    index.mkdir()
    with pytest.raises(
        IndexMissingError,
        match=r"^no index in '.*/index'; expected one built before; run qa index$",
    ):
        generation.read(index)
    assert make("First.") == 1
    assert text_of(generation.read(index)) == "First."


def test_without_a_pointer_an_unfinished_generation_is_not_opened_but_replaced(index, make):
    folder = unfinished(index, "000001")
    with pytest.raises(IndexMissingError, match="no index in"):
        generation.read(index)
    assert make("First.") == 1
    assert text_of(generation.read(index)) == "First."
    assert not (folder / "stray").exists()


def test_unfinished_newer_generation_is_passed_over_and_replaced(index, make):
    make("First.")
    folder = unfinished(index, "000002")
    assert text_of(generation.read(index)) == "First."
    assert make("Second.") == 2
    assert text_of(generation.read(index)) == "Second."
    assert not (folder / "stray").exists()


def test_old_generations_not_yet_swept_are_passed_over_and_swept(index, make, tmp_path):
    make("First.")
    shutil.copytree(index / "000001", tmp_path / "saved")
    make("Second.")
    make("Third.")
    shutil.copytree(tmp_path / "saved", index / "000001")
    assert text_of(generation.read(index)) == "Third."
    assert make("Fourth.") == 4
    assert folders(index) == ["000003", "000004"]


# Layout and pointer.


def test_pointer_names_the_generation_and_the_digest_of_its_manifest(index, make):
    make("First.")
    manifest = (index / "000001" / "manifest.json").read_bytes()
    digest = hashlib.sha256(manifest).hexdigest()
    assert (index / "current").read_text() == f"1 {digest}\n"
    assert generation.current(index) == 1


def test_manifest_names_every_other_file_with_its_digest(index, make):
    make("First.")
    files = generation.read_manifest(index).files
    assert sorted([*files, "manifest.json"]) == list(FILES)
    for name, digest in files.items():
        content = (index / "000001" / name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == digest


def test_unfinished_newer_generations_are_swept(index, make):
    make("First.")
    unfinished(index, "000009")
    generation.sweep(index)
    assert folders(index) == ["000001"]


def test_number_follows_the_pointer_or_else_the_folders(index, make):
    index.mkdir()
    assert generation.following(index) == 1
    make("First.")
    assert generation.following(index) == 2
    unfinished(index, "000007")
    (index / "current").write_text("garbage")
    assert generation.following(index) == 8


def test_opened_generation_stays_as_it_is_whatever_is_built_after_it(index, make):
    make("Apple.\n\nRiver.")
    opened = generation.read(index)
    make("Second.")
    make("Third.")
    assert folders(index) == ["000002", "000003"]
    question = ToyEmbedder().encode_question("river")
    assert opened.content.passage_vectors.search(question, 1).rows.tolist() == [1]
    assert text_of(opened) == "Apple.\n\nRiver."


def test_generation_swept_while_it_is_opened_gives_way_to_the_newer_one(index, make, monkeypatch):
    make("First.")
    checked = generation._checked

    def build_meanwhile(path: Path, digest: str) -> bytes:
        monkeypatch.setattr(generation, "_checked", checked)
        make("Second.")
        make("Third.")
        return checked(path, digest)

    monkeypatch.setattr(generation, "_checked", build_meanwhile)
    assert text_of(generation.read(index)) == "Third."


# Damage.


@pytest.mark.parametrize("name", FILES)
def test_flipped_bit_is_found_in_every_file(index, make, name):
    make("First. Second.")
    path = index / "000001" / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(
        IndexDamagedError,
        match=rf"/000001/{name} differs from what was written; expected the file that was written;"
        r" run qa index --rebuild$",
    ):
        generation.read(index)


@pytest.mark.parametrize("name", FILES)
def test_missing_file_is_named(index, make, name):
    make("First. Second.")
    (index / "000001" / name).unlink()
    with pytest.raises(
        IndexDamagedError, match=rf"/000001/{name} cannot be read \(No such file or directory\);"
    ):
        generation.read(index)


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
        generation.read(index)


def test_pointer_to_a_generation_that_is_not_there_is_damage(index, make):
    make("First.")
    (index / "current").write_text("7 abc\n")
    with pytest.raises(IndexDamagedError, match=r"/000007/manifest\.json cannot be read"):
        generation.read(index)


def test_pointer_with_another_digest_is_damage(index, make):
    make("First.")
    (index / "current").write_text("1 abc\n")
    with pytest.raises(IndexDamagedError, match=r"/000001/manifest\.json differs from what was"):
        generation.read(index)


def test_index_of_another_schema_is_a_mismatch(index, make):
    make("First.")
    path = index / "000001" / "manifest.json"
    path.write_text(path.read_text().replace('"schema": 1', '"schema": 99'))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    (index / "current").write_text(f"1 {digest}\n")
    with pytest.raises(IndexMismatchError, match=r"has schema 99; expected schema 1; run qa index"):
        generation.read(index)


def test_file_in_place_of_the_folder_cannot_be_read_or_written(index):
    index.write_text("x")
    with pytest.raises(
        IndexFolderError,
        match=r"^index folder '.*/index' cannot be read \(Not a directory\); expected a folder with"
        r" room and permission; mend that, or name another: --index DIR$",
    ):
        generation.read(index)
    with (
        pytest.raises(IndexFolderError, match=r"/index' cannot be written \(File exists\);"),
        generation.writing(index),
    ):
        pytest.fail("the hold was given")


# The lock.


@pytest.fixture
def writer(index) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the index folder for writing."""
    code = (
        "import sys; from pathlib import Path; from index import generation\n"
        "with generation.writing(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", code, str(index)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    with child:
        assert child.stdout is not None
        assert child.stdout.readline() == "held\n"
        yield child
        child.kill()


def test_one_process_writes_and_its_hold_dies_with_it(index, make, writer):
    with pytest.raises(
        IndexLockedError,
        match=r"^another process is writing '.*/index'; expected one writer at a time;"
        r" wait for it, then run qa index$",
    ):
        make("First.")
    assert folders(index) == []
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    assert make("First.") == 1


def test_hold_is_given_back_after_an_error(index, make):
    with pytest.raises(RuntimeError, match="boom"), generation.writing(index):
        raise RuntimeError("boom")
    assert make("First.") == 1


def test_index_can_be_opened_while_it_is_written(index, make):
    make("First.")
    with generation.writing(index):
        assert text_of(generation.read(index)) == "First."


# Opening never writes.


def test_opening_leaves_the_folder_as_it_is(index, make):
    make("First.")
    before = state(index)
    generation.read(index)
    generation.read_manifest(index)
    generation.current(index)
    generation.following(index)
    assert state(index) == before


def test_opening_nothing_makes_no_folder(index):
    with pytest.raises(IndexMissingError, match="no index in"):
        generation.read(index)
    assert not index.exists()


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


def test_read_only_index_can_be_opened(read_only):
    before = state(read_only)
    assert text_of(generation.read(read_only)) == "First."
    assert state(read_only) == before


def test_read_only_index_cannot_be_written(read_only):
    with (
        pytest.raises(IndexFolderError, match=r"cannot be written \(Permission denied\);"),
        generation.writing(read_only / "new"),
    ):
        pytest.fail("the hold was given")
