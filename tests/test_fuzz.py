"""A few damaged files and odd questions; `make fuzz` takes more of both."""

import sys

import pytest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="memory is measured elsewhere"),
]


def test_nothing_goes_wrong_with_damaged_files_and_odd_questions(tmp_path):
    from fuzz import fuzz

    run = fuzz(tmp_path / "fuzz", 100, 50, seed=1)
    assert run.wrong == []
    assert run.counts["file: done"] > 20 and run.counts["file: refused"] > 10
    assert run.counts["question: done"] > 20 and run.counts["index: done"] == 1
