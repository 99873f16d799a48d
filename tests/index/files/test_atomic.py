from __future__ import annotations

import os
import stat

import pytest

from index.files import atomic


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "f"
    path.write_bytes(b"old")
    return path


def test_swap_replaces_in_one_step(path):
    atomic.swap(path, b"new")
    assert path.read_bytes() == b"new"
    assert [p.name for p in path.parent.iterdir()] == ["f"]


def test_swap_leaves_files_of_other_names_alone_and_is_private(path):
    for name in ("f.new", ".f.new", ".f.12345678.tmp"):
        path.with_name(name).write_text("mine")
    path.unlink()
    before = os.umask(0)
    try:
        atomic.swap(path, b"new")
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert all(p.read_text() == "mine" for p in path.parent.iterdir() if p != path)


def test_a_swap_that_fails_leaves_the_file_and_nothing_beside_it(path, monkeypatch):
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        atomic.swap(path, b"new")
    assert path.read_bytes() == b"old" and [p.name for p in path.parent.iterdir()] == ["f"]


def test_what_a_killed_swap_left_is_known_by_its_name(path):
    for name in (".f.a1b2c3d4.new", ".f.mine.new", ".g.a1b2c3d4.new", "f.new"):
        path.with_name(name).touch()
    assert [p.name for p in atomic.unfinished(path)] == [".f.a1b2c3d4.new"]


def test_a_file_of_a_user_is_replaced_where_its_link_leads_and_keeps_its_mode(path):
    link = path.with_name("link")
    link.symlink_to("f")
    path.chmod(0o640)
    atomic.replace(link, b"new")
    assert link.is_symlink() and path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    atomic.replace(path.with_name("g"), b"new")
    assert stat.S_IMODE(path.with_name("g").stat().st_mode) == 0o600


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="gives a file away")
def test_a_file_of_a_user_keeps_its_owner(path):
    os.chown(path, 65534, 65534)
    atomic.replace(path, b"new")
    assert (path.stat().st_uid, path.stat().st_gid) == (65534, 65534)


def test_a_link_to_itself_is_not_replaced(path):
    link = path.with_name("loop")
    link.symlink_to("loop")
    with pytest.raises(OSError, match="loop"):
        atomic.replace(link, b"new")
    assert link.is_symlink()
