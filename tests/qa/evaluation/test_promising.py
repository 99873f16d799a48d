from dataclasses import replace
from pathlib import Path

import pytest

from index import build
from index.errors import QuestionError
from qa import Assistant, Settings
from qa.evaluation.checks import Check, save_check
from qa.evaluation.checkup import Checkup, run_checkup
from qa.evaluation.promising import (
    Shortfall,
    find_promise,
    keep_promise,
    promise_to_dict,
    renew_promise,
    withdraw_promise,
)
from qa.evaluation.trials import UNANSWERED, Trial
from qa.promise import promise_path, read_promise
from qa.readers.sentence_reader import SentenceReader

APPLE = "An apple fell on the stone."
RIGHT = Check("Did the apple hit a stone?", "a.txt", "apple", APPLE)


@pytest.fixture
def path(tmp_path, seeds) -> Path:
    save_check(RIGHT, tmp_path / "c.jsonl", seeds=seeds({"a.txt": APPLE}))
    return tmp_path / "c.jsonl"


@pytest.fixture
def assistant(path, seeds, index, embedder) -> Assistant:
    build(seeds({}), index, embedder=embedder)
    settings = Settings(checks=str(path))
    return Assistant(index, embedder=embedder, reader=SentenceReader(), settings=settings)


def run_of(assistant, path, trials) -> Checkup:
    """A check-up that ended in these trials, as if there were as many checks."""
    (result,) = run_checkup(assistant, path).results
    return Checkup(1, tuple(replace(result, trial=trial) for trial in trials))


SURE, UNSURE = Trial(((0.9, True),)), Trial(((0.3, False),))


def test_a_promise_sets_the_lowest_threshold_that_keeps_it(assistant, path, seeds):
    done = run_of(assistant, path, [SURE] * 60 + [UNSURE] * 10)
    promise = find_promise(done, assistant, share=0.05)
    assert (promise.threshold, promise.checks, promise.given, promise.wrong) == (0.31, 70, 60, 0)
    keep_promise(promise, path, seeds=seeds({}))
    assert (assistant.promise, assistant.threshold) == (promise, 0.31)
    assert promise_to_dict(promise) == {
        "share": 0.05, "confidence": 0.95, "threshold": 0.31, "checks": 70, "given": 60, "wrong": 0,
        "generation": 1, "kept": True,
    }  # fmt: skip
    withdraw_promise(path)
    withdraw_promise(path)
    assert assistant.promise is None and assistant.threshold == SentenceReader.threshold


def test_too_few_checks_lack_a_number_of_them(assistant, path):
    short = find_promise(run_of(assistant, path, [SURE] * 9), assistant, share=0.05)
    shown = 1 - 0.05 ** (1 / 9)  # of none wrong among nine
    assert short == Shortfall(0.05, 0.95, 9, 50, assistant.threshold, pytest.approx(shown))
    none = find_promise(run_of(assistant, path, [UNANSWERED]), assistant, share=0.05)
    assert (none.more, none.shown) == (59, 1.0)
    assert promise_to_dict(short)["kept"] is False


def test_another_run_renews_the_promise_or_shows_it_no_longer(assistant, path, seeds):
    assert renew_promise(run_of(assistant, path, [SURE] * 59), assistant, path) is None
    promise = find_promise(run_of(assistant, path, [SURE] * 59), assistant, share=0.05)
    keep_promise(promise, path, seeds=seeds({}))
    later = replace(run_of(assistant, path, [SURE] * 60), generation=2)
    assert renew_promise(later, assistant, path) == replace(
        promise, checks=60, given=60, generation=2
    )
    worse = replace(run_of(assistant, path, [UNSURE] * 60), generation=3)
    found = renew_promise(worse, assistant, path)
    assert (found.kept, found.threshold, found.generation) == (False, promise.threshold, 3)
    assert read_promise(path) == found and assistant.threshold == promise.threshold
    assert renew_promise(later, assistant, path).kept
    assert renew_promise(later, assistant, path.with_name("others.jsonl")) is None


def test_an_answer_is_right_where_it_says_the_same_as_the_saved_one(assistant, path):
    (result,) = run_checkup(assistant, path).results
    assert result.trial.right_at(0.0) is True
    elsewhere = Check(RIGHT.question, "b.txt", APPLE, "Somebody else wrote so.")
    save_check(elsewhere, path, seeds=Path(assistant.generation.manifest.seeds))
    (result,) = run_checkup(assistant, path).results
    assert not result.passed and result.trial.right_at(0.0) is True
    save_check(Check(RIGHT.question), path, seeds=Path(assistant.generation.manifest.seeds))
    (result,) = run_checkup(assistant, path).results
    assert result.trial.right_at(0.0) is False and result.trial.right_at(1.0) is None


def test_a_promise_is_not_written_among_the_seeds_or_over_a_folder(assistant, path, seeds):
    promise = find_promise(run_of(assistant, path, [SURE] * 59), assistant, share=0.05)
    with pytest.raises(QuestionError, match="lies in the seeds folder"):
        keep_promise(promise, seeds({}) / "c.jsonl", seeds=seeds({}))
    promise_path(path).mkdir()
    for act in (
        lambda: keep_promise(promise, path, seeds=seeds({})),
        lambda: withdraw_promise(path),
    ):
        with pytest.raises(QuestionError, match="is not a regular file"):
            act()
