from __future__ import annotations

import os
import shutil
from pathlib import Path

import numpy as np
import pytest

from index import (
    BuildOptions,
    BuildReport,
    Changes,
    KnownChanges,
    build,
    load,
    open_embedder,
    rollback,
    status,
    update_index,
)
from index.corpus import sentence_texts
from index.errors import (
    IndexDamagedError,
    IndexLockedError,
    SeedsError,
)
from index.lexical import TERMS
from index.local import files as files_module
from index.local import lock
from index.local.vectors import store_writer
from index.manifest import Rejection, Source
from index.recipe import FORMATS, Recipe
from index.sources import scan
from index.sources.near_duplicates import MINHASH_VERSION
from index.sources.split import SPLITTER
from tests.index.local.built import (
    A,
    B,
    add,
    add_a_title,
    change_a,
    change_a_sentence,
    own_vectors,
    remove,
    rename,
    rename_to_another_ending,
    same_content,
    sha256,
)
from tests.index.local.folders import FILES, files, flip, folders
from tests.support.toys import SEED, SEEDS, ToyEmbedder


def test_first_build_reports_and_embeds_everything(seeds, index, embedder):
    folder = seeds({"a.txt": A, "b.txt": B})
    assert build(folder, index, embedder=embedder) == BuildReport(
        generation=1,
        articles=2,
        passages=3,
        sentences=4,
        embedded=3,
        reused=0,
        removed=0,
        changes=Changes(added=("a.txt", "b.txt"), changed=(), removed=(), unchanged=()),
        rejected=(),
    )
    assert embedder.embedded == ["Apple apple. River.", "Stone here.", "A river runs."]


def test_loaded_index_holds_what_was_built(built, index, embedder):
    opened = load(index, embedder=embedder)
    assert [(p.article.id, p.text) for p in opened.content.passages] == [
        ("a.txt", "Apple apple. River."),
        ("a.txt", "Stone here."),
        ("b.txt", "A river runs."),
    ]
    assert own_vectors(index, embedder)
    manifest = opened.manifest
    assert manifest.seeds == str(built.folder.resolve())
    assert manifest.sources == {"a.txt": Source(sha256(A), 1), "b.txt": Source(sha256(B), 1)}
    assert (manifest.dim, manifest.articles, manifest.previous) == (4, 2, None)
    assert manifest.search.kind == "exact"
    assert manifest.recipe == Recipe(
        embedder="toy",
        embedder_digest="toy-digest",
        formats=FORMATS,
        splitter=SPLITTER,
        terms=TERMS,
        copies=MINHASH_VERSION,
    )


def test_unchanged_build_writes_nothing_and_embeds_nothing(built, index, embedder):
    before = {name: (index / name).stat().st_mtime_ns for name in files(index)}
    os.utime(built.folder / "a.txt", (1, 1))  # a new time is no change
    report = built.build()
    assert (report.generation, report.embedded, report.reused, report.removed) == (1, 0, 3, 0)
    assert report.changes == Changes((), (), (), unchanged=("a.txt", "b.txt"))
    assert embedder.embedded == []
    assert {name: (index / name).stat().st_mtime_ns for name in files(index)} == before


@pytest.mark.parametrize(
    ("edit", "embedded", "counts", "changes"),
    [
        (change_a, ["Stone there."], (1, 2, 1), Changes((), ("a.txt",), (), ("b.txt",))),
        (
            change_a_sentence,
            ["Apple apple. Rivers."],
            (1, 2, 1),
            Changes((), ("a.txt",), (), ("b.txt",)),
        ),
        (add, ["Zebra."], (1, 3, 0), Changes(("0.txt",), (), (), ("a.txt", "b.txt"))),
        (remove, [], (0, 1, 2), Changes((), (), ("a.txt",), ("b.txt",))),
        (
            rename,
            [],
            (0, 3, 0),
            Changes(("c.txt",), (), ("a.txt",), ("b.txt",), (("a.txt", "c.txt"),)),
        ),
        (
            rename_to_another_ending,
            [],
            (0, 3, 0),
            Changes(("c.md",), (), ("a.txt",), ("b.txt",), (("a.txt", "c.md"),)),
        ),
        (add_a_title, [], (0, 3, 0), Changes((), ("b.txt",), (), ("a.txt",))),
    ],
)
def test_an_update_embeds_the_new_texts_alone(built, tmp_path, edit, embedded, counts, changes):
    edit(built)
    report = built.build()
    assert built.embedder.embedded == embedded
    assert (report.embedded, report.reused, report.removed) == counts
    assert report.changes == changes
    assert own_vectors(built.index, built.embedder)
    build(built.folder, tmp_path / "fresh", embedder=ToyEmbedder())
    same_content(built.content(), load(tmp_path / "fresh", embedder=ToyEmbedder()).content)


