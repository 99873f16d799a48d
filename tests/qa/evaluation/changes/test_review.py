from pathlib import Path

import pytest

from index import Filter, build
from index.errors import QuestionError
from qa import Assistant, Settings
from qa.evaluation.changes.review import (
    Review,
    accept_answer,
    remove_saved,
    review_checks,
    save_answer,
)
from qa.evaluation.changes.runs import read_runs, record_path
from qa.evaluation.checks import Check, read_checks, save_check
from qa.evaluation.checkup import run_checkup
from qa.readers.sentence_reader import SentenceReader

APPLE, RIVER = "An apple fell on the stone.", "The river rose."
FELL, RAN = "Did the apple hit a stone?", "Did the river rise?"


@pytest.fixture
def assistant(seeds, index, embedder) -> Assistant:
    build(seeds({"a.txt": APPLE, "b.txt": RIVER}), index, embedder=embedder)
    settings = Settings(threshold=0.5)
    return Assistant(index, embedder=embedder, reader=SentenceReader(), settings=settings)


@pytest.fixture
def path(assistant, tmp_path, seeds) -> Path:
    """Two questions that were saved with their answers."""
    for question in (FELL, RAN):
        save_answer(assistant.ask(question), 1, tmp_path / "c.jsonl", seeds=seeds({}))
    return tmp_path / "c.jsonl"


def changed(assistant, path, seeds) -> Review:
    seeds({"a.txt": "---\ndate: 2023-11-09\n---\nThe apple hit no stone."})
    assistant.update()
    run_checkup(assistant, path)
    return review_checks(path, assistant.index)


def test_saved_questions_that_were_never_asked_again_do_not_differ(assistant, path, index):
    review = review_checks(path, index)
    assert [one.check.question for one in review.checks] == [FELL, RAN]
    assert (review.asked, review.differing, review.generation) == (0, 0, None)
    assert review.checks[0].accepted.answer == APPLE
    run_checkup(assistant, path)
    review = review_checks(path, index)
    assert (review.asked, review.passed, review.differing, review.generation) == (2, 2, 0, 1)
    assert review_checks(path.with_name("none.jsonl"), index) == Review()


def test_what_differs_does_so_until_it_is_accepted(assistant, path, index, seeds):
    review = changed(assistant, path, seeds)
    assert [one.differs for one in review.checks] == [True, False]
    assert review.checks[0].what == ("answer", "date", "evidence")
    assert (review.passed, review.differing, review.generation) == (1, 1, 2)
    run_checkup(assistant, path)
    assert review_checks(path, index).differing == 1
    accept_answer(FELL, path, index, seeds=seeds({}))
    review = review_checks(path, index)
    assert (review.passed, review.differing) == (2, 0)
    right = next(check for check in read_checks(path) if check.question == FELL)
    assert right == Check(FELL, "a.txt", "The apple hit no stone.", "The apple hit no stone.")
    run_checkup(assistant, path)
    review = review_checks(path, index)
    assert (review.passed, review.differing) == (2, 0)


def test_a_question_under_a_filter_is_accepted_and_removed_by_itself(assistant, path, index, seeds):
    save_answer(assistant.ask(FELL, where=Filter(within=("a.txt",))), 1, path, seeds=seeds({}))
    key = read_checks(path)[-1].key
    review = changed(assistant, path, seeds)
    assert [one.differs for one in review.checks] == [True, False, True]
    accept_answer(key, path, index, seeds=seeds({}))
    review = review_checks(path, index)
    assert [one.differs for one in review.checks] == [True, False, False]
    assert review.checks[2].check.where == Filter(within=("a.txt",))
    remove_saved(key, path, seeds=seeds({}))
    assert list(read_runs(path).accepted) == [FELL, RAN]


def test_that_no_answer_is_given_can_be_accepted_too(assistant, path, index, seeds):
    seeds({"a.txt": "Nothing."})
    assistant.update()
    run_checkup(assistant, path)
    accept_answer(FELL, path, index, seeds=seeds({}))
    assert Check(FELL) in read_checks(path) and review_checks(path, index).differing == 0


def test_a_date_alone_differs_though_the_check_passes(assistant, path, index, seeds):
    seeds({"b.txt": f"---\ndate: 2023-11-09\n---\n{RIVER}"})
    assistant.update()
    run_checkup(assistant, path)
    river = review_checks(path, index).checks[1]
    assert river.last.passed and river.what == ("date",) and river.differs


def test_another_citation_that_is_right_makes_the_answer_differ(assistant, path, index, seeds):
    seeds({"c.txt": "An apple fell on the stone, twice."})
    assistant.update()
    run_checkup(assistant, path)
    answer = assistant.ask(FELL, threshold=0.0)
    other = answer.evidence[-1]
    save_answer(answer, other.number, path, seeds=seeds({}))
    differs = {one.check.question: one.differs for one in review_checks(path, index).checks}
    assert differs[FELL] is (other.number > 1)


def test_a_removed_check_leaves_nothing(assistant, path, index, seeds):
    changed(assistant, path, seeds)
    remove_saved(FELL, path, seeds=seeds({}))
    assert [one.check.question for one in review_checks(path, index).checks] == [RAN]
    assert list(read_runs(path).accepted) == [RAN]
    remove_saved(RAN, path, seeds=seeds({}))
    assert review_checks(path, index).checks == ()
    before = record_path(path).read_bytes()
    remove_saved("Who?", path, seeds=seeds({}))
    assert record_path(path).read_bytes() == before and not path.exists()


@pytest.mark.parametrize("question", ["Who?", "Saved and never asked?"])
def test_nothing_can_be_accepted_that_was_not_asked(assistant, path, index, seeds, question):
    save_check(Check("Saved and never asked?"), path, seeds=seeds({}))
    with pytest.raises(QuestionError, match=r"is not saved, or was never asked again; .* run all"):
        accept_answer(question, path, index, seeds=seeds({}))
