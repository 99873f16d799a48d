"""The bound is what it is said to be: by exact binomial sums, not by chance."""

from __future__ import annotations

import math
import random
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.evaluation.bound import choose_threshold, fewest_given, highest_share, more_needed, starts
from qa.evaluation.trials import Counts


def chance(n: int, k: int, p: float) -> float:
    """The chance of exactly k of n, each with chance p."""
    return math.comb(n, k) * p**k * (1 - p) ** (n - k)


@pytest.mark.parametrize(
    ("share", "confidence", "fewest"), [(0.05, 0.95, 59), (0.1, 0.95, 29), (0.01, 0.99, 459)]
)
def test_so_many_right_answers_show_a_share_and_one_fewer_do_not(share, confidence, fewest):
    assert fewest_given(share, confidence) == fewest
    assert (1 - share) ** fewest <= 1 - confidence < (1 - share) ** (fewest - 1)


@pytest.mark.parametrize(("n", "share"), [(30, 0.1), (100, 0.05), (200, 0.02)])
def test_the_interval_covers_the_share_as_often_as_it_says(n, share):
    covered = sum(chance(n, k, share) for k in range(n + 1) if highest_share(k, n, 0.95) >= share)
    assert covered >= 0.95
    assert highest_share(n, n, 0.95) == 1.0


def test_the_known_end_of_an_interval():
    """Rule of three and its exact form: 0 of 59 gives 1 - .05^(1/59)."""
    assert highest_share(0, 59, 0.95) == pytest.approx(1 - 0.05 ** (1 / 59), abs=1e-9)


@cache
def decisions(questions: int, share: float) -> list[tuple[int, int, int, int]]:
    """All results that lead to a promise: answers reached by the upper of two thresholds, wrong
    ones of these, wrong ones of the others, and the threshold that is chosen.
    """
    results = [
        (k, w, v)
        for k in range(questions + 1)
        for w in range(k + 1)
        for v in range(questions - k + 1)
    ]
    chosen = [
        choose_threshold(
            Counts(questions, (k, questions), (w, w + v)), share=share, confidence=0.95
        )
        for k, w, v in results
    ]
    return [(*one, at) for one, at in zip(results, chosen, strict=True) if at is not None]


@pytest.mark.parametrize(("questions", "share"), [(12, 0.3), (40, 0.1), (40, 0.2), (40, 0.3)])
@settings(max_examples=25)
@given(reach=st.floats(0.05, 1), upper=st.floats(0, 1), more=st.floats(0, 1))
def test_a_share_that_is_exceeded_is_promised_once_in_twenty_at_most(
    questions, share, reach, upper, more
):
    """Summed over all results of two thresholds, of which the upper one is reached by a share of
    the questions. Answers of lower confidence are not wrong less often.
    """
    lower = upper + (1 - upper) * more
    true = (upper, reach * upper + (1 - reach) * lower)
    failed = math.fsum(
        chance(questions, k, reach) * chance(k, w, upper) * chance(questions - k, v, lower)
        for k, w, v, at in decisions(questions, share)
        if true[at] > share
    )
    assert failed <= 0.05 + 1e-9


def test_a_promise_is_made_of_a_reader_that_keeps_it():
    """Of a hundred samples of 200 questions, with answers as often right as they are confident."""
    chosen = 0
    for seed in range(100):
        counts = simulated(200, random.Random(seed))
        at = choose_threshold(counts, share=0.1, confidence=0.95)
        chosen += at is not None
    assert chosen >= 80


def simulated(questions: int, drawn: random.Random) -> Counts:
    scores = [1 - drawn.random() ** 2 * 0.6 for _ in range(questions)]
    wrong = [drawn.random() > score**0.3 for score in scores]
    grid = [step / 100 for step in range(100, -1, -1)]
    return Counts(
        questions,
        tuple(sum(s >= t for s in scores) for t in grid),
        tuple(sum(s >= t and w for s, w in zip(scores, wrong, strict=True)) for t in grid),
    )


def test_the_lowest_threshold_that_a_sequence_reaches_is_chosen():
    right = Counts(100, (10, 59, 80, 100), (0, 0, 0, 9))
    assert choose_threshold(right, share=0.05, confidence=0.95) == 2
    late = Counts(100, (10, 59, 80, 100), (0, 1, 1, 1))  # its first test fails: nothing follows
    assert choose_threshold(late, share=0.05, confidence=0.95) is None
    assert choose_threshold(Counts(0, (0,), (0,)), share=0.05, confidence=0.95) is None


def test_with_many_questions_a_wrong_answer_near_the_top_does_not_end_all():
    assert starts(100, share=0.05, confidence=0.95) == (59,)
    assert starts(400, share=0.05, confidence=0.95) == (72, 200)
    counts = Counts(400, (72, 200, 300), (1, 2, 4))
    assert choose_threshold(counts, share=0.05, confidence=0.95) == 2


@settings(max_examples=30)
@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 3)), min_size=1, max_size=5),
    st.sampled_from([0.05, 0.1, 0.3]),
)
def test_as_many_more_suffice_and_one_fewer_does_not(steps, share):
    given, wrong, k, w = [], [], 0, 0
    for more, bad in steps:
        k, w = k + more, w + min(bad, more)
        given.append(k)
        wrong.append(w)
    counts = Counts(k, tuple(given), tuple(wrong))
    more = more_needed(counts, share=share, confidence=0.95)
    chosen = choose_threshold(counts.plus(more), share=share, confidence=0.95)
    assert chosen is not None
    if more:
        assert choose_threshold(counts.plus(more - 1), share=share, confidence=0.95) is None
