from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import SEED, SEEDS, ToyEmbedder

from index import (
    BuildReport,
    Changes,
    SentenceTransformerEmbedder,
    build,
    generation,
    load,
    recipe_of,
    status,
)
from index.errors import (
    IndexDamagedError,
    IndexLockedError,
    IndexMismatchError,
    IndexMissingError,
    SeedsError,
)
from index.lexical import TERMS
from index.manifest import Recipe
from index.split import SPLITTER

TESTS = Path(__file__).parent
A = "Apple apple. River.\n\nStone here.\n"  # two passages, three sentences
B = "A river runs.\n"


def files(index: Path) -> dict[str, bytes]:
    """Every file but the lock, by path inside the index folder."""
    paths = (p for p in index.rglob("*") if p.is_file() and p.name != generation.LOCK)
    return {p.relative_to(index).as_posix(): p.read_bytes() for p in paths}


def times(index: Path) -> dict[str, int]:
    return {name: (index / name).stat().st_mtime_ns for name in files(index)}


def folders(index: Path) -> list[str]:
    return sorted(p.name for p in index.iterdir() if p.is_dir())


def texts(index: Path, embedder: ToyEmbedder) -> dict[str, str]:
    return {a.id: a.text for a in load(index, embedder=embedder).content.articles}


def own_vectors(index: Path, embedder: ToyEmbedder) -> bool:
    """Whether each passage's row holds the vector that its text has."""
    content = load(index, embedder=embedder).content
    expected = ToyEmbedder().encode_passages([p.text for p in content.passages])
    return content.passage_vectors.vectors().tolist() == expected.tolist()


@pytest.fixture
def built(seeds, index, embedder) -> Path:
    """A seeds folder of which an index has been built; what was embedded for it is forgotten."""
    folder = seeds({"a.txt": A, "b.txt": B})
    build(folder, index, embedder=embedder)
    embedder.embedded.clear()
    return folder


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
    assert embedder.embedded == [
        "Apple apple. River.",
        "Stone here.",
        "A river runs.",
        "Apple apple.",
        "River.",
    ]


def test_loaded_index_holds_what_was_built(built, index, embedder):
    opened = load(index, embedder=embedder)
    assert [(p.article.id, p.text) for p in opened.content.passages] == [
        ("a.txt", "Apple apple. River."),
        ("a.txt", "Stone here."),
        ("b.txt", "A river runs."),
    ]
    assert own_vectors(index, embedder)
    assert len(opened.content.lexical) == 3
    assert opened.manifest.seeds == str(built.resolve())
    assert opened.manifest.articles == {
        "a.txt": hashlib.sha256(A.encode()).hexdigest(),
        "b.txt": hashlib.sha256(B.encode()).hexdigest(),
    }
    assert opened.manifest.dim == 4
    assert opened.manifest.recipe == Recipe(
        embedder="toy", embedder_digest="toy-digest", splitter=SPLITTER, terms=TERMS
    )


def test_unchanged_build_writes_nothing_and_embeds_nothing(built, index, embedder):
    before = times(index)
    assert build(built, index, embedder=embedder) == BuildReport(
        generation=1,
        articles=2,
        passages=3,
        sentences=4,
        embedded=0,
        reused=3,
        removed=0,
        changes=Changes(added=(), changed=(), removed=(), unchanged=("a.txt", "b.txt")),
        rejected=(),
    )
    assert embedder.embedded == []
    assert times(index) == before
    assert folders(index) == ["000001"]


def test_new_time_of_a_file_is_no_change(built, index, embedder):
    os.utime(built / "a.txt", (1, 1))
    assert build(built, index, embedder=embedder).generation == 1


def test_edited_paragraph_is_the_only_one_embedded_again(built, index, embedder):
    (built / "a.txt").write_text(A.replace("Stone here.", "Stone there."))
    report = build(built, index, embedder=embedder)
    assert embedder.embedded == ["Stone there."]
    assert (report.embedded, report.reused, report.removed) == (1, 2, 1)
    assert report.changes == Changes(added=(), changed=("a.txt",), removed=(), unchanged=("b.txt",))
    assert own_vectors(index, embedder)


