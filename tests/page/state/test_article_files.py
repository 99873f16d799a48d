import errno
import io
import os
import shutil
import stat
import subprocess
import zipfile

import pytest

from index import build
from index.errors import SeedError, SeedsError
from page.state.article_files import (
    MAX_NAME_BYTES,
    SavedFile,
    delete_file,
    list_files,
    read_file,
    safe_name,
    save_file,
)


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("a.txt", "a.txt"),
        ("../../etc/x.txt", "x.txt"),
        ("..\\..\\x.TXT", "x.txt"),
        ("/etc/passwd.md", "passwd.md"),
        (".hidden.txt", "hidden.txt"),
        ("<img onerror=x>.html", "img onerror=x.html"),
        ("a\x00b\n.txt", "a_b.txt"),
        ("${x}{{y}}.txt", "x___y.txt"),
        ("زيارة.txt", "زيارة.txt"),
        ("re\u202eversed.txt", "re_versed.txt"),
        ("notes.jsonl#2.json", "notes.jsonl_2.json"),
        ("CON..txt ".strip(), None),
    ],
)
def test_names_are_made_safe(given, name):
    if name is None:
        with pytest.raises(SeedError, match="expected a name with letters or digits"):
            safe_name(given)
    else:
        assert safe_name(given) == name


@pytest.mark.parametrize("name", ["CON.txt", "nul.md", "Aux.tar.txt", "com1.pdf", "LPT9.json"])
def test_names_of_devices_are_refused(name):
    with pytest.raises(SeedError, match="expected a name with letters or digits; rename the file"):
        safe_name(name)


@pytest.mark.parametrize("name", ["x.exe", "x", "x.txt.sh", "", "..", ".txt", "x.zip"])
def test_other_endings_are_refused(name):
    with pytest.raises(SeedError, match="expected"):
        safe_name(name)


