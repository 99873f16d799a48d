"""A look at the paths that have changed finds what a look at all files does."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from index.sources import scan
from index.sources.scan import scan_folder
from index.sources.seen import Seen


@pytest.fixture
def folder(seeds, monkeypatch) -> Path:
    monkeypatch.setattr(scan, "SETTLED_NS", -(10**9))
    return seeds({"a.txt": "An apple.", "b.txt": "A boat.", "sub/c.txt": "A city.", "d.md": "Dew."})


def seen(folder: Path) -> Seen:
    found = scan_folder(folder)
    return Seen(found.digests, found.stamps)


def same(folder: Path, before: Seen, changed: set[str]) -> None:
    some, whole = scan_folder(folder, before, changed), scan_folder(folder)
    assert (some.digests, [*map(str, some.rejected)]) == (
        whole.digests,
        [*map(str, whole.rejected)],
    )
    assert some.stamps.tolist() == whole.stamps.tolist()


@pytest.mark.parametrize("round", range(20))
def test_files_that_were_written_and_removed_are_found_by_their_paths(folder, round):
    draw, before = random.Random(round), seen(folder)
    names = [f"{place}{letter}.txt" for place in ("", "sub/") for letter in "abcde"]
    changed = set(draw.sample(names, draw.randint(0, 6)))
    for name in sorted(changed):
        path = folder / name
        path.write_text(f"Text {draw.random()}.") if draw.random() < 0.6 else path.unlink(True)
    same(folder, before, changed)


def move_a_folder_in(folder: Path) -> str:
    (folder / "new" / "below").mkdir(parents=True)
    (folder / "new" / "below" / "e.txt").write_text("Earth.")
    return "new"


def remove_a_folder(folder: Path) -> str:
    shutil.rmtree(folder / "sub")
    return "sub"


def put_a_folder_in_place_of_a_file(folder: Path) -> str:
    (folder / "a.txt").unlink()
    (folder / "a.txt").mkdir()
    (folder / "a.txt" / "e.txt").write_text("Earth.")
    return "a.txt"


def write_through_a_link(folder: Path) -> str:
    (folder / "link").symlink_to(folder / "sub")
    (folder / "sub" / "c.txt").write_text("Cities.")
    return "link/c.txt"


def make_an_index(folder: Path) -> str:
    (folder / "sub" / "article-qa-index").write_bytes(b"")
    return "sub/c.txt"


CHANGES = [
    move_a_folder_in,
    remove_a_folder,
    put_a_folder_in_place_of_a_file,
    write_through_a_link,
    make_an_index,
]


@pytest.mark.parametrize("change", CHANGES)
def test_all_files_are_looked_at_where_a_folder_changed(folder, change):
    before = seen(folder)
    same(folder, before, {change(folder)})


def test_other_files_are_not_looked_at(folder):
    before = seen(folder)
    (folder / "a.txt").write_text("Apples.")
    (folder / "b.txt").write_text("Boats.")
    found = scan_folder(folder, before, {"a.txt"}).digests
    now = scan_folder(folder).digests
    assert (found["a.txt"], found["b.txt"]) == (now["a.txt"], before.digests["b.txt"])


def test_links_and_files_that_had_changed_just_before_are_looked_at_too(folder, monkeypatch):
    (folder / "link.txt").symlink_to(folder / "b.txt")
    monkeypatch.setattr(scan, "SETTLED_NS", 10**15)
    before = seen(folder)
    assert (before.stamps < 0).all()
    (folder / "b.txt").write_text("Boats.")
    same(folder, before, set())


def test_nothing_seen_means_a_look_at_all_files(folder):
    same(folder, Seen.nothing(), {"a.txt"})
