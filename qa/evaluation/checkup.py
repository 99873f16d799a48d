"""The check-up: a user's checks, asked again after each build and compared with the last run.

Owns the rule by which an answer passes, and the record of the last run. The file of checks is
checks.py's; showing the results is the caller's.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from index.embedding.protocol import Progress, no_progress, with_progress
from index.errors import ArticleQAError, FilterError, QuestionError
from index.files.bounded import read_bounded
from index.location import full_name
from qa.answer import Answer, Citation
from qa.assistant import Assistant
from qa.evaluation.cases import MAX_BYTES, Case, GoldPassages, cites_gold
from qa.evaluation.changes.outcomes import ABSTENTION, Outcome, outcome_of
from qa.evaluation.changes.runs import Recorded, Run, read_runs, record_path, recording, write_runs
from qa.evaluation.checks import (
    Check,
    format_check,
    parse_check,
    read_checks,
    require_file,
    require_outside,
    write_file,
)
from qa.evaluation.trials import UNANSWERED, Trial
from qa.evidence.compare import answer_at
from qa.promise import setup_of
from qa.text.agreement import agree


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The result of one check.

    ``rank`` is that of the first hit that holds the sentence, from 1, None where no hit does;
    ``answer`` is None for an abstention. ``before`` states whether the check passed in the last
    run, and is None where it was not in it. ``outcome`` is what is compared with other generations,
    ``trial`` what was right at which threshold.
    """

    check: Check
    passed: bool
    rank: int | None
    answer: str | None
    before: bool | None = None
    outcome: Outcome = ABSTENTION
    trial: Trial = UNANSWERED

    @property
    def regressed(self) -> bool:
        return self.before is True and not self.passed

    @property
    def improved(self) -> bool:
        return self.before is False and self.passed


@dataclass(frozen=True, slots=True)
class Checkup:
    """One run over all checks, in the order of the file; ``generation`` is the index's."""

    generation: int
    results: tuple[CheckResult, ...]

    @property
    def passed(self) -> int:
        return sum(result.passed for result in self.results)

    @property
    def regressed(self) -> tuple[CheckResult, ...]:
        return tuple(result for result in self.results if result.regressed)

    @property
    def improved(self) -> tuple[CheckResult, ...]:
        return tuple(result for result in self.results if result.improved)


def run_checks(
    assistant: Assistant, checks: Sequence[Check], *, progress: Progress = no_progress
) -> Checkup:
    """Ask every question as a user does, with the threshold."""
    results = tuple(_run_check(assistant, check) for check in with_progress(checks, progress))
    return Checkup(assistant.generation.manifest.generation, results)


def run_checkup(
    assistant: Assistant, path: Path, *, keep: bool = True, progress: Progress = no_progress
) -> Checkup:
    """Run the checks of a file, and compare with its last run, which lies beside the file as
    ``<name>.last.json``; with ``keep`` this one becomes the last.

    The answers are recorded in any case, see changes/runs.py. Raises QuestionError.
    """
    beside = path.with_suffix(".last.json")
    for file in (path, beside, record_path(path)):
        require_outside(file, Path(assistant.generation.manifest.seeds))
        require_file(file)
    checks, before = read_checks(path), _last(beside)
    read_runs(path)  # raises for another file, before anything is asked
    done = run_checks(assistant, checks, progress=progress)
    results = tuple(replace(r, before=before.get(format_check(r.check))) for r in done.results)
    now = {format_check(result.check): result.passed for result in results}
    if keep:
        write_file(beside, json.dumps(now, indent=1) + "\n")
    done = Checkup(done.generation, results)
    _record(done, assistant, path)
    return done


def run_setup(assistant: Assistant) -> str:
    """A text that is equal where the same models and settings, the threshold too, answer."""
    setup = setup_of(assistant.settings, assistant.generation.manifest.recipe)
    return f"{setup} {assistant.threshold}"


def _record(done: Checkup, assistant: Assistant, path: Path) -> None:
    run = Run(
        full_name(assistant.index),
        done.generation,
        run_setup(assistant),
        {r.check.key: Recorded(r.outcome, r.passed, r.rank) for r in done.results},
    )
    with recording:
        keys = [check.key for check in read_checks(path)]
        write_runs(read_runs(path).with_run(run).only(keys), path)


def ask_check(
    assistant: Assistant, check: Check, *, threshold: float | None = None
) -> Answer | None:
    """The answer to a check's question under its filter; None where the filter leaves no article,
    or names what no article has any more: then nothing is answered either.
    """
    try:
        return assistant.ask(check.question, threshold=threshold, where=check.where)
    except FilterError:
        return None


def _run_check(assistant: Assistant, check: Check) -> CheckResult:
    answer = ask_check(assistant, check)
    if answer is None:
        return CheckResult(check, passed=check.quote is None, rank=None, answer=None)
    return _result(check, answer)


def _result(check: Check, answer: Answer) -> CheckResult:
    hits = GoldPassages([hit.passage for hit in answer.hits])
    gold = hits.of(Case(check.question, (check.quote or "",), check.sentence))
    return CheckResult(
        check=check,
        passed=_passes(check, answer.citations, hits),
        rank=next((hit.rank for hit in answer.hits if hit.passage in gold), None),
        answer=answer.text,
        outcome=outcome_of(answer),
        trial=_trial(check, answer, hits),
    )


def _trial(check: Check, answer: Answer, hits: GoldPassages) -> Trial:
    """The outcome of the reader's proposals at each threshold: at a lower one, a newer article's
    answer may be within reach, and is given instead. It is right where it passes, and where it
    says the same as the saved one.
    """
    best = answer.proposals[0].score if answer.proposals else 0.0
    scores = {proposal.score for proposal in answer.proposals if proposal.score <= best}
    levels = []
    for score in sorted(scores, reverse=True):
        given = answer_at(answer, threshold=score)
        same = check.quote is not None and agree(given.text, check.quote)
        levels.append((score, same or _passes(check, given.citations, hits)))
    return Trial(tuple(levels))


def _passes(check: Check, citations: Sequence[Citation], hits: GoldPassages) -> bool:
    """True where the first cited sentence is the expected one and holds the quote, or where nothing
    is cited, for want of an answer, and none is expected.
    """
    if check.quote is None:
        return not citations
    right = [text for text in (check.quote, check.sentence) if text is not None]
    cases = [Case(check.question, (text,), check.sentence) for text in right]
    return all(cites_gold(case, citations, hits.of(case)) for case in cases)


def _last(path: Path) -> dict[str, bool]:
    """The results of the last run by the line of the check; none where there is no file.

    Raises QuestionError for another file, which must not be overwritten.
    """
    try:
        last: dict[str, bool] = json.loads(read_bounded(path, MAX_BYTES)) if path.exists() else {}
        for line, passed in last.items():
            if format_check(parse_check(line)) != line or not isinstance(passed, bool):
                raise ValueError(f"{line[:80]!r} is not a test")
    except (
        OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError, ArticleQAError
    ) as error:  # fmt: skip
        raise QuestionError(
            found=f"{path} is not a record of the last run ({error})",
            expected="the file that the last check-up wrote, or none",
            cure="remove it, or move it away",
        ) from error
    return last
