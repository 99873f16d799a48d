"""What folder.py says to seeds.py; the messages for whole folders are in test_seeds.py."""

from __future__ import annotations

import pytest

from index import folder
from index.errors import SeedError
from index.folder import Entry, check_link, chunks, entries
from index.formats.draft import Place


def test_visible_files_and_links_are_listed_below_every_visible_folder(seeds):
    root = seeds({"a.txt": "", "b/c/d": "", ".e": "", ".f/g.txt": "", "b/.h": ""})
    (root / "link").symlink_to("a.txt")
    (root / "away").symlink_to("/")
    assert sorted(entries(root), key=lambda e: e.name) == [
        Entry("a.txt", False),
        Entry("away", True),
        Entry("b/c/d", False),
        Entry("link", True),
    ]


def test_bytes_come_in_pieces_that_make_the_file(seeds, monkeypatch):
    monkeypatch.setattr(folder, "_CHUNK", 4)
    path = seeds({"a.txt": "One word."}) / "a.txt"
    assert list(chunks(path, Place("a.txt"))) == [b"One ", b"word", b"."]


def test_file_of_the_largest_size_is_read_and_one_byte_more_is_refused(seeds, monkeypatch):
    monkeypatch.setattr(folder, "MAX_SEED_BYTES", 2_000_000)
    root = seeds({"a.txt": b"a" * 2_000_000, "b.txt": b"a" * 2_000_001})
    assert sum(map(len, chunks(root / "a.txt", Place("a.txt")))) == 2_000_000
    with pytest.raises(SeedError, match=r"^seed 'b\.txt' is larger than 2 MB;"):
        list(chunks(root / "b.txt", Place("b.txt")))


@pytest.mark.parametrize("name", ["../outside.txt", "b/../../outside.txt", "/etc/passwd"])
def test_path_out_of_the_folder_is_refused(seeds, name):
    root = seeds({"a.txt": "", "b/c.txt": ""})
    with pytest.raises(SeedError, match="is a link out of the seeds folder"):
        check_link(root, root / name, Place(name))


def test_path_inside_the_folder_is_let_through(seeds):
    root = seeds({"a.txt": ""})
    (root / "b.txt").symlink_to("a.txt")
    check_link(root, root / "b.txt", Place("b.txt"))
