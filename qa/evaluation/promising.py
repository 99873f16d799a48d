"""Making a promise from a user's own checks, and renewing it when they are asked again.

Owns when a promise is written. The statistics are bound.py's, the record is qa/promise.py's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from index.errors import QuestionError
from index.location import full_name
from qa.assistant import Assistant
from qa.evaluation.checks import require_file, require_outside, write_file
from qa.evaluation.checkup import Checkup
from qa.evaluation.trials import THRESHOLDS, Counts, Trial, count
from qa.promise import Promise, promise_path, promise_to_json, setup_of

CONFIDENCE = 0.95  # of every promise


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A share that these ``checks`` cannot show. ``more`` are the fewest further ones that could,
    if all of them were answered rightly and surely; None for more than anybody has. ``shown`` is
    the least share that they show for the ``threshold`` in use, 1 where none is answered there.
    """

    share: float
    confidence: float
    checks: int
    more: int | None
    threshold: float
    shown: float


def find_promise(done: Checkup, assistant: Assistant, *, share: float) -> Promise | Shortfall:
    """The promise that at most that share in (0, 1) of the answers is wrong, if it can be made."""
    from qa.evaluation.bound import choose_threshold  # scipy takes a while

    trials = [result.trial for result in done.results]
    counts = count(trials)
    at = choose_threshold(counts, share=share, confidence=CONFIDENCE)
    if at is None:
        return _shortfall(counts, trials, assistant.threshold, share)
    return _promise(counts, at, done, assistant, share)


def keep_promise(promise: Promise, path: Path, *, seeds: Path) -> None:
    """Write a promise beside a file of checks; questions are answered with its threshold from now
    on. Raises QuestionError.
    """
    beside = promise_path(path)
    require_outside(beside, seeds)
    require_file(beside)
    write_file(beside, promise_to_json(promise))


def withdraw_promise(path: Path) -> None:
    """Remove the promise beside a file of checks, if there is one. Raises QuestionError."""
    require_file(promise_path(path))
    try:
        promise_path(path).unlink(missing_ok=True)
    except OSError as error:
        raise QuestionError(
            found=f"{promise_path(path)} cannot be removed ({error.strerror})",
            expected="permission to remove it",
            cure="remove it by hand",
        ) from error


def renew_promise(done: Checkup, assistant: Assistant, path: Path) -> Promise | None:
    """Make the promise beside a file of checks again from a new run of them.

    Where it can no longer be made, its threshold stays, and it is marked as not kept. None where
    there is no promise about this index with these models and settings.
    """
    before = assistant.promise
    if before is None or Path(assistant.settings.checks).resolve() != path.resolve():
        return None
    found = find_promise(done, assistant, share=before.share)
    if isinstance(found, Shortfall):
        found = replace(before, kept=False, generation=done.generation, checks=found.checks)
    if found != before:
        keep_promise(found, path, seeds=Path(assistant.generation.manifest.seeds))
    return found


def promise_to_dict(found: Promise | Shortfall) -> dict[str, Any]:
    """A promise without what it is bound to, or how many checks it lacks."""
    fields = asdict(found)
    for name in ("index", "setup"):
        fields.pop(name, None)
    return fields | {"kept": getattr(found, "kept", False)}


def _shortfall(
    counts: Counts, trials: Sequence[Trial], threshold: float, share: float
) -> Shortfall:
    from qa.evaluation.bound import highest_share, more_needed

    right = [trial.right_at(threshold) for trial in trials]
    return Shortfall(
        share=share,
        confidence=CONFIDENCE,
        checks=counts.questions,
        more=more_needed(counts, share=share, confidence=CONFIDENCE),
        threshold=threshold,
        shown=highest_share(right.count(False), len(right) - right.count(None), CONFIDENCE),
    )


def _promise(counts: Counts, at: int, done: Checkup, assistant: Assistant, share: float) -> Promise:
    return Promise(
        share=share,
        confidence=CONFIDENCE,
        threshold=THRESHOLDS[at],
        checks=counts.questions,
        given=counts.given[at],
        wrong=counts.wrong[at],
        index=full_name(assistant.index),
        generation=done.generation,
        setup=setup_of(assistant.settings, assistant.generation.manifest.recipe),
    )
