from dataclasses import replace

from qa.commands.output.checkup import (
    checkup_to_dict,
    checkup_to_lines,
    comparison_to_lines,
    promise_in_words,
    update_check_to_dict,
    update_check_to_lines,
)
from qa.evaluation.changes.outcomes import ABSTENTION, Evidence, Outcome
from qa.evaluation.changes.since import Change, Comparison
from qa.evaluation.changes.update_check import UpdateCheck
from qa.evaluation.checks import Check
from qa.evaluation.checkup import CheckResult, Checkup
from qa.evaluation.promising import Shortfall
from qa.promise import Promise

WHAT = Check("What fell?", "a.txt", "apple", "An apple fell.")
WHO = Check("Who?")
DONE = Checkup(
    3,
    (
        CheckResult(WHAT, passed=True, rank=1, answer="apple", before=True),
        CheckResult(WHAT, passed=False, rank=2, answer=None, before=True),
        CheckResult(WHAT, passed=True, rank=1, answer="apple", before=False),
        CheckResult(WHAT, passed=False, rank=None, answer="pear"),
        CheckResult(WHO, passed=False, rank=None, answer="I\x1b"),
    ),
)


def test_of_a_checkup_only_news_and_failures_are_told():
    assert list(checkup_to_lines(DONE)) == [
        "regressed What fell? no answer; expected “apple”",
        "improved  What fell? “apple”",
        "fails     What fell? “pear”; expected “apple”, whose sentence was not read",
        "fails     Who? “I\ufffd”; expected none",
        "2 of 5 tests passed, 1 regressed, 1 improved: generation 3",
    ]


def test_a_checkup_as_json():
    form = checkup_to_dict(DONE)
    assert (form["generation"], form["checks"], form["passed"]) == (3, 5, 2)
    assert (form["regressed"], form["improved"]) == (["What fell?"], ["What fell?"])
    assert form["results"][4] == {
        "question": "Who?",
        "expected": None,
        "answer": "I\x1b",
        "passed": False,
        "before": None,
        "rank": None,
    }


APPLE = Outcome("apple", "2023-11-07", (Evidence("a.txt", "An apple\x1b fell."),))
CHANGED = Comparison(9, 10, 2, (Change(WHAT, ("answer", "date"), APPLE, ABSTENTION),), ())
PROMISE = Promise(0.05, 0.95, 0.62, 95, 80, 1, "/i", 10, "setup")


def test_both_answers_are_shown_one_below_the_other():
    assert list(comparison_to_lines(CHANGED)) == [
        "What fell? (answer, date)",
        "    generation 9:  “apple” (2023-11-07)",
        "        a.txt: An apple\ufffd fell.",
        "    generation 10: no answer",
        "1 of 2 saved questions is answered otherwise than in generation 9",
    ]
    assert list(comparison_to_lines(Comparison(1, 2, 3, (), ("Who?", "Why?")))) == [
        "2 questions had no known answer then",
        "0 of 3 saved questions are answered otherwise than in generation 1",
    ]


def test_after_an_update_there_is_one_line():
    assert list(update_check_to_lines(UpdateCheck(DONE, CHANGED, None, None))) == [
        "1 of 2 saved questions is answered otherwise than in generation 9:"
        " qa check --since 9 shows both answers"
    ]
    lost = UpdateCheck(DONE, None, replace(PROMISE, kept=False), None)
    assert list(update_check_to_lines(lost)) == [
        "2 of 5 saved questions pass",
        "the promise of 5% is not confirmed by 95 tests in generation 10; the threshold stays 62%",
    ]
    assert update_check_to_dict(lost) == {
        "asked": 5, "passed": 2, "since": None, "changed": None, "promise_kept": False,
    }  # fmt: skip
    assert update_check_to_dict(UpdateCheck(DONE, CHANGED, None, None))["changed"] == ["What fell?"]


def test_a_promise_is_said_with_its_figures_and_a_lack_of_checks_as_a_number():
    assert promise_in_words(PROMISE) == (
        "promise: at most 5% of the answers given are wrong (95% confidence): threshold 62%,"
        " 80 of 95 tests answered, 1 wrong"
    )
    assert promise_in_words(Shortfall(0.025, 0.95, 9, 1, 0.4, 0.283)) == (
        "no promise of 2.5% yet: at least 1 more test, all answered right (95% confidence; 9 now,"
        " which show at most 28%)"
    )
    assert promise_in_words(Shortfall(0.001, 0.95, 9, None, 0.4, 1.0)) == (
        "no promise of 0.1%: no number of further tests could show it"
    )
