from __future__ import annotations

import os
from pathlib import Path

import pytest

from index import status
from index.local import layout
from index.local.stamps import read_stamps
from index.sources import scan
from tests.index.local.built import B
from tests.index.local.folders import flip

YEAR_2020 = 1_577_836_800


@pytest.fixture
def settled(built, monkeypatch):
    """An index of files that changed long ago, as far as a scan can tell."""
    monkeypatch.setattr(scan, "SETTLED_NS", -(10**9))
    built.build(rebuild=True)
    return built


def stamped(index: Path, seeds: Path) -> list[str]:
    seen = read_stamps(index, seeds)
    return list(seen.digests.taken(seen.stamps[:, 0] >= 0))


@pytest.fixture
def read(monkeypatch) -> list[str]:
    """The names of the files whose bytes were read."""
    names: list[str] = []
    real = scan.read_chunks

    def noted(path: Path, origin):
        names.append(path.name)
        return real(path, origin)

    monkeypatch.setattr(scan, "read_chunks", noted)
    return names


def test_files_that_did_not_change_are_not_read_for_their_digests(settled, index, read):
    assert stamped(index, settled.folder) == ["a.txt", "b.txt"]
    settled.write("b.txt", "Another.")
    assert status(index).changed == ("b.txt",)
    assert read == ["b.txt"]
    settled.build()
    assert set(read) == {"b.txt"}


def test_a_file_is_read_again_though_its_size_and_time_are_as_before(settled, index):
    path = settled.folder / "b.txt"
    before = path.stat()
    path.write_text(B.swapcase())
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert status(index).changed == ("b.txt",)


def test_a_file_of_the_same_size_and_time_in_its_place_is_read(settled, index):
    path = settled.folder / "b.txt"
    before = path.stat()
    other = settled.folder / "c"
    other.write_text(B.swapcase())
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(path)
    assert status(index).changed == ("b.txt",)


def test_files_that_changed_just_now_are_read_until_they_have_settled(built, index, monkeypatch):
    assert stamped(index, built.folder) == []  # another change might have the same times
    monkeypatch.setattr(scan, "SETTLED_NS", -(10**9))
    assert built.build().generation == 1
    assert stamped(index, built.folder) == ["a.txt", "b.txt"]


def damage(index: Path) -> None:
    flip(index / layout.STAMPS)


def cut(index: Path) -> None:
    path = index / layout.STAMPS
    path.write_bytes(path.read_bytes()[:-8])


def remove(index: Path) -> None:
    (index / layout.STAMPS).unlink()


@pytest.mark.parametrize("harm", [damage, cut, remove])
def test_stamps_that_cannot_be_read_cost_time_alone(settled, index, read, harm):
    harm(index)
    assert not status(index)
    assert sorted(read) == ["a.txt", "b.txt"]


def test_stamps_of_another_generation_or_folder_are_not_believed(settled, index, tmp_path):
    stamps = (index / layout.STAMPS).read_bytes()
    settled.write("b.txt", "Another.")
    settled.build()
    (index / layout.STAMPS).write_bytes(stamps)
    assert stamped(index, settled.folder) == []
    assert stamped(index, tmp_path) == []


def test_links_are_always_read(settled, index, read):
    (settled.folder / "link.txt").symlink_to(settled.folder / "b.txt")
    settled.build()
    read.clear()
    assert not status(index)
    assert read == ["link.txt"]
