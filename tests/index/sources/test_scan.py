from __future__ import annotations

import hashlib
import os

import pytest

from index.errors import SeedsError
from index.sources.folder import MAX_SEED_BYTES
from index.sources.formats.draft import Drafts
from index.sources.scan import Scan, scan_folder
from index.sources.seed import file_digest
from tests.index.sources.refusals import GOOD
from tests.support.toys import read_seeds


def sha256(content: str | bytes) -> str:
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()


def test_subfolders_are_read_and_ids_sorted(seeds):
    names = ["z.txt", "b/a.txt", "b/c/d.md", "a.txt", "B.txt", "b.txt", "é.txt"]
    folder = seeds(dict.fromkeys(names, GOOD))
    assert [a.id for a in read_seeds(folder).articles] == [
        "B.txt",
        "a.txt",
        "b.txt",
        "b/a.txt",
        "b/c/d.md",
        "z.txt",
        "é.txt",
    ]


def test_every_bad_seed_is_named_in_order(seeds):
    folder = seeds({"c.txt": "", "b.bin": GOOD, "a.txt": GOOD, "a1.txt": "", "d/e.txt": b"\xff"})
    assert [e.found for e in read_seeds(folder).rejected] == [
        "seed 'a1.txt' holds no text",
        "seed 'b.bin' has the ending '.bin'",
        "seed 'c.txt' holds no text",
        "seed 'd/e.txt' is not valid UTF-8 (byte 0, on line 1)",
    ]


def test_empty_folder_is_refused(tmp_path):
    with pytest.raises(
        SeedsError,
        match=r"^seeds folder '.*' holds no article;"
        r" expected at least one file with text \(\.docx, .*, \.txt\);"
        r" put an article there and run qa index$",
    ):
        read_seeds(tmp_path)


def test_folder_of_bad_seeds_alone_says_why_the_first_is_bad(seeds):
    folder = seeds({"a.txt": "", "b.txt": b"\xff"})
    with pytest.raises(
        SeedsError, match=r"that can be used \(2 rejected, the first: seed 'a\.txt' holds no text\)"
    ):
        read_seeds(folder)


def test_scan_gives_the_digest_of_every_file_that_has_a_format(seeds):
    folder = seeds({"b/c.json": "not JSON", "a.pdf": b"\xff", ".d.txt": GOOD, "B.txt": GOOD})
    assert scan_folder(folder) == Scan(
        {"B.txt": sha256(GOOD), "a.pdf": sha256(b"\xff"), "b/c.json": sha256("not JSON")}
    )
    assert list(scan_folder(folder).digests) == ["B.txt", "a.pdf", "b/c.json"]


def test_digest_of_one_file_is_that_of_the_scan(seeds):
    folder = seeds({"b/c.txt": "Text."})
    assert file_digest(folder, "b/c.txt") == scan_folder(folder).digests["b/c.txt"]
    assert file_digest(folder, "none.txt") is None


def test_scan_names_what_no_reader_can_take(seeds, tmp_path):
    folder = seeds({"a.txt": GOOD, "b.bin": GOOD, "c.txt": b"a" * (MAX_SEED_BYTES + 1)})
    (folder / "d.txt").symlink_to("../elsewhere")
    (folder / "e.txt").symlink_to(".")
    os.mkfifo(folder / "f.txt")
    found = scan_folder(folder)
    assert list(found.digests) == ["a.txt"]
    assert [(e.seed, e.found.split("' ", 1)[1]) for e in found.rejected] == [
        ("b.bin", "has the ending '.bin'"),
        ("c.txt", "is larger than 10 MB"),
        ("d.txt", "is a link out of the seeds folder"),
        ("e.txt", "is a link to a folder"),
        ("f.txt", "is not a regular file"),
    ]


def test_scan_parses_nothing(seeds, monkeypatch):
    folder = seeds({"a.pdf": b"garbage", "b.docx": b"garbage"})

    def read(content: bytes, name: str) -> Drafts:
        pytest.fail(f"{name} was parsed")

    monkeypatch.setattr("index.sources.seed.sandbox.read", read)
    assert list(scan_folder(folder).digests) == ["a.pdf", "b.docx"]


def test_scan_of_an_empty_folder_is_empty(seeds):
    assert scan_folder(seeds({".hidden": ""})) == Scan({})


def test_scan_of_a_missing_folder_is_refused(tmp_path):
    with pytest.raises(SeedsError, match="does not exist"):
        scan_folder(tmp_path / "none")
