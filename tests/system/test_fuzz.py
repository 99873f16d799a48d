"""A few damaged files and odd questions; `make fuzz` takes more of both."""

import os
import subprocess
import sys

import pytest

from tests.support.paths import ROOT

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="memory is measured elsewhere"),
]


def test_nothing_goes_wrong_with_damaged_files_and_odd_questions(tmp_path):
    """In a process of its own: what it takes in memory is measured."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.programs.fuzz", str(tmp_path), "50", "20"],
        env={**os.environ, "FUZZ_SEED": "1", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert done.stdout.endswith("nothing went wrong\n") and done.returncode == 0, done.stdout
    assert done.stderr == ""
