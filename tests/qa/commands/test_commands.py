import io
import json
import os
import subprocess
import sys

import pytest

from qa.commands import cli
from qa.retrieval.retriever import RetrievalResult, Retriever
from tests.support.paths import ROOT
from tests.support.toys import APPLES, SEED, SEEDS, run

pytestmark = pytest.mark.usefixtures("toy_models")


def test_ask_answers_with_status_0_and_abstains_with_1(capsys, seeds, monkeypatch):
    seeds({"a.txt": APPLES})
    run(capsys, "index")
    status, out, err = run(capsys, "ask", "Did the apple hit a stone?")
    assert (status, err) == (0, "")
    assert out.startswith("An apple fell on the stone.\n")
    monkeypatch.setenv("QA_THRESHOLD", "1")
    status, out, err = run(capsys, "ask", "Did the apple hit a stone?")
    assert (status, err) == (1, "")
    assert out.startswith("No answer: ")


def test_ask_json_is_one_sorted_object(capsys, seeds):
    seeds({"a.txt": APPLES})
    run(capsys, "index")
    _, out, _ = run(capsys, "ask", "--json", "Did the apple hit a stone?")
    assert out.count("\n") == 1
    answer = json.loads(out)
    assert list(answer) == sorted(answer)
    assert list(answer) == [
        "alternatives", "answer", "citations", "confidence", "elapsed_ms", "hits", "question",
        "reason",
    ]  # fmt: skip
    cited = answer["citations"][0]
    assert APPLES[cited["start"] : cited["end"]] == cited["quote"]
    assert APPLES[cited["sentence_start"] : cited["sentence_end"]] == cited["sentence"]


def test_search_finds_passages_and_reads_nothing(capsys, seeds):
    seeds({"a.txt": APPLES})
    run(capsys, "index")
    status, out, err = run(capsys, "search", "Did the apple hit a stone?", "--limit", "1")
    assert (status, err) == (0, "")
    place, text = out.splitlines()
    assert place.startswith("[1] a.txt, characters 0-27 · score ")
    assert text == "    An apple fell on the stone."
    _, out, _ = run(capsys, "search", "Did the apple hit a stone?", "--json")
    found = json.loads(out)
    assert out.count("\n") == 1 and list(found) == sorted(found)
    assert list(found) == ["elapsed_ms", "generation", "passages", "question"]
    assert [passage["rank"] for passage in found["passages"]] == [1, 2]


def test_a_search_that_finds_nothing_has_status_1(capsys, seeds, monkeypatch):
    seeds({"a.txt": APPLES})
    run(capsys, "index")
    nothing = RetrievalResult((), complete=True)
    monkeypatch.setattr(Retriever, "retrieve", lambda *asked: nothing)
    assert run(capsys, "search", "apple") == (1, "No passage was found.\n", "")
    status, out, _ = run(capsys, "search", "apple", "--json")
    assert (status, json.loads(out)["passages"]) == (1, [])


def test_a_question_may_be_asked_of_some_articles(capsys, seeds, monkeypatch):
    stated = "---\ndate: 2023-10-03\nsource: Donga\n---\n"
    seeds({"a.txt": stated + APPLES, "korea/b.txt": "A zebra ate the apple."})
    run(capsys, "index")
    monkeypatch.setenv("QA_THRESHOLD", "0")
    for words, article, left in (
        (["--after", "2023-10"], "a.txt", {"articles": 1, "undated": 1}),
        (["--source", "donga", "--source", "DONGA"], "a.txt", {"articles": 1, "undated": 0}),
        (["--in", "korea/", "--in", "a.txt"], None, {"articles": 2}),
        (["--in", "korea"], "korea/b.txt", {"articles": 1, "within": ["korea"]}),
    ):
        status, out, err = run(capsys, "ask", "Who ate the apple?", "--json", *words)
        said = json.loads(out)
        assert (status, err) == (0, "")
        assert article in (None, said["citations"][0]["article"])
        assert said["filter"].items() >= left.items()
    status, out, err = run(capsys, "ask", "apple?", "--as-of", "2022")
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("no article is left by the filter (as of 2022-12-31); expected at least")
    status, out, err = run(capsys, "ask", "apple?", "--source", "Dong")
    assert (status, out) == (2, "") and "such as 'Donga'" in err


