from __future__ import annotations

import hashlib

import pytest

from index.errors import IndexDamagedError
from index.local import files
from index.local.files import Depth
from index.manifest import FileChecksum
from tests.index.local.folders import flip

CONTENT = bytes(range(256)) * 40


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "f"
    path.write_bytes(CONTENT)
    return path


@pytest.fixture
def large(monkeypatch):
    """Files of 10,000 bytes count as large, their blocks are of 1,000."""
    monkeypatch.setattr(files, "LARGE", 10_000)
    monkeypatch.setattr(files, "BLOCK", 1_000)


def check(path, record, depth=Depth.SMALL) -> None:
    files.check_all(path.parent, {path.name: record}, depth)


def checksum_of(path) -> FileChecksum:
    return files.checksums_of(path.parent, [path.name])[path.name]


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_record_states_size_and_digest(path):
    assert checksum_of(path) == FileChecksum(10_240, (sha256(CONTENT),))


def test_record_of_a_larger_file_states_the_digest_of_each_block(path, large):
    blocks = tuple(sha256(CONTENT[at : at + 1_000]) for at in range(0, 10_240, 1_000))
    assert checksum_of(path) == FileChecksum(10_240, blocks)
    assert files.read_verified(path, checksum_of(path)) == CONTENT


def test_an_empty_file_has_no_block(tmp_path):
    (tmp_path / "empty").touch()
    record = checksum_of(tmp_path / "empty")
    assert record == FileChecksum(0, ())
    check(tmp_path / "empty", record, Depth.ALL)


@pytest.mark.parametrize("at", [0, 5_000, 10_239])
def test_a_flipped_bit_is_found(path, at):
    record = checksum_of(path)
    check(path, record)
    flip(path, at)
    with pytest.raises(IndexDamagedError, match=r"f differs from what was written; expected"):
        check(path, record)
    with pytest.raises(IndexDamagedError, match=r"f differs"):
        files.read_verified(path, record)


@pytest.mark.parametrize(
    ("at", "depth"), [(999, Depth.SMALL), (10_000, Depth.ENDS), (5_001, Depth.ALL)]
)
def test_of_a_large_file_the_ends_are_checked_and_all_when_asked(path, large, at, depth):
    record = checksum_of(path)
    flip(path, 5_000)
    check(path, record)
    flip(path, at)
    with pytest.raises(IndexDamagedError, match="differs"):
        check(path, record, depth)


def test_another_size_is_found_without_reading(path, large):
    record = checksum_of(path)
    path.write_bytes(CONTENT + b"x")
    with pytest.raises(IndexDamagedError, match="differs"):
        check(path, record, Depth.ENDS)


def test_a_missing_file_is_named(path):
    record = checksum_of(path)
    path.unlink()
    with pytest.raises(IndexDamagedError, match=r"f cannot be read \(No such file"):
        check(path, record)
