from __future__ import annotations

import hashlib

from index.local import layout
from index.manifest import FileChecksum, Pointer
from tests.index.local.folders import FILES, unfinished


def test_pointer_names_the_generation_and_the_digest_of_its_manifest(index, make):
    make("First.")
    manifest = (index / "000001" / "manifest.json").read_bytes()
    digest = hashlib.sha256(manifest).hexdigest()
    assert (index / "current").read_text() == f"1 {digest}\n"
    assert layout.current(index) == 1
    make("Second.")
    assert layout.read_manifest(index).previous == Pointer(1, digest)


def test_manifest_names_every_other_file_with_its_size_and_digest(index, make):
    make("First.")
    files = layout.read_manifest(index).files
    assert sorted([*files, "manifest.json"]) == list(FILES)
    for name, record in files.items():
        content = (index / "000001" / name).read_bytes()
        blocks = (hashlib.sha256(content).hexdigest(),) if content else ()
        assert record == FileChecksum(len(content), blocks)


def test_number_follows_the_highest_there_is(index, make):
    index.mkdir()
    assert layout.next_number(index) == 1
    make("First.")
    assert layout.next_number(index) == 2
    unfinished(index, "000007")
    (index / "current").write_text("garbage")
    assert layout.next_number(index) == 8
