"""The check-up after an update: the saved questions are asked again, and who asked for it is told.

Owns when that is done: where there are checks, and no more than the settings allow. Prints nothing.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from index.embedding.protocol import Progress, no_progress
from index.errors import IndexFolderError
from qa.assistant import Assistant
from qa.evaluation.changes.notice import notify
from qa.evaluation.changes.outcomes import Outcome
from qa.evaluation.changes.since import Comparison, compare, outcomes_in
from qa.evaluation.checks import read_checks
from qa.evaluation.checkup import Checkup, run_checkup
from qa.evaluation.promising import renew_promise
from qa.promise import Promise


@dataclass(frozen=True, slots=True)
class UpdateCheck:
    """The check-up after an update. ``comparison`` with the generation before is None where there
    was none; ``promise`` is the renewed one; ``problem`` says why a command was not told.
    """

    checkup: Checkup
    comparison: Comparison | None
    promise: Promise | None
    problem: str | None


def wanted_checks(path: Path, *, most: int) -> int:
    """The number of checks of a file to ask after an update; 0 for no file, or for more of them
    than ``most``.

    Raises QuestionError for a malformed file.
    """
    if not most or not path.is_file():
        return 0
    saved = len(read_checks(path))
    return saved if saved <= most else 0


def check_after_update(
    assistant: Assistant, path: Path, *, since: int | None, progress: Progress = no_progress
) -> UpdateCheck:
    """Ask the questions of a file of checks, and compare with the generation ``since``.

    What ``qa check`` compares with, its last run, stays. Raises ArticleQAError.
    """
    before: dict[str, Outcome] = {}
    done = run_checkup(assistant, path, keep=False, progress=progress)
    if since is not None:
        checks = [result.check for result in done.results]
        with suppress(IndexFolderError):  # it was built with other models
            before = outcomes_in(assistant, path, checks, since)
    comparison = compare(done, before, since=since) if since is not None else None
    promise = renew_promise(done, assistant, path)
    problem = None
    if comparison is not None and comparison.changes:
        problem = notify(comparison, assistant.settings.notify_command)
    return UpdateCheck(done, comparison, promise, problem)