def test_new_title_is_indexed(built, index, embedder):
    add_a_title(built)
    built.build()
    article = load(index, embedder=embedder).article["b.txt"]
    assert (article.title, article.text) == ("Rivers", B)


def test_two_builds_give_equal_bytes_file_by_file(built, index, tmp_path):
    build(built.folder, tmp_path / "other", embedder=ToyEmbedder())
    assert files(index) == files(tmp_path / "other")
    assert files(index).keys() == {
        "article-qa-index", "current", *(f"000001/{name}" for name in FILES)
    }  # fmt: skip


def test_large_index_is_updated_like_a_small_one(built, index, embedder, monkeypatch):
    monkeypatch.setattr(store_writer, "EXACT_ROWS", 2)
    monkeypatch.setattr(store_writer, "_nlist_for", lambda rows: 1)
    built.build(rebuild=True)
    add(built)
    built.build()
    manifest = load(index, embedder=embedder).manifest
    assert manifest.search.kind == "lists"
    assert own_vectors(index, embedder)


def test_other_seeds_folder_of_the_same_articles_is_noted_without_embedding(
    built, index, embedder, tmp_path
):
    moved = Path(shutil.copytree(built.folder, tmp_path / "moved"))
    assert build(moved, index, embedder=embedder).generation == 2
    assert embedder.embedded == []
    assert load(index, embedder=embedder).manifest.seeds == str(moved.resolve())


def damage_vectors(index: Path) -> str:
    path = index / "000001" / "segment-000001" / "passages.faiss"
    path.write_bytes(path.read_bytes()[:-1])
    return r"passages\.faiss differs from .*; run qa index --rebuild$"


def damage_pointer(index: Path) -> str:
    (index / "current").write_text("garbage")
    return "names no generation"


@pytest.mark.parametrize("damage", [damage_vectors, damage_pointer])
def test_damaged_index_is_refused_until_it_is_rebuilt(built, index, embedder, damage):
    message = damage(index)
    for use in (lambda: load(index, embedder=embedder), built.build):
        with pytest.raises(IndexDamagedError, match=message):
            use()
    assert built.build(rebuild=True).generation == 2
    assert built.texts() == {"a.txt": A, "b.txt": B}


def test_a_build_checks_every_byte_of_what_it_carries_over(built, index, embedder, monkeypatch):
    monkeypatch.setattr(files_module, "LARGE", 100)  # such files are opened by size and ends
    monkeypatch.setattr(files_module, "BLOCK", 20)
    built.build(rebuild=True)
    flip(index / "000002" / "segment-000002" / "articles.jsonl")
    load(index, embedder=embedder)
    change_a(built)  # the other article goes into a segment with the new one
    with pytest.raises(IndexDamagedError, match=r"articles\.jsonl differs"):
        built.build()


def test_bad_seeds_are_reported_and_the_others_indexed(built):
    built.write("bad.txt", b"\xff")
    built.write("c.xyz", "x")
    report = built.build()
    found = [error.found for error in report.rejected]
    assert found[0].startswith("seed 'bad.txt' is not valid UTF-8")
    assert found[1].startswith("seed 'c.xyz' has the ending '.xyz'")
    assert report.articles == 2
    assert report.changes == Changes((), (), (), unchanged=("a.txt", "b.txt"))
    assert built.texts() == {"a.txt": A, "b.txt": B}


def test_bad_seed_is_kept_in_mind_until_it_changes(built, index, embedder):
    built.write("bad.txt", b"\xff")
    first = built.build()
    source = load(index, embedder=embedder).manifest.sources["bad.txt"]
    error = first.rejected[0]
    assert source == Source(
        sha256(b"\xff"), 0, (Rejection(error.found, error.expected, error.cure),)
    )
    again = built.build()
    assert again.generation == first.generation == 2
    assert list(map(str, again.rejected)) == list(map(str, first.rejected))
    built.write("bad.txt", "Good now.")
    report = built.build()
    assert (report.changes.added, report.rejected) == (("bad.txt",), ())


