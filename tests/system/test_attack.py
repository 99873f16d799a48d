"""The part of the attack that no other test has, and its table; `make attack` does the rest too."""

import subprocess
import sys

import pytest

from tests.support.paths import ROOT
from tests.support.processes import ELSEWHERE, HERE
from tests.support.trials import Trials


def test_what_did_not_hold_is_counted_and_named():
    trials = Trials()
    trials.tell("doors", True)
    for number in range(9):
        trials.tell("windows", False, f"window {number}")
    doors, windows, *shown = trials.table().splitlines()[1:]
    assert doors.split() == ["doors", "1", "0"] and windows.split() == ["windows", "9", "9"]
    assert shown == [f"FAILED windows: window {number}" for number in range(5)]


@pytest.mark.slow
@pytest.mark.skipif(not HERE, reason=ELSEWHERE)
def test_a_client_that_means_harm_does_none(tmp_path):
    attack = [sys.executable, "-m", "tests.programs.attack", str(tmp_path), "page"]
    done = subprocess.run(
        attack, capture_output=True, text=True, cwd=ROOT, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
