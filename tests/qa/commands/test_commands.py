"""Behaviour that all commands have in common: mistakes, help, names and paths that users give."""

import json
import subprocess
import sys

import pytest

from qa.commands import cli
from tests.support.paths import ROOT
from tests.support.toys import APPLES, SEED, SEEDS, run

pytestmark = pytest.mark.usefixtures("toy_models")


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


def test_index_and_seeds_can_be_named(capsys, seeds, tmp_path, monkeypatch):
    folder = seeds({"a.txt": APPLES})
    folder.rename(tmp_path / "news")
    assert run(capsys, "index", "news", "--index", "there")[0] == 0
    assert (tmp_path / "there" / "current").exists()
    monkeypatch.setenv("QA_INDEX", "there")
    assert run(capsys, "ask", "apple stone?")[0] == 0


def test_check_says_what_regressed(capsys, apples, seeds, tmp_path, monkeypatch):
    asked = {"question": "Did the apple hit a stone?", "answers": [{"text": "apple"}]}
    (tmp_path / "checks.jsonl").write_text(json.dumps(asked))
    status, out, _ = run(capsys, "check")
    assert (status, out) == (0, "1 of 1 test passed, 0 regressed, 0 improved: generation 1\n")
    seeds({"a.txt": "Nothing."})
    run(capsys, "index")
    status, out, _ = run(capsys, "check")
    assert status == 1 and out.startswith("regressed Did the apple hit a stone? ")
    monkeypatch.setenv("QA_CHECKS", "none")
    status, out, _ = run(capsys, "check", "checks.jsonl", "--json")
    assert status == 0 and json.loads(out)["passed"] == 0


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


def test_status_names_what_no_reader_can_take(capsys, apples, seeds):
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