def test_article_that_became_unreadable_is_gone(built):
    built.write("b.txt", b"\xff")
    assert built.build().changes == Changes((), (), removed=("b.txt",), unchanged=("a.txt",))
    assert built.texts() == {"a.txt": A}


def test_missing_or_empty_seeds_leave_the_index_as_it_was(built, index, embedder):
    before = files(index)
    with pytest.raises(SeedsError, match="does not exist"):
        build(built.folder / "none", index, embedder=embedder)
    for path in built.folder.iterdir():
        path.unlink()
    with pytest.raises(SeedsError, match="holds no article"):
        built.build()
    assert files(index) == before


def test_progress_counts_the_new_texts_alone(built):
    built.write("c.txt", "Zebra. Apple.")
    done: list[tuple[int, int]] = []
    built.build(progress=lambda *at: done.append(at))
    assert done == [(1, 1)]


def test_one_build_runs_at_a_time(built, index):
    with (
        lock.write_lock(index),
        pytest.raises(IndexLockedError, match="expected one writer at a time"),
    ):
        built.build()


@pytest.mark.parametrize("step", ["count_tokens", "encode_passages"])
def test_a_build_that_fails_leaves_nothing_behind(built, index, monkeypatch, step):
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("boom")

    built.write("b.txt", "Second.")
    before = files(index)
    monkeypatch.setattr(built.embedder, step, fail)
    with pytest.raises(RuntimeError, match="boom"):
        built.build()
    assert files(index) == before
    assert folders(index) == ["000001"]


def test_real_model_indexes_the_real_seed(index, tmp_path):
    real = open_embedder()
    folder = Path(shutil.copytree(SEEDS, tmp_path / "seeds"))
    report = build(folder, index, embedder=real)
    assert (report.articles, report.passages, report.sentences) == (1, 16, 24)
    assert (report.embedded, report.reused) == (16, 0)

    content = load(index, embedder=real).content
    question = real.encode_question("When does Blinken visit Korea?")
    scores = content.scored("", question, np.arange(16)).sentences
    best = [sentence_texts(content.passages)[i] for i in scores.argsort()[::-1][:2]]
    # Two sentences say it: which is first hangs on how the processor rounds products of bytes.
    assert "U.S. Secretary of State Tony Blinken visits Korea on the afternoon of the 8th." in best

    text = (folder / SEED).read_text(encoding="utf-8")
    (folder / SEED).write_text(text.replace("Source: Donga", "Source: a paper"), encoding="utf-8")
    report = build(folder, index, embedder=real)
    assert (report.embedded, report.reused, report.removed) == (1, 15, 1)


def test_index_in_the_seeds_is_no_seed(seeds):
    root = seeds({"a.txt": A})
    for number in (1, 1, 2):
        report = build(root, root / "index", embedder=ToyEmbedder(), rebuild=number == 2)
        assert (report.articles, report.generation) == (1, number)
    changes = status(root / "index")
    assert not changes and changes.unchanged == ("a.txt",)


def update(built, changed: KnownChanges) -> BuildReport:
    options = BuildOptions(embedder=built.embedder, changed=changed)
    return update_index(built.folder, built.index, options, workers=None)


def test_only_the_paths_that_are_known_to_have_changed_are_looked_at(built, monkeypatch):
    monkeypatch.setattr(scan, "SETTLED_NS", -(10**9))
    built.build(rebuild=True)
    built.write("a.txt", "Another.")
    built.write("b.txt", "Another too.")
    report = update(built, KnownChanges({"a.txt"}, 2))
    assert (report.generation, report.changes.changed) == (3, ("a.txt",))
    assert built.build().changes.changed == ("b.txt",)


def test_changes_since_another_generation_are_not_relied_on(built):
    built.write("a.txt", "Another.")
    built.build()
    rollback(built.index)
    report = update(built, KnownChanges(set(), 2))
    assert (report.generation, report.changes.changed) == (3, ("a.txt",))