def test_ask_dash_answers_line_by_line(capsys, seeds, monkeypatch):
    seeds({"a.txt": APPLES})
    run(capsys, "index")
    monkeypatch.setattr(sys, "stdin", io.StringIO("apple stone?\n\nriver?\nzebra?"))
    status, out, _ = run(capsys, "ask", "-", "--json")
    assert status == 0
    questions = [json.loads(line)["question"] for line in out.splitlines()]
    assert questions == ["apple stone?", "river?", "zebra?"]


def test_ask_dash_goes_on_after_a_line_that_is_no_question(capsys, seeds, monkeypatch):
    seeds({"a.txt": APPLES})
    run(capsys, "index")
    monkeypatch.setattr(sys, "stdin", io.StringIO("?!\napple?\n"))
    status, out, err = run(capsys, "ask", "-", "--json")
    assert status == 2
    assert err.startswith("the question '?!' holds no word; expected ")
    assert json.loads(out)["question"] == "apple?"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["ask", "Who?"], "no index in '.index'; expected one built before; run qa index"),
        (["ask", ""], "the question is empty; expected a question"),
        (["ask", "x" * 100_000], "the question has 100000 characters; expected at most 1000;"),
        (["search", "Who?"], "no index in '.index'; expected one built before; run qa index"),
        (["search", ""], "the question is empty; expected a question"),
        (["search", "Who?", "--limit", "0"], "a limit of 0 passages; expected 1 to 100;"),
        (["search", "Who?", "--limit", "101"], "a limit of 101 passages; expected 1 to 100;"),
        (["ask", "Who?", "--after", "soon"], "'soon' is no date; expected a day,"),
        (["ask", "Who?", "--after", "2024", "--before", "2023"], "after 2024-01-01 is later than"),
        (["ask", "Who?", "--source", " "], "an empty name in sources; expected a name;"),
        (["status"], "no index in '.index'; expected"),
        (["eval", "none.jsonl"], "none.jsonl cannot be read"),
        (["check"], "checks.jsonl cannot be read"),
        (["verify", "none", "--seeds", "."], "none cannot be read"),
        (["verify", "none"], "no index in '.index'; expected"),
        (["index"], "seeds folder 'seeds' does not exist; expected a folder of articles;"),
        (["serve", "--index", "none"], "no index in 'none'; expected"),
        (["serve", "--credentials", "none"], "credentials 'none' cannot be read"),
        (
            ["serve", "--add", "ann"],
            "--add without a credentials file; expected --credentials FILE",
        ),
    ],
)
def test_mistakes_are_one_line_and_status_2(capsys, words, message):
    try:
        status = cli.main(words)
    except SystemExit as stop:  # serve runs the page as a program
        status = stop.code
    out, err = capsys.readouterr()
    assert (status, out) == (2, "")
    assert err.count("\n") == 1 and err.startswith(message)
    assert err.count("; ") >= 2


@pytest.mark.parametrize(
    "words", [[], ["dance"], ["ask"], ["ask", "Who?", "--jsn"], ["search", "Who?", "--limit", "x"]]
)
def test_slips_of_the_pen_are_one_line_and_status_2(capsys, words):
    with pytest.raises(SystemExit, match="2"):
        cli.main(words)
    _, err = capsys.readouterr()
    assert err.count("\n") == 1 and err.rstrip().endswith("--help")


def test_eval_prints_the_figures(capsys, seeds, tmp_path):
    seeds({"a.txt": APPLES})
    run(capsys, "index")
    question = {"question": "apple stone?", "answers": [{"text": "apple"}], "context": APPLES}
    (tmp_path / "q.jsonl").write_text(json.dumps(question))
    status, out, _ = run(capsys, "eval", "q.jsonl", "--json")
    assert status == 0
    assert json.loads(out)["recall"] == {"1": 1.0, "5": 1.0, "10": 1.0}
    _, out, _ = run(capsys, "eval", "q.jsonl")
    assert "cited                    1.000" in out.splitlines()


