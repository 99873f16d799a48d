import numpy as np
import pytest

from tests.support.later import Later

fitting = Later("training.calibration.fitting")
SURE = np.array([0.9, 0.8, 0.7, 0.6, 0.5])
GAINS = np.array([1.0, 1.0, 0.0, 0.5, 0.0])
ANSWERABLE = np.array([True, True, True, True, False])


@pytest.mark.parametrize(("tolerance", "threshold"), [(0.0, 0.6), (0.1, 0.8), (0.3, 0.9)])
def test_of_the_thresholds_within_the_tolerance_the_highest_is_taken(tolerance, threshold):
    assert fitting.best_threshold(SURE, GAINS, ANSWERABLE, tolerance=tolerance) == threshold


def test_where_no_answer_is_worth_giving_none_reaches_the_threshold():
    assert fitting.best_threshold(SURE, 0 * GAINS, ANSWERABLE) == float("inf")
