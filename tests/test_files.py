from __future__ import annotations

import hashlib
import os
import stat

import pytest

from index.errors import IndexDamagedError
from index.local import files
from index.manifest import FileRecord

CONTENT = bytes(range(256)) * 40


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "f"
    path.write_bytes(CONTENT)
    return path


@pytest.fixture
def large(monkeypatch):
    """Files of 10,000 bytes count as large, their ends are of 1,000."""
    monkeypatch.setattr(files, "LARGE", 10_000)
    monkeypatch.setattr(files, "END", 1_000)


def flip(path, at: int) -> None:
    content = bytearray(CONTENT)
    content[at] ^= 1
    path.write_bytes(content)


def test_record_states_size_and_digest(path):
    assert files.record(path) == FileRecord(10_240, hashlib.sha256(CONTENT).hexdigest(), None)


def test_record_of_a_large_file_states_its_ends_too(path, large):
    ends = hashlib.sha256(CONTENT[:1_000] + CONTENT[-1_000:]).hexdigest()
    assert files.record(path).ends == ends


@pytest.mark.parametrize("at", [0, 5_000, 10_239])
def test_a_flipped_bit_is_found(path, at):
    record = files.record(path)
    files.check(path, record)
    flip(path, at)
    with pytest.raises(IndexDamagedError, match=r"f differs from what was written; expected"):
        files.check(path, record)


@pytest.mark.parametrize(("at", "thorough"), [(999, False), (9_240, False), (5_000, True)])
def test_of_a_large_file_the_ends_are_checked_and_all_when_asked(path, large, at, thorough):
    record = files.record(path)
    flip(path, 5_000)
    files.check(path, record)
    flip(path, at)
    with pytest.raises(IndexDamagedError, match="differs"):
        files.check(path, record, thorough=thorough)


def test_another_size_is_found_without_reading(path, large):
    record = files.record(path)
    path.write_bytes(CONTENT + b"x")
    with pytest.raises(IndexDamagedError, match="differs"):
        files.check(path, record)


def test_a_missing_file_is_named(path):
    record = files.record(path)
    path.unlink()
    with pytest.raises(IndexDamagedError, match=r"f cannot be read \(No such file"):
        files.check(path, record)


def test_swap_replaces_in_one_step(path):
    files.swap(path, b"new")
    assert path.read_bytes() == b"new"
    assert [p.name for p in path.parent.iterdir()] == ["f"]


def test_swap_leaves_files_of_other_names_alone_and_is_private(path):
    for name in ("f.new", ".f.new", ".f.12345678.tmp"):
        path.with_name(name).write_text("mine")
    path.unlink()
    before = os.umask(0)
    try:
        files.swap(path, b"new")
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert all(p.read_text() == "mine" for p in path.parent.iterdir() if p != path)


def test_a_swap_that_fails_leaves_the_file_and_nothing_beside_it(path, monkeypatch):
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        files.swap(path, b"new")
    assert path.read_bytes() == CONTENT and [p.name for p in path.parent.iterdir()] == ["f"]


def test_what_a_killed_swap_left_is_known_by_its_name(path):
    for name in (".f.a1b2c3d4.new", ".f.mine.new", ".g.a1b2c3d4.new", "f.new"):
        path.with_name(name).touch()
    assert [p.name for p in files.unfinished(path)] == [".f.a1b2c3d4.new"]


def test_a_file_of_a_user_is_replaced_where_its_link_leads_and_keeps_its_mode(path):
    link = path.with_name("link")
    link.symlink_to("f")
    path.chmod(0o640)
    files.replace(link, b"new")
    assert link.is_symlink() and path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    files.replace(path.with_name("g"), b"new")
    assert stat.S_IMODE(path.with_name("g").stat().st_mode) == 0o600


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="gives a file away")
def test_a_file_of_a_user_keeps_its_owner(path):
    os.chown(path, 65534, 65534)
    files.replace(path, b"new")
    assert (path.stat().st_uid, path.stat().st_gid) == (65534, 65534)


def test_a_link_to_itself_is_not_replaced(path):
    link = path.with_name("loop")
    link.symlink_to("loop")
    with pytest.raises(OSError, match="loop"):
        files.replace(link, b"new")
    assert link.is_symlink()
