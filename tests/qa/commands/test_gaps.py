import io
import json
import sys
from pathlib import Path

import pytest

from qa.commands.gaps import gaps_to_lines
from qa.gaps.grouping import GapGroup
from tests.support.toys import APPLES, run

pytestmark = pytest.mark.usefixtures("toy_models")


@pytest.fixture
def unsure(capsys, seeds, monkeypatch):
    """An index whose reader is never sure enough."""
    monkeypatch.setenv("QA_READER", "sentence")
    monkeypatch.setenv("QA_THRESHOLD", "1")
    seeds({"a.txt": APPLES})
    run(capsys, "index")


def test_questions_without_an_answer_are_kept_where_a_file_is_named(capsys, unsure, monkeypatch):
    assert run(capsys, "ask", "Was it an apple?")[0] == 1
    assert not Path("gaps.jsonl").exists()
    monkeypatch.setenv("QA_GAPS", "gaps.jsonl")
    run(capsys, "ask", "Was it an apple?")
    monkeypatch.setattr(sys, "stdin", io.StringIO("Was it an apple?\nriver?\n"))
    run(capsys, "ask", "-")
    status, out, err = run(capsys, "gaps")
    assert (status, err) == (0, "")
    lines = out.splitlines()
    assert lines[0].startswith("2 times, last 20") and lines[0].endswith("; nearest: a.txt")
    assert lines[1] == "    Was it an apple?"
    assert lines[-1] == "3 questions without an answer, in 2 groups"
    first = json.loads(run(capsys, "gaps", "--json")[1].splitlines()[0])
    assert (first["questions"], first["times"], first["article"]) == (
        ["Was it an apple?"],
        2,
        "a.txt",
    )
    assert run(capsys, "gaps", "--clear")[1] == "3 questions removed\n"
    assert json.loads(run(capsys, "gaps", "--clear", "--json")[1]) == {"cleared": 0}
    assert run(capsys, "gaps")[1] == "0 questions without an answer, in 0 groups\n"


def test_a_conversation_keeps_what_was_searched(capsys, unsure, monkeypatch):
    monkeypatch.setenv("QA_GAPS", "gaps.jsonl")
    monkeypatch.setattr(sys, "stdin", io.StringIO("Was it an apple?\nWhy?\n"))
    assert run(capsys, "chat")[0] == 0
    kept = [json.loads(line)["question"] for line in Path("gaps.jsonl").read_text().splitlines()]
    assert kept[0] == "Was it an apple?" and len(kept) == 2


def test_without_a_file_for_them_there_is_one_line(capsys):
    assert run(capsys, "gaps") == (
        2,
        "",
        "no file for questions that get no answer; expected one, before questions are asked;"
        " set QA_GAPS, as QA_GAPS=gaps.jsonl\n",
    )


def test_an_answer_is_given_whatever_the_file_is(capsys, unsure, monkeypatch):
    Path("gaps.jsonl").write_text("mine")
    monkeypatch.setenv("QA_GAPS", "gaps.jsonl")
    status, out, err = run(capsys, "ask", "Was it an apple?")
    assert status == 1 and out.startswith("No answer: ")
    assert err.startswith("gaps.jsonl:1 is not a question without an answer")
    assert Path("gaps.jsonl").read_text() == "mine"


def test_text_of_a_stranger_is_printable():
    groups = [GapGroup(("a\x1b[31m?",), 1, "2023-11-07T12:00:00Z", None)]
    assert list(gaps_to_lines(groups))[:2] == ["1 time, last 2023-11-07", "    a\ufffd[31m?"]
