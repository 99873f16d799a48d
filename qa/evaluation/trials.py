"""The outcomes of questions with a known answer at each threshold, right or wrong. Pure.

Owns the grid of thresholds, which is fixed before any question is asked. Knows nothing of bounds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

THRESHOLDS = tuple(step / 100 for step in range(100, -1, -1))  # from high to low


@dataclass(frozen=True, slots=True)
class Trial:
    """The outcome of a question with a known answer at each threshold.

    ``levels`` are scores, descending, each with whether the answer is right that is given at a
    threshold of that score, and below it as far as the next one. Above the first none is given.
    """

    levels: tuple[tuple[float, bool], ...] = ()

    def right_at(self, threshold: float) -> bool | None:
        """True if the answer at a threshold is right; None where none is given."""
        reached = [right for score, right in self.levels if score >= threshold]
        return reached[-1] if reached else None


UNANSWERED = Trial()


@dataclass(frozen=True, slots=True)
class Counts:
    """The answers given at each of the THRESHOLDS, and the wrong ones among them."""

    questions: int
    given: tuple[int, ...]
    wrong: tuple[int, ...]

    def plus(self, right: int) -> Counts:
        """With more questions, which are answered rightly at each threshold."""
        return Counts(self.questions + right, tuple(k + right for k in self.given), self.wrong)


def count(trials: Sequence[Trial]) -> Counts:
    """The counts of trials."""
    at = [[trial.right_at(threshold) for trial in trials] for threshold in THRESHOLDS]
    return Counts(
        questions=len(trials),
        given=tuple(sum(right is not None for right in one) for one in at),
        wrong=tuple(sum(right is False for right in one) for one in at),
    )
