from __future__ import annotations

import hashlib

import pytest

from index.errors import IndexDamagedError
from index.local import files
from index.manifest import FileChecksum

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
    assert files.checksum_of(path) == FileChecksum(
        10_240, hashlib.sha256(CONTENT).hexdigest(), None
    )


def test_record_of_a_large_file_states_its_ends_too(path, large):
    ends = hashlib.sha256(CONTENT[:1_000] + CONTENT[-1_000:]).hexdigest()
    assert files.checksum_of(path).ends == ends


@pytest.mark.parametrize("at", [0, 5_000, 10_239])
def test_a_flipped_bit_is_found(path, at):
    record = files.checksum_of(path)
    files.check(path, record)
    flip(path, at)
    with pytest.raises(IndexDamagedError, match=r"f differs from what was written; expected"):
        files.check(path, record)


@pytest.mark.parametrize(("at", "thorough"), [(999, False), (9_240, False), (5_000, True)])
def test_of_a_large_file_the_ends_are_checked_and_all_when_asked(path, large, at, thorough):
    record = files.checksum_of(path)
    flip(path, 5_000)
    files.check(path, record)
    flip(path, at)
    with pytest.raises(IndexDamagedError, match="differs"):
        files.check(path, record, thorough=thorough)


def test_another_size_is_found_without_reading(path, large):
    record = files.checksum_of(path)
    path.write_bytes(CONTENT + b"x")
    with pytest.raises(IndexDamagedError, match="differs"):
        files.check(path, record)


def test_a_missing_file_is_named(path):
    record = files.checksum_of(path)
    path.unlink()
    with pytest.raises(IndexDamagedError, match=r"f cannot be read \(No such file"):
        files.check(path, record)