def test_edited_sentence_leaves_the_others_of_its_paragraph_alone(built, index, embedder):
    (built / "a.txt").write_text(A.replace("River.", "Rivers."))
    build(built, index, embedder=embedder)
    assert embedder.embedded == ["Apple apple. Rivers.", "Rivers."]


def test_added_article_is_the_only_one_embedded(built, index, embedder):
    (built / "0.txt").write_text("Zebra.")
    report = build(built, index, embedder=embedder)
    assert embedder.embedded == ["Zebra."]
    assert report == BuildReport(
        generation=2,
        articles=3,
        passages=4,
        sentences=5,
        embedded=1,
        reused=3,
        removed=0,
        changes=Changes(added=("0.txt",), changed=(), removed=(), unchanged=("a.txt", "b.txt")),
        rejected=(),
    )
    assert own_vectors(index, embedder)


def test_removed_article_is_gone_and_costs_nothing(built, index, embedder):
    (built / "a.txt").unlink()
    report = build(built, index, embedder=embedder)
    assert embedder.embedded == []
    assert (report.passages, report.reused, report.removed) == (1, 1, 2)
    assert report.changes == Changes(added=(), changed=(), removed=("a.txt",), unchanged=("b.txt",))
    assert texts(index, embedder) == {"b.txt": B}


def test_renamed_article_costs_no_embedding(built, index, embedder):
    (built / "a.txt").rename(built / "c.md")
    report = build(built, index, embedder=embedder)
    assert embedder.embedded == []
    assert (report.embedded, report.reused, report.removed) == (0, 3, 0)
    assert report.changes == Changes(
        added=("c.md",), changed=(), removed=("a.txt",), unchanged=("b.txt",)
    )
    assert texts(index, embedder) == {"b.txt": B, "c.md": A}
    assert own_vectors(index, embedder)


def test_new_title_is_indexed_without_embedding(built, index, embedder):
    (built / "b.txt").write_text(f"---\ntitle: Rivers\n---\n{B}")
    report = build(built, index, embedder=embedder)
    assert embedder.embedded == []
    assert report.changes.changed == ("b.txt",)
    article = load(index, embedder=embedder).article["b.txt"]
    assert (article.title, article.text) == ("Rivers", B)


def test_equal_paragraphs_are_embedded_once(seeds, index, embedder):
    folder = seeds({"a.txt": "Stone here.\n\nStone here.\n", "b.txt": "Stone here."})
    build(folder, index, embedder=embedder)
    assert embedder.embedded == ["Stone here."]
    assert len(load(index, embedder=embedder).content.passages) == 3
    assert own_vectors(index, embedder)


def test_rebuild_embeds_everything_again(built, index, embedder):
    report = build(built, index, embedder=embedder, rebuild=True)
    assert sorted(embedder.embedded) == [
        "A river runs.",
        "Apple apple.",
        "Apple apple. River.",
        "River.",
        "Stone here.",
    ]
    assert (report.generation, report.embedded, report.reused) == (2, 3, 0)


def test_another_embedder_embeds_everything_again(built, index):
    other = ToyEmbedder("other")
    report = build(built, index, embedder=other)
    assert len(other.embedded) == 5
    assert (report.generation, report.embedded, report.reused) == (2, 3, 0)
    assert load(index, embedder=other).manifest.recipe == recipe_of(other)


def test_same_embedder_under_another_name_costs_no_embedding(built, index, embedder):
    renamed = ToyEmbedder("renamed")
    renamed.digest = embedder.digest
    assert load(index, embedder=renamed).manifest.generation == 1
    assert build(built, index, embedder=renamed).generation == 2
    assert renamed.embedded == []


def test_other_seeds_folder_of_the_same_articles_is_noted_without_embedding(
    built, index, embedder, tmp_path
):
    moved = Path(shutil.copytree(built, tmp_path / "moved"))
    assert build(moved, index, embedder=embedder).generation == 2
    assert embedder.embedded == []
    assert load(index, embedder=embedder).manifest.seeds == str(moved.resolve())


