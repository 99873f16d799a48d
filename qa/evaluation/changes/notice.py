"""The command that a user named to be told of changed answers.

Owns how it is run: without a shell, with one JSON object on standard input, for at most TIMEOUT
seconds. It is named by a setting alone, never by a visitor of the page or by an article.
"""

from __future__ import annotations

import shlex
import subprocess

from qa.evaluation.changes.since import Comparison, comparison_to_dict
from qa.wire.objects import json_text

TIMEOUT = 60.0  # seconds


def notify(comparison: Comparison, command: str | None) -> str | None:
    """Run the command, if there is one. Returns why it failed, in one line; None where it did not.

    What it prints is discarded: standard output is for results.
    """
    if command is None:
        return None
    message = json_text(comparison_to_dict(comparison)) + "\n"
    try:
        words = shlex.split(command)
        done = subprocess.run(
            words, input=message.encode(), capture_output=True, timeout=TIMEOUT, check=False
        )
    except subprocess.TimeoutExpired:
        return _problem(f"it ran for more than {TIMEOUT:.0f} s")
    except (OSError, ValueError, IndexError) as error:
        return _problem(str(error))
    last = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
    return _problem(f"status {done.returncode}: {''.join(last)}") if done.returncode else None


def _problem(why: str) -> str:
    return (
        f"the command of QA_NOTIFY_COMMAND failed ({why[:200]}); expected one that reads standard"
        " input and ends with status 0; correct or unset it"
    )
