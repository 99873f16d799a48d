"""An index in a folder; tests/system/contract does the same with every place."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

from index import BuildOptions, backend, build, rollback
from index.errors import IndexDamagedError, IndexMissingError, SettingsError
from index.local import layout, opening
from index.local.opening import LocalGeneration
from tests.support.paths import ROOT

CODE = """
import sys
from pathlib import Path
sys.path.insert(0, ".")
from tests.support.toys import ToyEmbedder
from index import backend
folder, index = map(Path, sys.argv[1:])
backend.build(folder, index, embedder=ToyEmbedder())
backend.load(index, embedder=ToyEmbedder())
print(sorted({"pymilvus", "grpc", "index.milvus"} & set(sys.modules)))
"""


def test_a_folder_is_built_opened_and_gone_back_to(seeds, index, embedder):
    told = []
    folder = seeds({"a.txt": "First."})
    assert backend.build(folder, index, embedder=embedder).generation == 1
    seeds({"a.txt": "Second."})
    how = {"keep": 2, "progress": lambda *at: told.append(at)}
    assert backend.build(folder, index, embedder=embedder, **how).generation == 2
    assert told == [(1, 1)]
    opened = backend.load(index, embedder=embedder)
    assert isinstance(opened, LocalGeneration)
    assert opened.article["a.txt"].text == "Second."
    assert backend.rollback(index) == opening.open_current(index).manifest


@pytest.mark.slow
def test_a_folder_needs_nothing_of_a_server(seeds, index):
    done = subprocess.run(
        [sys.executable, "-c", CODE, seeds({"a.txt": "First."}), index],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    assert done.stdout.strip() == "[]"


@pytest.fixture
def built(seeds, index, embedder):
    for text in ("First.", "Second."):
        build(seeds({"a.txt": text}), index, embedder=embedder)
    return index


def test_the_current_generation_has_a_number_and_a_manifest(built):
    assert (backend.current_generation(built), backend.exists(built)) == (2, True)
    assert backend.read_manifest(built) == layout.read_manifest(built)


def test_the_one_before_is_that_which_a_rollback_goes_to(built):
    assert backend.previous_generation(built) == 1
    rollback(built)
    assert (backend.current_generation(built), backend.previous_generation(built)) == (1, None)


def test_what_was_removed_is_not_before(built):
    shutil.rmtree(built / "000001")
    assert backend.previous_generation(built) is None


def test_where_there_is_none_that_is_said(tmp_path):
    assert not backend.exists(tmp_path / "none")
    for ask in (backend.current_generation, backend.read_manifest, backend.previous_generation):
        with pytest.raises(IndexMissingError):
            ask(tmp_path / "none")


def test_what_cannot_be_read_is_not_missing(built):
    (built / "current").write_text("garbage")
    with pytest.raises(IndexDamagedError):
        backend.exists(built)


def test_an_update_takes_the_workers_by_their_address(seeds, index, embedder):
    folder, options = seeds({"a.txt": "An apple."}), BuildOptions(embedder=embedder, keep=1)
    assert backend.update_index(folder, index, options, workers=None).generation == 1
    (folder / "b.txt").write_text("A river.")
    report = backend.update_index(folder, index, options, workers=None)
    assert (report.generation, report.embedded) == (2, 1)
    assert backend.previous_generation(index) is None  # one is kept
    with pytest.raises(SettingsError, match="expected the address of a Dask scheduler"):
        backend.update_index(folder, index, options, workers="http://host:1")


def test_the_manifest_is_read_once_a_build(seeds, index, embedder, monkeypatch):
    folder, reads = seeds({"a.txt": "An apple."}), []
    build(folder, index, embedder=embedder)
    (folder / "a.txt").write_text("A river.")
    read = layout.manifest_of
    monkeypatch.setattr(layout, "manifest_of", lambda *at: reads.append(at) or read(*at))
    backend.build(folder, index, embedder=embedder, keep=1)
    # Once to update it, and once more when what is kept is decided.
    assert [at.generation for _, at in reads] == [1, 2]