def test_new_splitter_splits_again_and_keeps_the_vectors(built, index, embedder, monkeypatch):
    monkeypatch.setattr(sys.modules["index.build"], "SPLITTER", "another/1")
    assert build(built, index, embedder=embedder).generation == 2
    assert embedder.embedded == []
    assert load(index, embedder=embedder).manifest.recipe.splitter == "another/1"


def test_index_of_another_embedder_is_not_loaded(built, index):
    with pytest.raises(
        IndexMismatchError,
        match=r"^the index in '.*/index' was built with embedder 'toy' \(toy-digest\);"
        r" expected embedder 'other' \(other-digest\);"
        r" run qa index, or set QA_EMBEDDER to the model it was built with$",
    ):
        load(index, embedder=ToyEmbedder("other"))


def test_missing_index_is_not_loaded(index, embedder):
    with pytest.raises(IndexMissingError, match=r"expected one built before; run qa index$"):
        load(index, embedder=embedder)


def test_damaged_index_is_refused_until_it_is_rebuilt(built, index, embedder):
    path = index / "000001" / "passages.faiss"
    path.write_bytes(path.read_bytes()[:-1])
    for use in (
        lambda: load(index, embedder=embedder),
        lambda: build(built, index, embedder=embedder),
    ):
        with pytest.raises(
            IndexDamagedError, match=r"passages\.faiss differs from .*; run qa index --rebuild$"
        ):
            use()
    assert build(built, index, embedder=embedder, rebuild=True).generation == 2
    assert texts(index, embedder) == {"a.txt": A, "b.txt": B}


def test_damaged_pointer_is_cured_by_a_rebuild(built, index, embedder):
    (index / "current").write_text("garbage")
    with pytest.raises(IndexDamagedError, match="names no generation"):
        build(built, index, embedder=embedder)
    assert build(built, index, embedder=embedder, rebuild=True).generation == 2
    assert texts(index, embedder) == {"a.txt": A, "b.txt": B}


def test_index_of_another_schema_is_built_anew(built, index, embedder):
    path = index / "000001" / "manifest.json"
    path.write_text('{"schema": 99}')
    (index / "current").write_text(f"1 {hashlib.sha256(path.read_bytes()).hexdigest()}\n")
    report = build(built, index, embedder=embedder)
    assert (report.generation, report.embedded, report.reused) == (2, 3, 0)
    assert texts(index, embedder) == {"a.txt": A, "b.txt": B}


def test_bad_seed_is_reported_and_the_others_indexed(seeds, index, embedder):
    folder = seeds({"a.txt": A, "bad.txt": b"\xff", "b.txt": B, "c.pdf": "x"})
    report = build(folder, index, embedder=embedder)
    assert [str(error) for error in report.rejected] == [
        "seed 'bad.txt' is not valid UTF-8 (byte 0); expected UTF-8 text;"
        " save it as UTF-8 or remove it",
        "seed 'c.pdf' has the ending '.pdf'; expected one of .md, .txt; convert or remove it",
    ]
    assert report.articles == 2
    assert texts(index, embedder) == {"a.txt": A, "b.txt": B}


def test_bad_seed_is_reported_by_an_unchanged_build_too(built, index, embedder):
    (built / "bad.txt").write_bytes(b"\xff")
    report = build(built, index, embedder=embedder)
    assert report.generation == 1
    assert [error.found for error in report.rejected] == [
        "seed 'bad.txt' is not valid UTF-8 (byte 0)"
    ]


def test_missing_seeds_leave_the_index_as_it_was(built, index, embedder):
    before = files(index)
    with pytest.raises(SeedsError, match="does not exist"):
        build(built / "none", index, embedder=embedder)
    assert files(index) == before


def test_two_builds_give_equal_bytes_file_by_file(built, index, embedder, tmp_path):
    build(built, tmp_path / "other", embedder=ToyEmbedder())
    assert files(index) == files(tmp_path / "other")
    assert len(files(index)) == 12


def test_update_gives_the_bytes_of_a_fresh_build(built, index, embedder, tmp_path):
    (built / "a.txt").write_text("Apple there.\n\n" + A)
    (built / "b.txt").unlink()
    build(built, index, embedder=embedder)
    build(built, tmp_path / "other", embedder=ToyEmbedder())
    updated, fresh = files(index / "000002"), files(tmp_path / "other" / "000001")
    del updated["manifest.json"], fresh["manifest.json"]  # they state their generation
    assert updated == fresh


