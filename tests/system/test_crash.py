"""A build that is killed anywhere leaves the old index or the new one; the next build repairs it.

That is done by crash.py in a process of its own, see there.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forked children")

STEP, INSTANTS = 4, 20  # `make soak` takes every boundary, and more instants


def kill(*arguments: str) -> dict[str, int]:
    program = [sys.executable, "-m", "tests.programs.crash", *arguments]
    done = subprocess.run(program, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


@pytest.mark.slow
def test_interrupted_at_write_boundaries(tmp_path):
    counts = kill(str(tmp_path), "boundaries", str(STEP))
    assert counts["rollback"] >= 3  # a file made, made durable, renamed
    assert all(counts[name] > 30 for name in counts if name != "rollback"), counts


@pytest.mark.slow
def test_killed_at_random_instants(tmp_path):
    counts = kill(str(tmp_path), "instants", str(INSTANTS))
    assert sum(counts.values()) == INSTANTS
