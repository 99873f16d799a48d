import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import index as index_package
import qa.assistant
from tests.support.paths import ROOT
from tests.support.toys import APPLES, ToyEmbedder, run

pytestmark = pytest.mark.usefixtures("toy_models")


def test_index_counts_and_says_what_changed(capsys, seeds):
    seeds({"a.txt": APPLES})
    status, out, err = run(capsys, "index")
    assert (status, err) == (0, "")
    assert out.splitlines()[0] == "added    a.txt"
    assert out.splitlines()[1].startswith(
        "1 article, 2 passages, 2 sentences; 2 passages embedded, 0 reused, 0 removed in "
    )


def test_index_json_has_the_documented_keys(capsys, seeds):
    seeds({"a.txt": APPLES})
    _, out, _ = run(capsys, "index", "--json")
    report = json.loads(out)
    assert report.pop("seconds") > 0
    assert report == {
        "articles": 1, "passages": 2, "sentences": 2, "embedded": 2, "reused": 0, "removed": 0,
        "generation": 1, "rejected": [], "omitted": [],
    }  # fmt: skip
    seeds({"a.txt": APPLES.replace("apple", "pear")})
    _, out, _ = run(capsys, "index", "--json")
    report = json.loads(out)
    assert (report["embedded"], report["reused"], report["removed"]) == (1, 1, 1)
    assert report["generation"] == 2


def test_after_compacting_removed_text_is_nowhere_in_the_index(capsys, seeds):
    seeds({"a.txt": APPLES, "b.txt": "A secret stone."})
    run(capsys, "index")
    (seeds({}) / "b.txt").unlink()
    run(capsys, "index")
    assert b"secret" in everything_in(Path(".index"))  # in the index that qa rollback goes back to
    status, _, err = run(capsys, "index", "--compact")
    assert (status, err) == (0, "")
    assert b"secret" not in everything_in(Path(".index"))
    status, _, err = run(capsys, "rollback")
    assert status == 2 and err.startswith("no generation before ")


def everything_in(index: Path) -> bytes:
    return b"".join(path.read_bytes() for path in index.rglob("*") if path.is_file())


def test_a_bad_seed_is_named_and_the_others_indexed(capsys, seeds):
    seeds({"a.txt": APPLES, "b.txt": b"\xff"})
    status, out, err = run(capsys, "index", "--json")
    assert status == 0
    assert err.count("\n") == 1
    assert err.startswith("seed 'b.txt' is not valid UTF-8 (byte 0, on line 1); expected ")
    assert json.loads(out)["rejected"] == [err.strip()]


def test_what_was_left_out_is_told_in_one_line_or_named(capsys, seeds, footnotes):
    seeds({"a.txt": APPLES + "\n* one\n", "b.txt": "A stone.\n*\n*\n", "c.txt": "A river."})
    _, out, _ = run(capsys, "index")
    assert out.splitlines()[-1] == "10 characters of 2 files were not used (qa index -v names them)"
    _, out, _ = run(capsys, "index", "-v")
    assert out.splitlines()[1:] == [
        "6 characters of a.txt were not used: footnotes",
        "4 characters of b.txt were not used: footnotes",
    ]


def test_json_names_what_was_left_out_of_new_and_of_unchanged_files(capsys, seeds, footnotes):
    seeds({"a.txt": APPLES + "\n* one\n"})
    run(capsys, "index")
    seeds({"b.txt": "A stone.\n*"})
    (Path("seeds") / "a.txt").rename("seeds/c.txt")
    _, out, _ = run(capsys, "index", "--json")
    assert json.loads(out)["omitted"] == [
        {"seed": "b.txt", "characters": 1, "reason": "footnotes"},
        {"seed": "c.txt", "characters": 6, "reason": "footnotes"},
    ]


def test_status_lists_what_changed(capsys, seeds):
    folder = seeds({"a.txt": APPLES, "b.txt": "A stone.", "c.txt": "A river."})
    run(capsys, "index")
    (folder / "b.txt").unlink()
    seeds({"c.txt": "A wide river.", "d.txt": "New."})
    status, out, _ = run(capsys, "status", "--json")
    assert status == 0
    assert json.loads(out) == {
        "added": ["d.txt"], "changed": ["c.txt"], "removed": ["b.txt"], "unchanged": ["a.txt"],
        "renamed": [],
    }  # fmt: skip
    _, out, _ = run(capsys, "status")
    assert out.splitlines()[-1] == "1 added, 1 changed, 1 removed, 1 unchanged"


def test_a_renamed_file_is_one_line_and_in_json_stands_in_all_lists(capsys, seeds):
    folder = seeds({"a.txt": APPLES, "b.txt": "A stone."})
    run(capsys, "index")
    (folder / "b.txt").rename(folder / "c.txt")
    _, out, _ = run(capsys, "status")
    assert out.splitlines() == [
        "renamed  b.txt -> c.txt",
        "0 added, 0 changed, 0 removed, 1 unchanged, 1 renamed",
    ]
    _, out, _ = run(capsys, "status", "--json")
    assert json.loads(out) == {
        "added": ["c.txt"], "changed": [], "removed": ["b.txt"], "unchanged": ["a.txt"],
        "renamed": [["b.txt", "c.txt"]],
    }  # fmt: skip
    _, out, _ = run(capsys, "index")
    assert out.splitlines()[0] == "renamed  b.txt -> c.txt"


