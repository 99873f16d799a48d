from __future__ import annotations

import json
from pathlib import Path

import pytest

from index import build
from index.local import layout, mark
from index.local.removal import remove
from tests.index.local.folders import FILES


@pytest.fixture
def generation(seeds, index, embedder) -> Path:
    build(seeds({"a.txt": "An apple."}), index, embedder=embedder)
    return index / "000001"


def names(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*"))


def test_what_a_build_wrote_goes_with_its_folder(generation):
    remove(generation)
    assert not generation.exists()
    remove(generation)


def test_an_unfinished_generation_goes_whatever_was_written_of_it(index):
    folder = index / "000001"
    old = ("articles.jsonl", "lexical/weights.npy", "passages.vectors.npy")  # of version 0.1
    begun = ("segment-000002/articles.jsonl", "segment-000002-merged/lexical/provisional.npy")
    for name in {*FILES, *old, *begun} - {layout.MANIFEST}:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x")
    (folder / "segment-000007" / "lexical").mkdir(parents=True)  # a removal got to here
    remove(folder)
    assert not folder.exists()


def test_files_of_somebody_else_stay_where_they_lie(generation):
    (generation / "notes.txt").write_text("mine")
    (generation / "segment-000001" / "notes.txt").write_text("mine")
    (generation / "mine").mkdir()
    remove(generation)
    assert names(generation) == ["mine", "notes.txt", "segment-000001", "segment-000001/notes.txt"]


def test_links_are_not_followed(generation, tmp_path):
    outside = tmp_path / "outside"
    (generation / "segment-000001").rename(outside)
    (generation / "segment-000001").symlink_to(outside)
    before = names(outside)
    remove(generation)
    assert names(outside) == before and names(generation) == ["segment-000001"]
    link = tmp_path / "link"
    link.symlink_to(outside)
    remove(link)
    assert names(link) == before


def test_a_manifest_that_names_files_elsewhere_removes_none(generation, tmp_path):
    outside = tmp_path / "outside.txt"
    outside.write_text("mine")
    path = generation / layout.MANIFEST
    fields = json.loads(path.read_text())
    fields["files"] |= {str(outside): {}, "../../outside.txt": {}}
    path.write_text(json.dumps(fields))
    remove(generation)
    assert outside.read_text() == "mine" and not generation.exists()


def test_files_that_another_version_wrote_go_by_its_manifest(generation):
    (generation / "more.npy").write_bytes(b"x")
    path = generation / layout.MANIFEST
    fields = json.loads(path.read_text())
    path.write_text(json.dumps(fields | {"files": fields["files"] | {"more.npy": {}}, "schema": 9}))
    remove(generation)
    assert not generation.exists()


def test_the_mark_goes_last_so_that_a_removal_can_go_on(generation, monkeypatch):
    gone: list[str] = []
    real = Path.unlink

    def unlink(path: Path, *, missing_ok: bool = False) -> None:
        if path.name == "sentences.npy":
            raise OSError(5, "Input/output error")
        gone.append(path.name)
        real(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", unlink)
    remove(generation)
    assert gone and mark.is_marked(generation) and (generation / layout.MANIFEST).exists()
    monkeypatch.undo()
    remove(generation)
    assert not generation.exists()