def test_index_and_seeds_can_be_named(capsys, seeds, tmp_path, monkeypatch):
    folder = seeds({"a.txt": APPLES})
    folder.rename(tmp_path / "news")
    assert run(capsys, "index", "news", "--index", "there")[0] == 0
    assert (tmp_path / "there" / "current").exists()
    monkeypatch.setenv("QA_INDEX", "there")
    assert run(capsys, "ask", "apple stone?")[0] == 0


@pytest.mark.parametrize("form", ["json", "markdown", "html", "line"])
def test_what_ask_exports_verify_proves(capsys, seeds, tmp_path, form):
    folder = seeds({"a.txt": APPLES})
    run(capsys, "index")
    asked = ["--json"] if form == "line" else ["--format", form]
    status, out, err = run(capsys, "ask", "Did the apple hit a stone?", *asked)
    assert (status, err) == (0, "")
    (tmp_path / "out").write_text(out, encoding="utf-8")
    status, out, err = run(capsys, "verify", "out")
    assert (status, err) == (0, "")
    assert out.splitlines()[0] == "quote matches file [1] a.txt, 0-27 “An apple fell on the stone.”"
    seeds({"a.txt": f"News.\n\n{APPLES}"})
    status, out, _ = run(capsys, "verify", "out", "--json")
    proof = json.loads(out)
    assert status == 1 and list(proof) == sorted(proof)
    assert [c["state"] for c in proof["citations"]] == ["changed"] * len(proof["citations"])
    (folder / "a.txt").unlink()
    assert run(capsys, "verify", "out")[1].startswith("missing            [1] a.txt")


def test_verify_needs_no_index_where_the_seeds_are_named(capsys, seeds, tmp_path):
    folder = seeds({"a.txt": APPLES})
    run(capsys, "index")
    (tmp_path / "out").write_text(run(capsys, "ask", "apple stone?", "--json")[1])
    assert run(capsys, "verify", "out", "--index", "none", "--seeds", str(folder))[0] == 0
    status, _, err = run(capsys, "verify", "out", "--index", "none")
    assert status == 2 and err.startswith("no index in 'none'")


def test_one_page_holds_one_question(capsys, seeds):
    seeds({"a.txt": APPLES})
    run(capsys, "index")
    status, out, err = run(capsys, "ask", "-", "--format", "html")
    assert (status, out) == (2, "") and err.startswith(
        "--format html was given with questions from "
    )


def test_check_says_what_regressed(capsys, seeds, tmp_path, monkeypatch):
    seeds({"a.txt": APPLES})
    run(capsys, "index")
    asked = {"question": "Did the apple hit a stone?", "answers": [{"text": "apple"}]}
    (tmp_path / "checks.jsonl").write_text(json.dumps(asked))
    status, out, _ = run(capsys, "check")
    assert (status, out) == (0, "1 of 1 check passed, 0 regressed, 0 improved: generation 1\n")
    seeds({"a.txt": "Nothing."})
    run(capsys, "index")
    status, out, _ = run(capsys, "check")
    assert status == 1 and out.startswith("regressed Did the apple hit a stone? ")
    monkeypatch.setenv("QA_CHECKS", "none")
    status, out, _ = run(capsys, "check", "checks.jsonl", "--json")
    assert status == 0 and json.loads(out)["passed"] == 0


def test_verify_loads_no_heavy_library(capsys, seeds, tmp_path):
    folder = seeds({"a.txt": APPLES})
    run(capsys, "index")
    (tmp_path / "out").write_text(run(capsys, "ask", "apple stone?", "--json")[1])
    code = (
        "import sys; from qa.commands import cli;"
        " cli.main(['verify', 'out', '--seeds', sys.argv[1]]);"
        "heavy = {'faiss', 'torch', 'onnxruntime', 'lxml', 'scipy'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    root = str(ROOT)
    done = subprocess.run([sys.executable, "-c", code, str(folder)], capture_output=True, text=True,
                          env={**os.environ, "PYTHONPATH": root}, check=True)  # fmt: skip
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    "command",
    ["index", "status", "rollback", "ask", "search", "verify", "check", "eval", "serve", "mcp"],
)
def test_every_command_has_help_with_an_example(capsys, command):
    with pytest.raises(SystemExit, match="0"):
        cli.main([command, "--help"])
    assert f"example: qa {command}" in capsys.readouterr().out


