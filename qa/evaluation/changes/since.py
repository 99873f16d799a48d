"""The answers to saved questions in an earlier generation of the index, beside those of now.

Owns where the earlier answers are from: the record of that generation where the same models and
settings gave it, else the generation itself, asked again as long as it is kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index import backend
from index.embedding.protocol import Progress, no_progress, with_progress
from index.errors import QuestionError
from index.location import full_name
from qa.assistant import Assistant
from qa.evaluation.changes.outcomes import (
    ABSTENTION,
    Outcome,
    differences,
    outcome_of,
    outcome_to_dict,
)
from qa.evaluation.changes.runs import Runs, read_runs
from qa.evaluation.checks import Check, question_to_fields
from qa.evaluation.checkup import Checkup, ask_check, run_setup


@dataclass(frozen=True, slots=True)
class Change:
    """A check that is answered otherwise; ``what`` differs is of ``answer``, ``date`` and
    ``evidence``.
    """

    check: Check
    what: tuple[str, ...]
    before: Outcome
    now: Outcome


@dataclass(frozen=True, slots=True)
class Comparison:
    """The answers of a check-up beside those of the generation ``since``.

    ``new`` are checks of which that generation's answer is not known.
    """

    since: int
    generation: int
    asked: int
    changes: tuple[Change, ...]
    new: tuple[Check, ...] = ()


def compare(done: Checkup, before: Mapping[str, Outcome], *, since: int) -> Comparison:
    """The results of a check-up beside earlier outcomes, by the keys of the checks."""
    pairs = [(r, before[r.check.key]) for r in done.results if r.check.key in before]
    found = ((r, old, differences(old, r.outcome)) for r, old in pairs)
    return Comparison(
        since=since,
        generation=done.generation,
        asked=len(done.results),
        changes=tuple(Change(r.check, what, old, r.outcome) for r, old, what in found if what),
        new=tuple(r.check for r in done.results if r.check.key not in before),
    )


def comparison_to_dict(comparison: Comparison) -> dict[str, Any]:
    """A comparison as JSON: what ``qa check --since --json`` prints, and what a command is told."""
    return {
        "since": comparison.since,
        "generation": comparison.generation,
        "checks": comparison.asked,
        "changes": [
            {
                **question_to_fields(change.check),
                "what": list(change.what),
                "before": outcome_to_dict(change.before),
                "now": outcome_to_dict(change.now),
            }
            for change in comparison.changes
        ],
        "new": [check.asked for check in comparison.new],
    }


def compare_with(
    done: Checkup,
    assistant: Assistant,
    path: Path,
    generation: int,
    *,
    progress: Progress = no_progress,
) -> Comparison:
    """A check-up of a file of checks beside what its questions were answered in a generation.

    Raises QuestionError, which names those that can be compared with, where nothing is known of it.
    """
    require_known(assistant, path, generation)
    checks = [result.check for result in done.results]
    before = outcomes_in(assistant, path, checks, generation, progress=progress)
    return compare(done, before, since=generation)


def require_known(assistant: Assistant, path: Path, generation: int) -> None:
    """Raise QuestionError where nothing is known of a generation."""
    runs, name = read_runs(path), full_name(assistant.index)
    recorded = [n for n in runs.generations(name) if _recorded(assistant, runs, n)]
    can = sorted({*backend.kept_generations(assistant.index), *recorded}, reverse=True)
    if generation not in can:
        raise QuestionError(
            found=f"generation {generation} is not kept, and its answers are not recorded",
            expected=f"one of {', '.join(map(str, can))}",
            cure="name one of these, or keep more from now on: QA_KEEP",
        )


def outcomes_in(
    assistant: Assistant,
    path: Path,
    checks: Sequence[Check],
    generation: int,
    *,
    progress: Progress = no_progress,
) -> dict[str, Outcome]:
    """The answers to checks in a generation, by their keys, as far as they are known.

    Those that the record beside the file of checks lacks are asked again where the generation is
    kept. Raises QuestionError or IndexFolderError.
    """
    recorded = _recorded(assistant, read_runs(path), generation)
    known = {check.key: recorded[check.key] for check in checks if check.key in recorded}
    missing = [check for check in checks if check.key not in known]
    if missing and generation in backend.kept_generations(assistant.index):
        return known | _asked(assistant, missing, generation, progress)
    return known


def _asked(
    assistant: Assistant, checks: Sequence[Check], generation: int, progress: Progress
) -> dict[str, Outcome]:
    """The answers of a generation that is kept, with the threshold of now."""
    least, older = assistant.threshold, assistant.at(generation)
    try:
        answers = {
            check.key: ask_check(older, check, threshold=least)
            for check in with_progress(checks, progress)
        }
        return {key: outcome_of(one) if one else ABSTENTION for key, one in answers.items()}
    finally:
        older.generation.release()


def _recorded(assistant: Assistant, runs: Runs, generation: int) -> dict[str, Outcome]:
    """The record of a generation, where the same models and settings answered."""
    run = runs.of(full_name(assistant.index), generation)
    if run is None or run.setup != run_setup(assistant):
        return {}
    return {key: one.outcome for key, one in run.recorded.items()}
