"""Builds in a server alone; those of every index are tried in tests/system/contract."""

from __future__ import annotations

import json
import time
from dataclasses import asdict, replace

import pytest

from index import Address, backend, build, load
from index.errors import (
    IndexDamagedError,
    IndexFolderError,
    IndexLockedError,
    IndexMissingError,
    IndexUnreachableError,
    SettingsError,
)
from index.milvus import lease
from index.milvus.catalog import GENERATION_PREFIX, Catalog
from index.milvus.lease import WRITER
from index.milvus.schema import epochs_of, passages_collection, records_collection
from index.milvus.server.client import connect
from index.milvus.update import GenerationWriter
from tests.support.toys import ToyEmbedder

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    """Milvus Lite's: each test has a collection of its own in it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lease, "WRITE_DELAY", 0.0)
        yield str(tmp_path_factory.mktemp("build") / "a.db")


@pytest.fixture
def place(file, request) -> Address:
    return Address(file, request.node.name.replace("[", "_").replace("]", ""))


@pytest.fixture
def folder(seeds):
    return seeds({"a.txt": "Apple.\n\nStone.", "b.txt": "A river."})


def texts(place: Address) -> dict[str, str]:
    return {a.id: a.text for a in load(place, embedder=ToyEmbedder()).content.articles}


def epochs(place: Address) -> set[int]:
    return epochs_of(place.collection, connect(place).collections())


def test_a_server_is_not_compacted_from_here(folder, place, embedder):
    with pytest.raises(SettingsError, match=r"^--compact with the index at .*; leave it out"):
        build(folder, place, embedder=embedder, compact=True)


def test_a_first_build_that_dies_leaves_no_index_and_the_next_one_is_whole(
    folder, place, embedder, monkeypatch
):
    with monkeypatch.context() as patch:
        patch.setattr(Catalog, "publish", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            build(folder, place, embedder=embedder)
    with pytest.raises(IndexMissingError):
        load(place, embedder=embedder)
    assert not backend.exists(place)
    report = build(folder, place, embedder=embedder)
    assert (report.articles, report.embedded) == (2, 3)
    assert texts(place) == {"a.txt": "Apple.\n\nStone.", "b.txt": "A river."}
    assert epochs(place) == {report.generation}


def test_a_rebuild_that_dies_leaves_the_old_one(folder, place, embedder, monkeypatch):
    build(folder, place, embedder=embedder)
    (folder / "b.txt").write_text("Second.")
    with monkeypatch.context() as patch:
        patch.setattr(ToyEmbedder, "encode_passages", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            build(folder, place, embedder=embedder, rebuild=True)
    assert texts(place)["b.txt"] == "A river."
    assert epochs(place) == {1}
    report = build(folder, place, embedder=embedder, rebuild=True, keep=1)
    assert (report.embedded, report.reused, texts(place)["b.txt"]) == (3, 0, "Second.")
    assert epochs(place) == {report.generation}


def test_a_damaged_index_is_refused_until_it_is_rebuilt(folder, place, embedder):
    build(folder, place, embedder=embedder)
    Catalog(connect(place)).remove([f"{GENERATION_PREFIX}1"])
    for use in (load, lambda place, embedder: build(folder, place, embedder=embedder)):
        with pytest.raises(IndexDamagedError, match=r"run qa index --rebuild$"):
            use(place, embedder=embedder)
    assert build(folder, place, embedder=embedder, rebuild=True).generation == 2
    assert len(texts(place)) == 2


@pytest.mark.parametrize("collection", [passages_collection, records_collection])
def test_rows_that_do_not_answer_stop_a_build_and_not_a_rebuild(
    folder, place, embedder, collection
):
    build(folder, place, embedder=embedder)
    name = collection(place.collection, 1)
    (row, *_) = connect(place).query(name, "died > 0", ["pk"])
    connect(place).delete(name, f"pk in {json.dumps([row['pk']])}")
    (folder / "b.txt").write_text("Second.")
    with pytest.raises(
        IndexUnreachableError, match=r"^a part of the index at .* does not answer; .* --rebuild$"
    ):
        build(folder, place, embedder=embedder)
    assert build(folder, place, embedder=embedder, rebuild=True).generation == 2
    assert texts(place) == {"a.txt": "Apple.\n\nStone.", "b.txt": "Second."}


def test_an_index_of_another_schema_is_rebuilt_and_the_reason_given(folder, place, embedder):
    build(folder, place, embedder=embedder)
    catalog, told = Catalog(connect(place)), []
    catalog.write(f"{GENERATION_PREFIX}1", asdict(catalog.record()) | {"schema": 99})
    report = build(folder, place, embedder=embedder, on_rebuild=lambda *said: told.append(said))
    assert (report.generation, report.embedded, len(texts(place))) == (2, 3, 2)
    ((reason, _),) = told
    assert reason.endswith("has schema 99")
    assert (catalog.numbers(), epochs(place)) == ([2], {2})


def test_nothing_is_published_by_who_lost_the_lease(folder, place, embedder, monkeypatch):
    build(folder, place, embedder=embedder)
    (folder / "b.txt").write_text("Second.")
    run = GenerationWriter.run

    def lost(*given):
        done = run(*given)
        held = {"who": "process 2 on moon", "id": "other", "at": time.time()}
        Catalog(connect(place)).write(WRITER, held)
        return done

    monkeypatch.setattr(GenerationWriter, "run", lost)
    with pytest.raises(IndexLockedError, match="process 2 on moon"):
        build(folder, place, embedder=embedder)
    assert (backend.current_generation(place), texts(place)["b.txt"]) == (1, "A river.")
    assert Catalog(connect(place)).read(WRITER)["id"] == "other"
    Catalog(connect(place)).remove([WRITER])


def test_progress_counts_files_and_only_those_that_are_read(folder, place, embedder):
    told = []
    build(folder, place, embedder=embedder, progress=lambda *at: told.append(at))
    assert told == [(0, 2), (2, 2)]
    (folder / "b.txt").write_text("Second.")
    told.clear()
    build(folder, place, embedder=embedder, progress=lambda *at: told.append(at))
    assert told == [(0, 1), (1, 1)]


def test_another_seeds_folder_of_the_same_articles_is_noted(folder, place, embedder):
    build(folder, place, embedder=embedder)
    moved = folder.rename(folder.with_name("moved"))
    embedder.embedded.clear()
    assert build(moved, place, embedder=embedder).generation == 2
    assert (embedder.embedded, backend.read_manifest(place).seeds) == ([], str(moved.resolve()))


def test_a_collection_of_other_data_is_left_alone(folder, place, embedder):
    build(folder, place, embedder=embedder)
    other = replace(place, collection=f"{place.collection}_000001_records")
    with pytest.raises(IndexFolderError, match="holds other data"):
        build(folder, other, embedder=embedder)
    assert len(texts(place)) == 2
