import io
import json
import sys

import pytest

from tests.support.toys import APPLES, run

pytestmark = pytest.mark.usefixtures("toy_models")


@pytest.fixture
def chat(capsys, seeds, monkeypatch):
    """Lines typed into ``qa chat``; returns its status, output and errors."""
    seeds({"a.txt": APPLES})
    run(capsys, "index")

    def typed(text: str, *options: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(text))
        return run(capsys, "chat", *options)

    return typed


def test_a_follow_up_says_what_was_searched(chat):
    status, out, err = chat("Did the apple hit Newton?\nwhy?\n")
    assert (status, err) == (0, "")
    assert "(searched: Why did the apple hit Newton?)" in out
    assert out.count("(searched: ") == 1


def test_a_new_topic_and_the_end_are_lines(chat):
    _, out, _ = chat("Did the apple hit Newton?\n/new\nwhy?\n\n/end\nriver?\n", "--json")
    turns = [json.loads(line) for line in out.splitlines()]
    assert [turn["question"] for turn in turns] == ["Did the apple hit Newton?", "why?"]


def test_json_has_the_filter_that_a_question_names(capsys, seeds, chat):
    seeds({"b.txt": "---\ndate: 2023-11-07\n---\nA pear fell."})
    run(capsys, "index")
    _, out, _ = chat("What fell in 2023?\n", "--json")
    assert json.loads(out)["suggested_filter"]["after"] == "2023-01-01"
    _, out, _ = run(capsys, "ask", "What fell in 2023?", "--json")
    assert json.loads(out)["suggested_filter"]["before"] == "2023-12-31"


def test_json_has_the_question_as_it_was_typed(chat):
    _, out, _ = chat("Did the apple hit Newton?\nwhy?\n", "--json")
    turn = json.loads(out.splitlines()[1])
    assert (turn["asked"], turn["question"]) == ("why?", "Why did the apple hit Newton?")


def test_a_line_that_is_no_question_is_reported_and_the_next_one_is_read(chat):
    status, out, err = chat("?!\napple?\n", "--json")
    assert status == 2
    assert err.startswith("the question '?!' holds no word; expected ")
    assert json.loads(out)["question"] == "apple?"


def test_every_turn_is_asked_of_the_articles_that_a_filter_leaves(chat):
    _, out, _ = chat("Did the apple hit Newton?\nwhy?\n", "--json", "--in", "a.txt")
    assert [json.loads(line)["filter"]["within"] for line in out.splitlines()] == [["a.txt"]] * 2
    status, out, err = chat("apple?\n", "--after", "2023")
    assert (status, out) == (2, "") and err.startswith("no article is left by the filter")
