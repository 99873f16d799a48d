from hypothesis import given
from hypothesis import strategies as st

from qa.evaluation.trials import THRESHOLDS, UNANSWERED, Trial, count

TRIALS = st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=4, unique_by=lambda t: t[0])


def test_a_lower_threshold_may_give_another_answer():
    trial = Trial(((0.8, True), (0.4, False)))
    assert [trial.right_at(t) for t in (0.9, 0.8, 0.5, 0.4, 0.0)] == [
        None, True, True, False, False,
    ]  # fmt: skip
    assert UNANSWERED.right_at(0.0) is None


@given(st.lists(TRIALS, max_size=8))
def test_counts_are_of_the_answers_at_each_threshold(levels):
    trials = [Trial(tuple(sorted(one, reverse=True))) for one in levels]
    counts = count(trials)
    assert counts.questions == len(trials)
    assert list(counts.given) == sorted(counts.given)  # thresholds descend
    for at, threshold in enumerate(THRESHOLDS):
        right = [trial.right_at(threshold) for trial in trials]
        assert (counts.given[at], counts.wrong[at]) == (
            len(right) - right.count(None),
            right.count(False),
        )
    more = counts.plus(3)
    assert (more.questions, more.wrong) == (len(trials) + 3, counts.wrong)
    assert [k - 3 for k in more.given] == list(counts.given)
