"""The threshold from which on few enough answers are wrong, with a stated confidence. Pure.

Learn then Test (Angelopoulos et al. 2021): each threshold of a grid is a hypothesis, "more than the
share of the answers given is wrong". It is rejected by the exact binomial test that Clopper-Pearson
intervals come from: of n questions that are drawn like those to come, K are given an answer, and
the number of wrong ones among these K is binomial. The thresholds are tested from high to low until
one is not rejected (fixed-sequence testing), so that testing many costs nothing. The first one is
the highest at which ``starts`` answers are given. With many questions there are two such sequences,
each with half of the error, so that one wrong answer near the top does not end all.

Assumes that the questions are like those to come, independent of each other, and, because the
sequence starts where enough answers are given, that answers of higher confidence are not wrong more
often. Then the chance that too many answers are wrong from the threshold on is at most
1 - confidence.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from scipy.special import bdtr, betaincinv

from qa.evaluation.trials import Counts

MOST_MORE = 20_000  # questions; more are not looked for


def choose_threshold(counts: Counts, *, share: float, confidence: float) -> int | None:
    """The place of the lowest threshold at which at most the share of the answers is wrong.

    None where there is none, or too few questions to tell.
    """
    first = starts(counts.questions, share=share, confidence=confidence)
    error = (1 - confidence) / len(first)
    rejected = [at for least in first for at in _sequence(counts, least, share, error)]
    return max(rejected, default=None)


def starts(questions: int, *, share: float, confidence: float) -> tuple[int, ...]:
    """The number of answers from which on each sequence tests; depends on no answer."""
    halved = fewest_given(share, 1 - (1 - confidence) / 2)
    if questions // 2 > halved:
        return (halved, questions // 2)
    return (fewest_given(share, confidence),)


def fewest_given(share: float, confidence: float) -> int:
    """The fewest answers, all of them right, that show the share: (1 - share)^n <= 1 - confidence.

    59 for 5 % with 95 %.
    """
    return math.ceil(math.log(1 - confidence) / math.log(1 - share) - 1e-9)


def highest_share(wrong: int, given: int, confidence: float) -> float:
    """The upper end of the one-sided Clopper-Pearson interval: of wrong answers, in [0, 1]."""
    return 1.0 if wrong >= given else float(betaincinv(wrong + 1, given - wrong, confidence))


def more_needed(counts: Counts, *, share: float, confidence: float) -> int | None:
    """The fewest further questions, all answered rightly and surely, with which a threshold is
    found; None where MOST_MORE do not suffice.
    """
    for more in range(MOST_MORE + 1):
        if choose_threshold(counts.plus(more), share=share, confidence=confidence) is not None:
            return more
    return None


def _sequence(counts: Counts, least: int, share: float, error: float) -> Iterator[int]:
    """The places of the thresholds that one sequence rejects, from the first with ``least`` answers
    on.
    """
    for at, (given, wrong) in enumerate(zip(counts.given, counts.wrong, strict=True)):
        if given >= least:
            if bdtr(wrong, given, share) > error:  # as few have a greater chance than that
                return
            yield at
