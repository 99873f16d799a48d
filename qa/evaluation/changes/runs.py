"""The record of what was answered to saved questions, generation by generation.

Owns its file, which lies beside the checks as ``<name>.answers.json``: the latest RUNS runs, and
for each question the answer that its user has accepted. Knows nothing of asking.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import RLock
from typing import Any

from index.errors import QuestionError
from index.files.bounded import read_bounded
from qa.evaluation.cases import MAX_BYTES
from qa.evaluation.changes.outcomes import Outcome, outcome_from_dict, outcome_to_dict
from qa.evaluation.checks import require_file, write_file

RUNS = 20  # that are kept, of all indexes together
recording = RLock()  # held from reading the record until it is written: pages have several threads


@dataclass(frozen=True, slots=True)
class Recorded:
    """The answer to one question, and whether the check passed; ``rank`` as a result's."""

    outcome: Outcome
    passed: bool
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """The answers of one generation of an index, by the keys of the checks.

    ``setup`` says which models and settings answered: other ones answer otherwise by themselves.
    """

    index: str
    generation: int
    setup: str
    recorded: Mapping[str, Recorded]


@dataclass(frozen=True, slots=True)
class Runs:
    """The record: ``accepted`` by the keys of checks, and the runs, the latest last."""

    accepted: Mapping[str, Outcome] = field(default_factory=dict)
    runs: tuple[Run, ...] = ()

    def of(self, index: str, generation: int) -> Run | None:
        """The run over that generation; None where there is none."""
        found = (run for run in self.runs if (run.index, run.generation) == (index, generation))
        return next(found, None)

    def latest(self, index: str) -> Run | None:
        """The last run over an index."""
        return next((run for run in reversed(self.runs) if run.index == index), None)

    def generations(self, index: str) -> list[int]:
        """The generations of an index that have a run, the newest first."""
        return sorted((run.generation for run in self.runs if run.index == index), reverse=True)

    def with_run(self, run: Run) -> Runs:
        """The record with one more run.

        It replaces that of its generation, and those of later ones: the index was rolled back, or
        rebuilt. What a question is answered for the first time counts as accepted.
        """
        kept = [r for r in self.runs if r.index != run.index or r.generation < run.generation]
        first = {key: seen.outcome for key, seen in run.recorded.items()}
        return Runs({**first, **self.accepted}, (*kept, run)[-RUNS:])

    def accepting(self, key: str, outcome: Outcome, *, passes: bool = True) -> Runs:
        """The record with that outcome as the accepted one. An answer that was recorded before now
        passes where it is the same, if that one does.
        """
        runs = tuple(
            replace(run, recorded=_accepted(run.recorded, key, outcome, passes))
            for run in self.runs
        )
        return Runs({**self.accepted, key: outcome}, runs)

    def only(self, keys: Iterable[str]) -> Runs:
        """The record without checks that are no longer saved."""
        kept = set(keys)
        return replace(self, accepted={key: o for key, o in self.accepted.items() if key in kept})


def record_path(checks: Path) -> Path:
    """The path of the record of a file of checks."""
    return checks.with_suffix(".answers.json")


def read_runs(checks: Path) -> Runs:
    """The record beside a file of checks, empty where there is none yet.

    Raises QuestionError for another file, which must not be overwritten.
    """
    path = record_path(checks)
    require_file(path)
    try:
        return _runs(json.loads(read_bounded(path, MAX_BYTES))) if path.exists() else Runs()
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise QuestionError(
            found=f"{path} is not a record of answers ({error})",
            expected="the file that the last check-up wrote, or none",
            cure="remove it, or move it away",
        ) from error


def write_runs(runs: Runs, checks: Path) -> None:
    """Replace the record beside a file of checks. Raises QuestionError."""
    fields = {
        "accepted": {key: outcome_to_dict(outcome) for key, outcome in runs.accepted.items()},
        "runs": [_run_to_dict(run) for run in runs.runs],
    }
    write_file(record_path(checks), json.dumps(fields, indent=1) + "\n")


def _run_to_dict(run: Run) -> dict[str, Any]:
    recorded = {
        key: outcome_to_dict(one.outcome) | {"passed": one.passed, "rank": one.rank}
        for key, one in run.recorded.items()
    }
    return {
        "index": run.index,
        "generation": run.generation,
        "setup": run.setup,
        "answers": recorded,
    }


def _runs(fields: dict[str, Any]) -> Runs:
    accepted = {key: outcome_from_dict(outcome) for key, outcome in fields["accepted"].items()}
    return Runs(accepted, tuple(_run(one) for one in fields["runs"]))


def _run(fields: dict[str, Any]) -> Run:
    recorded = {
        key: Recorded(outcome_from_dict(one), bool(one["passed"]), one["rank"])
        for key, one in fields["answers"].items()
    }
    return Run(str(fields["index"]), int(fields["generation"]), str(fields["setup"]), recorded)


def _accepted(
    recorded: Mapping[str, Recorded], key: str, outcome: Outcome, passes: bool
) -> dict[str, Recorded]:
    own = recorded.get(key)
    if own is None:
        return dict(recorded)
    return {**recorded, key: replace(own, passed=passes and own.outcome == outcome)}
