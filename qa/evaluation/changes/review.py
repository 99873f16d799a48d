"""The saved checks as they stand: what was answered last, beside what its user has accepted.

Owns which of them differ, accepting an answer and removing a check. Asks nothing: it reads the
record of the last run.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from index.errors import QuestionError
from index.location import Location, full_name
from qa.answer import Answer
from qa.evaluation.changes.outcomes import Outcome, differences, outcome_of
from qa.evaluation.changes.runs import Recorded, read_runs, recording, write_runs
from qa.evaluation.checks import Check, check_from_answer, read_checks, remove_check, save_check


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A check, the last answer to its question, and the accepted one; None where never asked."""

    check: Check
    last: Recorded | None = None
    accepted: Outcome | None = None

    @property
    def what(self) -> tuple[str, ...]:
        """The differences from the accepted answer, as ``outcomes.differences`` names them."""
        if self.last is None or self.accepted is None:
            return ()
        return differences(self.accepted, self.last.outcome)

    @property
    def differs(self) -> bool:
        """True if the last answer fails, or differs from the accepted one."""
        return self.last is not None and (not self.last.passed or bool(self.what))


@dataclass(frozen=True, slots=True)
class Review:
    """The checks in the order of the file; ``generation`` was asked last, None where none was."""

    checks: tuple[Reviewed, ...] = ()
    generation: int | None = None

    @property
    def asked(self) -> int:
        return sum(one.last is not None for one in self.checks)

    @property
    def passed(self) -> int:
        return sum(one.last is not None and one.last.passed for one in self.checks)

    @property
    def differing(self) -> int:
        return sum(one.differs for one in self.checks)


def review_checks(path: Path, index: Location) -> Review:
    """The checks of a file, empty where there is none. Raises QuestionError."""
    if not path.exists():
        return Review()
    runs = read_runs(path)
    run = runs.latest(full_name(index))
    recorded = run.recorded if run else {}
    return Review(
        tuple(
            Reviewed(check, recorded.get(check.key), runs.accepted.get(check.key))
            for check in read_checks(path)
        ),
        run.generation if run else None,
    )


def save_answer(answer: Answer, number: int, path: Path, *, seeds: Path) -> None:
    """Save an answer's question with the citation that is right, 0 where no answer is expected, and
    the answer as the accepted one. Raises QuestionError.
    """
    with recording:
        runs = read_runs(path)
        check = check_from_answer(answer, number or 1)
        save_check(check, path, seeds=seeds)
        runs = runs.accepting(check.key, outcome_of(answer), passes=number <= 1)
        write_runs(runs, path)


def accept_answer(key: str, path: Path, index: Location, *, seeds: Path) -> None:
    """Make the last answer to the check of a key the right one. Raises QuestionError."""
    with recording:
        runs = read_runs(path)
        run = runs.latest(full_name(index))
        last = run.recorded.get(key) if run else None
        saved = _saved(key, path)
        if last is None or saved is None:
            raise QuestionError(
                found="a question that is not saved, or was never asked again",
                expected="a saved one with an answer",
                cure="run all tests",
            )
        save_check(_check_of(saved, last.outcome), path, seeds=seeds)
        write_runs(runs.accepting(key, last.outcome), path)


def remove_saved(key: str, path: Path, *, seeds: Path) -> None:
    """Remove the check of a key, and what was accepted for it; another is left alone.

    Raises QuestionError.
    """
    with recording:
        if _saved(key, path) is None:
            return
        runs = read_runs(path)
        remove_check(key, path, seeds=seeds)
        left = read_checks(path) if path.exists() else ()
        write_runs(runs.only(check.key for check in left), path)


def _saved(key: str, path: Path) -> Check | None:
    """A check of that key; None where none is saved."""
    checks = read_checks(path) if path.exists() else ()
    return next((check for check in checks if check.key == key), None)


def _check_of(saved: Check, outcome: Outcome) -> Check:
    """The check of the same question that expects an outcome."""
    none = Check(saved.question, where=saved.where)
    if outcome.answer is None or not outcome.evidence:
        return none
    first = outcome.evidence[0]
    return replace(none, article=first.article, quote=outcome.answer, sentence=first.sentence)