def test_progress_counts_the_new_texts_alone(built, index, embedder):
    (built / "c.txt").write_text("Zebra. Apple.")
    done: list[tuple[int, int]] = []
    build(built, index, embedder=embedder, progress=lambda *at: done.append(at))
    assert done == [(3, 3)]


def test_status_lists_what_changed_since_the_build(built, index, embedder):
    (built / "a.txt").write_text("Other.")
    (built / "c.txt").write_text("New.")
    (built / "bad.txt").write_bytes(b"\xff")
    assert status(index) == Changes(
        added=("c.txt",), changed=("a.txt",), removed=(), unchanged=("b.txt",)
    )
    (built / "b.txt").unlink()
    build(built, index, embedder=embedder)
    assert status(index) == Changes(added=(), changed=(), removed=(), unchanged=("a.txt", "c.txt"))


def test_status_without_an_index_is_refused(index):
    with pytest.raises(IndexMissingError, match="run qa index"):
        status(index)


def test_last_generation_is_kept_and_the_one_before_swept(built, index, embedder):
    kept = []
    for text in ("Second.", "Third.", "Fourth."):
        (built / "b.txt").write_text(text)
        build(built, index, embedder=embedder)
        kept.append(folders(index))
    assert kept == [["000001", "000002"], ["000002", "000003"], ["000003", "000004"]]


def test_one_build_runs_at_a_time(built, index, embedder):
    with (
        generation.writing(index),
        pytest.raises(IndexLockedError, match="expected one writer at a time"),
    ):
        build(built, index, embedder=embedder)


KILLED_BUILD = """
import os, signal, sys
from pathlib import Path
from conftest import ToyEmbedder
from index import build, content, generation

def die(*args, **kwargs):
    os.kill(os.getpid(), signal.SIGKILL)

owner, name = {"sentences": (content, "_write_rows"), "pointer": (generation, "_point"),
               "swap": (os, "replace")}[sys.argv[3]]
setattr(owner, name, die)
build(Path(sys.argv[1]), Path(sys.argv[2]), embedder=ToyEmbedder())
"""


@pytest.mark.parametrize(
    ("point", "left"),
    [
        ("sentences", "000002/articles.jsonl"),
        ("pointer", "000002/manifest.json"),
        ("swap", "current.new"),
    ],
)
def test_killed_build_leaves_the_old_generation_valid(built, index, embedder, point, left):
    (built / "a.txt").write_text("New text.")
    child = subprocess.run(
        [sys.executable, "-c", KILLED_BUILD, str(built), str(index), point],
        env={**os.environ, "PYTHONPATH": f"{TESTS.parent}{os.pathsep}{TESTS}"},
        check=False,
    )
    assert child.returncode == -signal.SIGKILL
    assert (index / left).exists()
    assert texts(index, embedder) == {"a.txt": A, "b.txt": B}
    assert build(built, index, embedder=embedder).generation == 2
    assert texts(index, embedder) == {"a.txt": "New text.", "b.txt": B}


def test_real_model_indexes_the_real_seed(index, tmp_path):
    real = SentenceTransformerEmbedder()
    folder = Path(shutil.copytree(SEEDS, tmp_path / "seeds"))
    report = build(folder, index, embedder=real)
    assert (report.articles, report.passages, report.sentences) == (1, 16, 24)
    assert (report.embedded, report.reused) == (16, 0)

    content = load(index, embedder=real).content
    question = real.encode_question("When does Blinken visit Korea?")
    (row,) = content.sentence_vectors.search(question, 1).rows.tolist()
    passage = content.passages[content.passage_of_sentence[row]]
    assert passage.sentences[row - content.first_sentence[0]].of(passage.article.text) == (
        "U.S. Secretary of State Tony Blinken visits Korea on the afternoon of the 8th."
    )

    text = (folder / SEED).read_text(encoding="utf-8")
    (folder / SEED).write_text(text.replace("Source: Donga", "Source: a paper"), encoding="utf-8")
    report = build(folder, index, embedder=real)
    assert (report.embedded, report.reused, report.removed) == (1, 15, 1)
