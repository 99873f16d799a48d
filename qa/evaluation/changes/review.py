"""The saved checks as they stand: what was answered last, beside what its user has accepted.

Owns which of them differ, accepting an answer and removing a check. Asks nothing: it reads the
record of the last run.
"""

from __future__ import annotations

from dataclasses import dataclass
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
        """What differs from the accepted answer, as ``outcomes.differences`` names it."""
        if self.last is None or self.accepted is None:
            return ()
        return differences(self.accepted, self.last.outcome)

    @property
    def differs(self) -> bool:
        """Whether the last answer fails, or differs from the accepted one."""
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
            Reviewed(check, recorded.get(check.question), runs.accepted.get(check.question))
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
        save_check(check_from_answer(answer, number or 1), path, seeds=seeds)
        runs = runs.accepting(answer.question, outcome_of(answer), passes=number <= 1)
        write_runs(runs, path)


def accept_answer(question: str, path: Path, index: Location, *, seeds: Path) -> None:
    """Make the last answer to a saved question the right one. Raises QuestionError."""
    with recording:
        runs = read_runs(path)
        run = runs.latest(full_name(index))
        last = run.recorded.get(question) if run else None
        if last is None or not _is_saved(question, path):
            raise QuestionError(
                found="a question that is not saved, or was never asked again",
                expected="a saved one with an answer",
                cure="run all checks",
            )
        save_check(_check_of(question, last.outcome), path, seeds=seeds)
        write_runs(runs.accepting(question, last.outcome), path)


def remove_saved(question: str, path: Path, *, seeds: Path) -> None:
    """Remove a saved question, and what was accepted for it; another is left alone.

    Raises QuestionError.
    """
    with recording:
        if not _is_saved(question, path):
            return
        runs = read_runs(path)
        remove_check(question, path, seeds=seeds)
        left = read_checks(path) if path.exists() else ()
        write_runs(runs.only(check.question for check in left), path)


def _is_saved(question: str, path: Path) -> bool:
    return path.exists() and question in {check.question for check in read_checks(path)}


def _check_of(question: str, outcome: Outcome) -> Check:
    if outcome.answer is None or not outcome.evidence:
        return Check(question)
    first = outcome.evidence[0]
    return Check(question, article=first.article, quote=outcome.answer, sentence=first.sentence)
