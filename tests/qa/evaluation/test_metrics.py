import pytest

from qa.evaluation import metrics


@pytest.mark.parametrize(
    ("answer", "gold", "exact", "f1"),
    [
        ("The Apple!", ["apple"], 1.0, 1.0),
        ("an apple fell", ["apple"], 0.0, 2 / 3),
        ("pear", ["apple", "a pear"], 1.0, 1.0),
        ("Cafe\u0301", ["Café"], 1.0, 1.0),
        ("", ["apple"], 0.0, 0.0),
        ("", [], 1.0, 1.0),
        ("apple", [], 0.0, 0.0),
        ("red red apple", ["red apple"], 0.0, 0.8),
    ],
)
def test_answers_are_compared_as_squad_does(answer, gold, exact, f1):
    assert metrics.exact_match(answer, gold) == exact
    assert metrics.f1(answer, gold) == pytest.approx(f1)


def test_reciprocal_rank_is_that_of_the_first():
    assert metrics.reciprocal_rank([4, 2]) == 0.5
    assert metrics.reciprocal_rank([]) == 0.0


def test_auroc_counts_ordered_pairs():
    assert metrics.auroc([0.9, 0.4, 0.5, 0.1], [True, True, False, False]) == 0.75
    assert metrics.auroc([0.5, 0.5], [True, False]) == 0.5
    assert metrics.auroc([0.5, 0.6], [True, True]) is None


def test_risk_is_the_share_of_wrong_answers_among_the_most_confident():
    confidence, correct = [0.1, 0.9, 0.8, 0.2], [True, True, False, False]
    assert metrics.risk_at_coverage(confidence, correct, 0.25) == 0.0
    assert metrics.risk_at_coverage(confidence, correct, 0.5) == 0.5
    assert metrics.risk_at_coverage(confidence, correct, 1.0) == 0.5
    assert metrics.risk_at_coverage([], [], 0.5) is None


def test_coverage_is_the_largest_share_that_is_as_accurate():
    confidence, correct = [0.9, 0.8, 0.7, 0.6, 0.5], [True, False, True, True, False]
    assert metrics.coverage_at_accuracy(confidence, correct, 0.9) == 0.2
    assert metrics.coverage_at_accuracy(confidence, correct, 0.75) == 0.8
    assert metrics.coverage_at_accuracy(confidence, correct, 0.5) == 1.0
    assert metrics.coverage_at_accuracy([0.5, 0.5], [True, False], 0.9) == 0.0
    assert metrics.coverage_at_accuracy([], [], 0.9) is None


def test_calibration_error_is_the_mean_gap_over_bins():
    # bin 0.7-0.8: two answers, mean confidence .75, half right; bin 0.1-0.2: one, right: gap .85
    confidence, correct = [0.75, 0.75, 0.15], [True, False, True]
    expected = (2 * 0.25 + 1 * 0.85) / 3
    assert metrics.calibration_error(confidence, correct) == pytest.approx(expected)
    assert metrics.calibration_error([1.0], [True]) == 0.0
    assert metrics.calibration_error([], []) is None