def test_dry_run_says_what_would_be_done_and_writes_nothing(capsys, seeds, tmp_path):
    folder = seeds({"a.txt": APPLES})
    status, out, err = run(capsys, "index", "--dry-run")
    assert (status, err) == (0, "")
    assert out.splitlines() == ["added    a.txt", "1 added, 0 changed, 0 removed, 0 unchanged"]
    assert list(tmp_path.iterdir()) == [folder]
    run(capsys, "index")
    _, out, _ = run(capsys, "index", "--dry-run", "--rebuild", "--json")
    assert json.loads(out) == {
        "added": ["a.txt"], "changed": [], "removed": [], "renamed": [], "unchanged": [],
        "rebuild": "a rebuild was asked for", "rejected": [],
    }  # fmt: skip
    assert (tmp_path / ".index" / "current").read_text().startswith("1 ")


def test_workers_are_asked_for_when_something_is_built(capsys, seeds, tmp_path, monkeypatch):
    seeds({"a.txt": APPLES})
    status, out, err = run(capsys, "index", "--workers", "tcp://host:1")
    assert (status, out) == (2, "")
    assert err.startswith("workers are 'tcp://host:1'; expected the address of a Dask scheduler, ")
    monkeypatch.setenv("QA_WORKERS", "nobody")
    assert run(capsys, "index")[0] == 2
    assert not (tmp_path / ".index").exists()
    assert run(capsys, "index", "--dry-run")[0] == 0


def test_a_rebuild_that_nobody_asked_for_is_told(capsys, seeds, monkeypatch):
    seeds({"a.txt": APPLES})
    run(capsys, "index")
    other = ToyEmbedder("other")
    monkeypatch.setattr(index_package, "open_embedder", lambda name: other)
    status, _, err = run(capsys, "index")
    assert (status, err.count("\n")) == (0, 1)
    assert err.startswith("the index was built with embedder 'toy' (toy-digest), and now ")
    assert err.endswith(": everything is embedded again, which takes about 0 s\n")


def test_rollback_answers_from_the_index_before(capsys, seeds):
    seeds({"a.txt": APPLES})
    run(capsys, "index")
    seeds({"a.txt": "Nothing."})
    run(capsys, "index")
    status, out, err = run(capsys, "rollback", "--json")
    assert (status, err) == (0, "")
    assert json.loads(out) == {"generation": 1, "articles": 1, "passages": 2, "sentences": 2}
    assert run(capsys, "ask", "Did the apple hit a stone?")[1].startswith("Yes: An apple fell")
    status, _, err = run(capsys, "rollback")
    assert status == 2 and err.startswith("no generation before 1 is kept in '.index'; expected ")


def test_keep_says_how_many_generations_there_are(capsys, seeds, tmp_path, monkeypatch):
    monkeypatch.setenv("QA_KEEP", "1")
    for text in (APPLES, "Nothing."):
        seeds({"a.txt": text})
        run(capsys, "index")
    assert [p.name for p in (tmp_path / ".index").iterdir() if p.is_dir()] == ["000002"]


@pytest.mark.slow
def test_status_loads_no_heavy_library(seeds, tmp_path):
    seeds({"a.txt": APPLES})
    code = (
        "import sys; from qa.commands import cli; cli.main(['status']); print(sorted("
        "{'faiss', 'torch', 'bm25s', 'onnxruntime', 'lxml', 'scipy'} & set(sys.modules)))"
    )
    root = str(ROOT)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True,
                          env={**os.environ, "PYTHONPATH": root}, check=True)  # fmt: skip
    assert done.stdout == "[]\n"


def test_index_of_another_model_is_named_with_the_cure(capsys, seeds, monkeypatch):
    seeds({"a.txt": APPLES})
    run(capsys, "index")
    other = ToyEmbedder("other")
    monkeypatch.setattr(qa.assistant, "open_embedder", lambda name: other)
    status, _, err = run(capsys, "ask", "apple?")
    assert status == 2
    assert err.startswith("the index in '.index' was built with embedder 'toy' ")
    assert "expected embedder 'other'" in err and "; run qa index" in err


def test_a_missing_seeds_folder_leaves_no_index_behind(capsys, tmp_path):
    assert run(capsys, "index", "none")[0] == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_watching_updates_at_every_change_until_interrupted(seeds, index):
    folder = seeds({"a.txt": "An apple fell."})
    program = [sys.executable, "-m", "qa.commands.cli", "index", str(folder), "--index", str(index)]
    process = subprocess.Popen(
        [*program, "--watch", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    try:
        first = json.loads(process.stdout.readline())
        (folder / "a.txt").unlink()  # for a moment there is nothing to index: said, and gone on
        assert "holds no article" in process.stderr.readline()
        (folder / "b.txt").write_text("A pear fell.")
        second = json.loads(process.stdout.readline())
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)
    assert (first["generation"], first["articles"]) == (1, 1)
    assert (second["generation"], second["articles"], second["embedded"]) == (2, 1, 1)
    assert process.returncode == 130


@pytest.mark.parametrize("option", [[], ["--rebuild"], ["--dry-run"], ["--watch"]])
@pytest.mark.parametrize("index", ["seeds", "."])
def test_day_folders_survive_an_index_that_is_put_over_them(capsys, seeds, tmp_path, option, index):
    seeds({"20240304/a.txt": APPLES, "20240305/b.txt": APPLES})
    before = sorted(tmp_path.rglob("*"))
    status, out, err = run(capsys, "index", "--index", index, *option)
    assert (status, out) == (2, "")
    assert err.count("\n") == 1 and "expected a folder of its own; name another: --index" in err
    assert sorted(tmp_path.rglob("*")) == before


def test_folder_with_a_name_that_is_digit_and_no_number_is_one_line(capsys, seeds, tmp_path):
    seeds({"a.txt": APPLES})
    (tmp_path / "other" / "²").mkdir(parents=True)
    status, _, err = run(capsys, "index", "--index", "other")
    assert (status, err.count("\n")) == (2, 1) and "is not an index, and holds '²'" in err