def test_a_name_that_could_drive_the_terminal_is_printed_harmlessly(capsys, seeds):
    seeds({"a\u202e\x1b[2J\n\u200b.txt": APPLES})
    status, out, _ = run(capsys, "index")
    assert (status, out.splitlines()[0]) == (0, "added    a\ufffd\ufffd[2J \ufffd.txt")


def test_status_names_what_no_reader_can_take(capsys, seeds):
    seeds({"a.txt": APPLES})
    run(capsys, "index")
    seeds({"caf\udce9.txt": APPLES})
    status, out, err = run(capsys, "status", "--json")
    assert status == 0 and json.loads(out)["added"] == []
    assert (
        err
        == r"seed 'caf\udce9.txt' has a name that is not UTF-8; expected one that is; rename it"
        + "\n"
    )


@pytest.mark.slow
def test_the_real_command_answers_from_the_real_seed(tmp_path):
    def qa_command(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "qa.commands.cli", *words, "--index", str(tmp_path)]
        return subprocess.run(command,
                              capture_output=True, text=True, cwd=ROOT, check=False)  # fmt: skip

    built = qa_command("index", str(SEEDS), "--json")
    assert built.returncode == 0 and built.stderr == ""
    report = json.loads(built.stdout)
    assert (report["articles"], report["passages"], report["sentences"]) == (1, 16, 24)
    asked = qa_command("ask", "When does Blinken visit Korea?", "--json")
    assert asked.returncode == 0 and asked.stderr == ""
    cited = json.loads(asked.stdout)["citations"][0]
    assert (cited["article"], cited["sentence_start"], cited["sentence_end"]) == (SEED, 0, 78)


@pytest.mark.parametrize(
    "words",
    [
        ("verify", ""),
        ("verify", "x", "--seeds", ""),
        ("check", ""),
        ("eval", ""),
        ("serve", "--credentials", ""),
        ("status", "--index", ""),
        ("index", ""),
    ],
)
def test_an_empty_path_is_one_line(capsys, words):
    try:
        status, out, err = run(capsys, *words)
    except SystemExit as usage:
        status, (out, err) = usage.code, capsys.readouterr()
    assert (status, out, err.count("\n")) == (2, "", 1) and "empty" in err


def test_a_path_may_begin_with_the_home_folder(capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    for words in (("verify", "~/none", "--seeds", "~/s"), ("check", "~/none"), ("eval", "~/none")):
        _, _, err = run(capsys, *words)
        assert f"{tmp_path}/none" in err


@pytest.fixture
def toy_value_reader(monkeypatch):
    from qa.checking import check
    from qa.readers.sentence_reader import SentenceReader

    monkeypatch.setattr(check, "_value_reader", SentenceReader)


def test_check_text_has_status_0_only_where_all_is_supported(
    capsys, seeds, tmp_path, toy_value_reader
):
    seeds({"a.txt": APPLES})
    run(capsys, "index")
    draft = tmp_path / "draft.txt"
    draft.write_text("An apple fell on the stone.")
    status, out, err = run(capsys, "check-text", str(draft))
    assert (status, err) == (0, "")
    assert out.startswith("SUPPORTED: An apple fell on the stone.\n")
    draft.write_text("An apple fell on the stone. It “fell on the big stone” then.")
    status, out, _ = run(capsys, "check-text", str(draft), "--json")
    first, second = map(json.loads, out.splitlines())
    assert (status, first["verdict"], second["quotes"][0]["status"]) == (1, "supported", "near")
    assert list(first) == sorted(first)


def test_check_text_refuses_what_is_no_text_before_a_model_is_loaded(capsys, tmp_path):
    status, out, err = run(capsys, "check-text", str(tmp_path / "none.txt"))
    assert (status, out) == (2, "") and "cannot be read" in err
    (tmp_path / "empty.txt").write_text("")
    status, out, err = run(capsys, "check-text", str(tmp_path / "empty.txt"))
    assert (status, out) == (2, "")
    assert err.startswith("the text is empty; expected sentences") and err.count("\n") == 1
