"""The commands that answer, search, prove, check a text and measure."""

import io
import json
import os
import subprocess
import sys

import pytest

from qa.retrieval.retriever import RetrievalResult, Retriever
from tests.support.paths import ROOT
from tests.support.toys import APPLES, run

pytestmark = pytest.mark.usefixtures("toy_models")


def test_ask_answers_with_status_0_and_abstains_with_1(capsys, apples, monkeypatch):
    status, out, err = run(capsys, "ask", "Did the apple hit a stone?")
    assert (status, err) == (0, "")
    assert out.startswith("Yes: An apple fell on the stone.\n")
    monkeypatch.setenv("QA_THRESHOLD", "1")
    status, out, err = run(capsys, "ask", "Did the apple hit a stone?")
    assert (status, err) == (1, "")
    assert out.startswith("No answer: ")


def test_ask_json_is_one_sorted_object(capsys, apples):
    _, out, _ = run(capsys, "ask", "--json", "Did the apple hit a stone?")
    assert out.count("\n") == 1
    answer = json.loads(out)
    assert list(answer) == sorted(answer)
    assert list(answer) == [
        "alternatives", "answer", "citations", "confidence", "decides", "elapsed_ms",
        "hits", "kind", "question", "reason",
    ]  # fmt: skip
    cited = answer["citations"][0]
    assert APPLES[cited["start"] : cited["end"]] == cited["quote"]
    assert APPLES[cited["sentence_start"] : cited["sentence_end"]] == cited["sentence"]


def test_search_finds_passages_and_reads_nothing(capsys, apples):
    status, out, err = run(capsys, "search", "Did the apple hit a stone?", "--limit", "1")
    assert (status, err) == (0, "")
    place, text = out.splitlines()
    assert place.startswith("[1] a.txt, paragraph 1, characters 0-27 · score ")
    assert text == "    An apple fell on the stone."
    _, out, _ = run(capsys, "search", "Did the apple hit a stone?", "--json")
    found = json.loads(out)
    assert out.count("\n") == 1 and list(found) == sorted(found)
    assert list(found) == ["elapsed_ms", "generation", "passages", "question"]
    assert [passage["rank"] for passage in found["passages"]] == [1, 2]


def test_a_search_that_finds_nothing_has_status_1(capsys, apples, monkeypatch):
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


def test_ask_dash_answers_line_by_line(capsys, apples, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO("apple stone?\n\nriver?\nzebra?"))
    status, out, _ = run(capsys, "ask", "-", "--json")
    assert status == 0
    questions = [json.loads(line)["question"] for line in out.splitlines()]
    assert questions == ["apple stone?", "river?", "zebra?"]


def test_ask_dash_goes_on_after_a_line_that_is_no_question(capsys, apples, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO("?!\napple?\n"))
    status, out, err = run(capsys, "ask", "-", "--json")
    assert status == 2
    assert err.startswith("the question '?!' holds no word; expected ")
    assert json.loads(out)["question"] == "apple?"


def test_eval_prints_the_figures(capsys, apples, tmp_path):
    question = {"question": "apple stone?", "answers": [{"text": "apple"}], "context": APPLES}
    (tmp_path / "q.jsonl").write_text(json.dumps(question))
    status, out, _ = run(capsys, "eval", "q.jsonl", "--json")
    assert status == 0
    assert json.loads(out)["recall"] == {"1": 1.0, "5": 1.0, "10": 1.0}
    _, out, _ = run(capsys, "eval", "q.jsonl")
    assert "cited                    1.000" in out.splitlines()


@pytest.mark.parametrize("form", ["json", "markdown", "html", "line"])
def test_what_ask_exports_verify_proves(capsys, apples, seeds, tmp_path, form):
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
    (apples / "a.txt").unlink()
    assert run(capsys, "verify", "out")[1].startswith("missing            [1] a.txt")


def test_verify_needs_no_index_where_the_seeds_are_named(capsys, apples, tmp_path):
    (tmp_path / "out").write_text(run(capsys, "ask", "apple stone?", "--json")[1])
    assert run(capsys, "verify", "out", "--index", "none", "--seeds", str(apples))[0] == 0
    status, _, err = run(capsys, "verify", "out", "--index", "none")
    assert status == 2 and err.startswith("no index in 'none'")


def test_one_page_holds_one_question(capsys, apples):
    status, out, err = run(capsys, "ask", "-", "--format", "html")
    assert (status, out) == (2, "") and err.startswith(
        "--format html was given with questions from "
    )


@pytest.mark.slow
def test_verify_loads_no_heavy_library(capsys, apples, tmp_path):
    (tmp_path / "out").write_text(run(capsys, "ask", "apple stone?", "--json")[1])
    code = (
        "import sys; from qa.commands import cli;"
        " cli.main(['verify', 'out', '--seeds', sys.argv[1]]);"
        "heavy = {'faiss', 'torch', 'onnxruntime', 'lxml', 'scipy'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    root = str(ROOT)
    done = subprocess.run([sys.executable, "-c", code, str(apples)], capture_output=True, text=True,
                          env={**os.environ, "PYTHONPATH": root}, check=True)  # fmt: skip
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.fixture
def toy_value_reader(monkeypatch):
    from qa.checking import check
    from qa.readers.sentence_reader import SentenceReader

    monkeypatch.setattr(check, "_value_reader", SentenceReader)


def test_check_text_has_status_0_only_where_all_is_supported(
    capsys, apples, tmp_path, toy_value_reader
):
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