def test_long_names_are_cut_at_a_letter_and_keep_their_ending():
    name = safe_name("ä" * 200 + ".txt")
    assert name == "ä" * ((MAX_NAME_BYTES - 4) // 2) + ".txt"


def test_a_file_is_written_whole_and_never_over_another(tmp_path):
    folder = tmp_path / "seeds"
    assert save_file(folder, "a.txt", b"one") == SavedFile("a.txt", "saved")
    assert save_file(folder, "../a.txt", b"one") == SavedFile("a.txt", "identical")
    assert save_file(folder, "a.txt", b"two") == SavedFile("a.txt", "conflict")
    assert (folder / "a.txt").read_bytes() == b"one"
    assert save_file(folder, "a.txt", b"two", replace=True) == SavedFile("a.txt", "saved")
    assert (folder / "a.txt").read_bytes() == b"two"
    assert [p.name for p in folder.iterdir()] == ["a.txt"]


def test_a_link_is_not_written_through(tmp_path):
    folder, outside = tmp_path / "seeds", tmp_path / "outside.txt"
    outside.write_text("mine")
    folder.mkdir()
    (folder / "a.txt").symlink_to(outside)
    assert save_file(folder, "a.txt", b"two").result == "conflict"
    save_file(folder, "a.txt", b"two", replace=True)
    assert outside.read_text() == "mine" and (folder / "a.txt").read_text() == "two"


def test_what_is_too_large_is_refused(tmp_path):
    with pytest.raises(SeedError, match="has 10,000,001 bytes; expected 10,000,000 or less"):
        save_file(tmp_path, "a.txt", b"0" * 10_000_001)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_says_so(tmp_path):
    (tmp_path / "seeds").write_text("a file")
    with pytest.raises(SeedError, match="cannot be written or removed"):
        save_file(tmp_path / "seeds", "a.txt", b"x")


@pytest.fixture
def full_disk(tmp_path):
    """A disk of 64 kB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)]
    if shutil.which("mount") is None or subprocess.run(mount, check=False).returncode:
        pytest.skip("no disk can be mounted here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_on_a_full_disk_nothing_is_left_and_what_was_there_stays(full_disk):
    save_file(full_disk, "a.txt", b"one")
    for name, replace in (("b.txt", False), ("a.txt", True), ("b.txt", False)):
        with pytest.raises(SeedError, match=r"cannot be written or removed \(No space left on dev"):
            save_file(full_disk, name, b"0" * 100_000, replace=replace)
    assert [p.name for p in full_disk.iterdir()] == ["a.txt"]
    assert (full_disk / "a.txt").read_bytes() == b"one"
    assert save_file(full_disk, "b.txt", b"two").result == "saved"


def test_a_file_that_cannot_be_written_leaves_no_name_behind(tmp_path, monkeypatch):
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(SeedError, match="No space left on device"):
            save_file(tmp_path, "a.txt", b"one")
    assert list(tmp_path.iterdir()) == []
    assert save_file(tmp_path, "a.txt", b"one").result == "saved"


def test_of_two_that_give_one_name_at_once_the_first_stays(tmp_path, monkeypatch):
    real = os.fsync

    def slow(descriptor: int) -> None:
        real(descriptor)
        if not (tmp_path / "a.txt").exists():
            (tmp_path / "a.txt").write_bytes(b"quicker")

    monkeypatch.setattr(os, "fsync", slow)
    assert save_file(tmp_path, "a.txt", b"slower").result == "conflict"
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("a.txt", b"quicker")]


def test_only_what_is_listed_is_deleted(tmp_path):
    save_file(tmp_path / "seeds", "a.txt", b"one")
    (tmp_path / "outside.txt").write_text("mine")
    for name in ("../outside.txt", "b.txt", "", str(tmp_path / "outside.txt")):
        with pytest.raises(SeedError, match="no article file"):
            delete_file(tmp_path / "seeds", name)
    assert list(list_files(tmp_path / "seeds")) == ["a.txt"]
    delete_file(tmp_path / "seeds", "a.txt")
    assert list(list_files(tmp_path / "seeds")) == [] == list(list_files(tmp_path / "nowhere"))
    assert (tmp_path / "outside.txt").exists()


@pytest.mark.slow
def test_a_zip_bomb_as_docx_is_named_and_left_out(tmp_path, embedder):
    """200 MB of zeros in 200 kB: it may be given, and the build says what it is."""
    bomb = io.BytesIO()
    with (
        zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(200):
            part.write(b"0" * 1_000_000)
    save_file(tmp_path / "seeds", "bomb.docx", bomb.getvalue())
    save_file(tmp_path / "seeds", "a.txt", b"An apple fell.")
    report = build(tmp_path / "seeds", tmp_path / "index", embedder=embedder)
    assert report.articles == 1 and [e.seed for e in report.rejected] == ["bomb.docx"]


def test_nothing_is_written_into_or_deleted_from_an_index(tmp_path, embedder):
    save_file(tmp_path / "seeds", "a.txt", b"An apple fell.")
    index = tmp_path / "seeds" / "index"
    build(tmp_path / "seeds", index, embedder=embedder)
    assert list(list_files(tmp_path / "seeds")) == ["a.txt"]
    with pytest.raises(SeedError, match="no article file"):
        delete_file(tmp_path / "seeds", "index/000001/articles.jsonl")
    for refuse in (
        lambda: save_file(index, "b.txt", b"x"),
        lambda: list(list_files(index)),
        lambda: delete_file(index, "000001/articles.jsonl"),
    ):
        with pytest.raises(SeedsError, match="is the folder of an index"):
            refuse()
    assert not (index / "b.txt").exists()


def test_a_file_that_is_replaced_keeps_its_mode(tmp_path):
    save_file(tmp_path, "a.txt", b"one")
    (tmp_path / "a.txt").chmod(0o640)
    save_file(tmp_path, "a.txt", b"two", replace=True)
    assert stat.S_IMODE((tmp_path / "a.txt").stat().st_mode) == 0o640


@pytest.mark.parametrize("replace", [False, True])
def test_a_full_disk_leaves_the_folder_as_it_was(tmp_path, monkeypatch, replace):
    (tmp_path / "a.txt").write_bytes(b"")
    name = "a.txt" if replace else "b.txt"

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(SeedError, match=r"cannot be written or removed \(No space"):
        save_file(tmp_path, name, b"one", replace=replace)
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_a_file_is_read_as_it_is_and_only_one_of_the_list(tmp_path):
    folder = tmp_path / "seeds"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("secret")
    (folder / "a.txt").write_bytes(b"\xef\xbb\xbfOne.\r\n")
    (folder / "out.txt").symlink_to(tmp_path / "secret.txt")
    assert read_file(folder, "a.txt") == b"\xef\xbb\xbfOne.\r\n"
    for name in ("../secret.txt", "out.txt", "b.txt", ""):
        with pytest.raises(SeedError):
            read_file(folder, name)
