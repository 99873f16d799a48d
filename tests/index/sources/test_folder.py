"""What folder.py says to seeds.py; the messages for whole folders are in test_scan.py."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from index import build
from index.errors import SeedError, SeedsError
from index.local.layout import MARK
from index.sources import folder
from index.sources.folder import Entry, check_link, entries, read_chunks
from index.sources.formats.draft import Origin


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


def test_name_that_is_not_utf8_is_an_error_in_printable_form(seeds):
    root = seeds({"a.txt": "", "caf\udce9.txt": "", "d\udce9r/b.txt": "", "d\udce9r/c.txt": ""})
    found = {e.name if isinstance(e, Entry) else str(e) for e in entries(root)}
    assert found == {
        "a.txt",
        r"seed 'caf\udce9.txt' has a name that is not UTF-8; expected one that is; rename it",
        r"seed 'd\udce9r' has a name that is not UTF-8; expected one that is; rename it",
    }


def test_folder_that_vanishes_while_it_is_listed_is_nothing(seeds, tmp_path, monkeypatch):
    root = seeds({"a.txt": "", "b/c.txt": "", "d/e.txt": ""})
    real = os.scandir

    def scandir(path):
        if path.name in ("b", "d"):
            path.rename(tmp_path / path.name)
        if path.name == "d":
            path.write_text("a file in its place")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert list(entries(root)) == [Entry("a.txt", False)]


def test_bytes_come_in_pieces_that_make_the_file(seeds, monkeypatch):
    monkeypatch.setattr(folder, "_CHUNK_BYTES", 4)
    path = seeds({"a.txt": "One word."}) / "a.txt"
    assert list(read_chunks(path, Origin("a.txt"))) == [b"One ", b"word", b"."]


def test_file_of_the_largest_size_is_read_and_one_byte_more_is_refused(seeds, monkeypatch):
    monkeypatch.setattr(folder, "MAX_SEED_BYTES", 2_000_000)
    root = seeds({"a.txt": b"a" * 2_000_000, "b.txt": b"a" * 2_000_001})
    assert sum(map(len, read_chunks(root / "a.txt", Origin("a.txt")))) == 2_000_000
    with pytest.raises(SeedError, match=r"^seed 'b\.txt' is larger than 2 MB;"):
        list(read_chunks(root / "b.txt", Origin("b.txt")))


@pytest.mark.parametrize("name", ["../outside.txt", "b/../../outside.txt", "/etc/passwd"])
def test_path_out_of_the_folder_is_refused(seeds, name):
    root = seeds({"a.txt": "", "b/c.txt": ""})
    with pytest.raises(SeedError, match="is a link out of the seeds folder"):
        check_link(root, root / name, Origin(name))


def test_path_inside_the_folder_is_let_through(seeds):
    root = seeds({"a.txt": ""})
    (root / "b.txt").symlink_to("a.txt")
    check_link(root, root / "b.txt", Origin("b.txt"))


@pytest.fixture
def indexed(seeds, embedder) -> Path:
    """A seeds folder with an index in it, under a name that is not hidden."""
    root = seeds({"a.txt": "An apple.", "b/c.txt": "A stone."})
    build(root, root / "b" / "index", embedder=embedder)
    return root


def test_folders_of_an_index_are_passed_over(indexed, tmp_path):
    assert {e.name for e in entries(indexed)} == {"a.txt", "b/c.txt"}
    shutil.copytree(indexed / "b" / "index" / "000001", indexed / "copy")
    assert {e.name for e in entries(indexed)} == {"a.txt", "b/c.txt"}


def test_index_of_version_0_1_is_passed_over(indexed):
    for bare in (indexed / "b" / "index", indexed / "b" / "index" / "000001"):
        (bare / MARK).unlink()
    assert {e.name for e in entries(indexed)} == {"a.txt", "b/c.txt"}


def test_files_that_are_called_as_those_of_an_index_are_seeds(seeds):
    names = {"b/current", "b/lock", "b/000001/manifest.json", "b/manifest.json", f"b/{MARK}"}
    root = seeds(dict.fromkeys(names, "[1]") | {"b/held": ""})
    assert {e.name for e in entries(root)} == {*names, "b/held"}


def test_folder_of_an_index_holds_no_seeds(indexed):
    for root in (indexed / "b" / "index", indexed / "b" / "index" / "000001"):
        with pytest.raises(
            SeedsError, match=r"^seeds folder '.*' is the folder of an index; expec"
        ):
            list(entries(root))


def test_link_into_an_index_is_refused(indexed):
    for target in ("b/index", "b/index/000001/articles.jsonl"):
        (indexed / "link.jsonl").symlink_to(target)
        with pytest.raises(SeedError, match="is a link into an index; expected an article; remove"):
            check_link(indexed, indexed / "link.jsonl", Origin("link.jsonl"))
        (indexed / "link.jsonl").unlink()
