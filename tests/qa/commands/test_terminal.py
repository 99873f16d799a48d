from __future__ import annotations

import sys

from index.errors import SeedsError
from qa.commands.terminal import print_error, print_json, print_result, print_table, progress_bar


def test_json_is_one_line_with_sorted_keys(capsys):
    print_json({"b": 1, "a": "ä\n"})
    assert capsys.readouterr().out == '{"a": "\\u00e4\\n", "b": 1}\n'


def test_lines(capsys):
    print_result(["one", "two"])
    assert capsys.readouterr().out == "one\ntwo\n"


def test_a_table_of_figures(capsys):
    print_table({"f1": 0.51234, "recall": {1: 0.5}, "auroc": None, "questions": 3})
    assert capsys.readouterr().out.splitlines() == [
        "f1                       0.512",
        "recall",
        "  at 1                     0.500",
        "auroc                    -",
        "questions                3",
    ]


def test_a_complaint_goes_to_standard_error_and_cannot_drive_the_terminal(capsys):
    print_error(SeedsError(found="a\x1b[2Jb", expected="c", cure="d"))
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "\x1b" not in printed.err and printed.err.endswith("; expected c; d\n")


def test_a_bar_is_drawn_on_a_terminal_alone(capsys, monkeypatch):
    monkeypatch.setattr("qa.commands.terminal.BAR_AFTER", 0)
    with progress_bar("embedding") as progress:
        progress(1, 2)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    with progress_bar("embedding") as progress:
        progress(0, 2)
        progress(2, 2)
    assert "embedding" in capsys.readouterr().err
