"""The command as a terminal runs it: what is imported before it can be interrupted, its end."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from qa.commands import cli
from tests.support.paths import ROOT
from tests.support.toys import APPLES

# Toy models stand in for the real ones, which take seconds to load.
TOY = """
import sys
sys.path.insert(0, {root!r})
import index, qa.assistant
from tests.support import toys
for module in (index, qa.assistant):
    module.open_embedder = lambda name: toys.ToyEmbedder()
sys.exit(toys.cli.main(sys.argv[1:]))
"""


def command(*words: str, encoding: str = "utf-8", **streams) -> subprocess.CompletedProcess[bytes]:
    program = TOY.format(root=str(ROOT))
    return subprocess.run(
        [sys.executable, "-c", program, *words],
        env=os.environ | {"PYTHONIOENCODING": encoding, "QA_READER": "sentence"},
        check=False,
        timeout=120,
        **({"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | streams),
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> list[str]:
    """The words that name an index, which no test changes."""
    folder = tmp_path_factory.mktemp("seeds")
    (folder / "a.txt").write_text(f"A ship \N{SHIP} came.\n\n{APPLES}", encoding="utf-8")
    index = str(folder.with_name("index"))
    done = command("index", str(folder), "--index", index)
    assert (done.returncode, done.stderr) == (0, b"")
    return ["--index", index]


def test_nothing_large_is_imported_before_an_interrupt_is_caught():
    code = (
        "import sys, qa.commands.cli;"
        " print({'numpy', 'argparse', 'index', 'qa.commands.answering'} & {*sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True,
                          cwd=ROOT)  # fmt: skip
    assert done.stdout == "set()\n"


def test_interrupt_while_commands_are_imported_is_status_130(monkeypatch, capsys):
    def interrupted(argv):
        raise KeyboardInterrupt

    handler = signal.getsignal(signal.SIGINT)
    monkeypatch.setattr("qa.commands.answering.run_command", interrupted)
    try:
        assert cli.main(["status"]) == 130
    finally:
        signal.signal(signal.SIGINT, handler)
    assert capsys.readouterr() == ("", "")


@pytest.mark.slow
def test_terminal_that_cannot_print_a_letter_gets_the_answer_all_the_same(built):
    done = command("ask", "Which ship came?", *built, encoding="ascii")
    assert (done.returncode, done.stderr) == (0, b"") and b"A ship ? came." in done.stdout
    done = command("ask", "Which ship came?", "--json", *built, encoding="ascii")
    assert json.loads(done.stdout)["citations"][0]["sentence"] == "A ship \N{SHIP} came."


@pytest.mark.slow
@pytest.mark.parametrize("form", ["html", "markdown", "json"])
def test_exported_answer_is_proved_whatever_the_terminal_can_print(built, tmp_path, form):
    with (tmp_path / "out").open("wb") as out:
        words = ["ask", "Which ship came?", "--format", form, *built]
        assert command(*words, encoding="ascii", stdout=out).returncode == 0
    assert command("verify", str(tmp_path / "out"), *built, encoding="ascii").returncode == 0


@pytest.mark.slow
def test_question_in_bytes_that_are_no_text_is_one_like_others(built):
    done = command("ask", "-", "--json", *built, input=b"caf\xe9 apple?\n\xff\xff\nstone\0?\n")
    assert done.returncode == 2 and done.stderr.count(b"\n") == 1
    assert [json.loads(line)["question"] for line in done.stdout.splitlines()] == [
        "caf\ufffd apple?",
        "stone ?",
    ]


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
@pytest.mark.parametrize("words", [["status"], ["status", "--json"], ["ask", "apple?"], ["--help"]])
def test_full_output_is_one_line_and_status_2(built, words):
    with Path("/dev/full").open("wb") as full:
        done = command(*words, *(built if "--help" not in words else []), stdout=full)
    assert done.returncode == 2 and done.stderr.count(b"\n") == 1
    assert b"No space left on device" in done.stderr
