from __future__ import annotations

import pytest

from index import Changes, Plan
from qa.commands.output.index import (
    changes_to_counts,
    changes_to_lines,
    plan_to_lines,
    rebuild_to_line,
)

CHANGES = Changes(
    added=("d.txt", "new.txt"),
    changed=("c.txt",),
    removed=("b.txt", "old\x1b.txt"),
    unchanged=("a.txt",),
    renamed=(("old\x1b.txt", "new.txt"),),
)


def test_a_renamed_file_is_one_line():
    assert list(changes_to_lines(CHANGES)) == [
        "added    d.txt",
        "changed  c.txt",
        "removed  b.txt",
        "renamed  old\ufffd.txt -> new.txt",
    ]


def test_numbers_count_each_file_once():
    assert changes_to_counts(CHANGES) == "1 added, 1 changed, 1 removed, 1 unchanged, 1 renamed"
    assert (
        changes_to_counts(Changes((), (), (), ())) == "0 added, 0 changed, 0 removed, 0 unchanged"
    )


def test_a_plan_says_why_all_is_made_anew():
    assert list(plan_to_lines(Plan(Changes((), (), (), ()), "another model", ()))) == [
        "0 added, 0 changed, 0 removed, 0 unchanged",
        "everything is rebuilt: another model",
    ]


@pytest.mark.parametrize(
    ("seconds", "line"),
    [
        (None, "another splitter: the articles are read and split again"),
        (7.4, "another splitter: everything is embedded again, which takes about 7 s"),
        (600, "another splitter: everything is embedded again, which takes about 10 min"),
    ],
)
def test_a_rebuild_is_told_with_its_time(seconds, line):
    assert rebuild_to_line("another splitter", seconds) == line
