import json
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from index import Filter, build, open_embedder
from index.errors import QuestionError
from qa import Assistant, Settings
from qa.evaluation.checks import Check, check_from_answer, read_checks, save_check
from qa.evaluation.checkup import run_checks, run_checkup
from qa.readers.sentence_reader import SentenceReader
from tests.support.toys import SEEDS

APPLE, COLD = "An apple fell on the stone.", "It was cold."
RIGHT = Check("Did the apple hit a stone?", "a.txt", "apple", APPLE)
WRONG = Check("Was the apple red?", "a.txt", "cold", COLD)
NONE = Check("Quantum chromodynamics?")


@pytest.fixture
def folder(seeds) -> Path:
    return seeds({"a.txt": f"{APPLE}\n\nThe river rose. {COLD}"})


@pytest.fixture
def assistant(folder, index, embedder):
    build(folder, index, embedder=embedder)
    settings = Settings(threshold=0.5)
    return Assistant(index, embedder=embedder, reader=SentenceReader(), settings=settings)


def test_right_answers_pass_and_wrong_ones_fail(assistant):
    done = run_checks(assistant, [RIGHT, WRONG, NONE])
    assert [r.passed for r in done.results] == [True, False, True]
    assert [r.rank for r in done.results] == [1, 2, None]
    assert [r.answer for r in done.results][::2] == [APPLE, None]
    assert (done.generation, done.passed, done.regressed, done.improved) == (1, 2, (), ())


def test_an_answer_where_none_is_expected_fails(assistant):
    (result,) = run_checks(assistant, [Check(RIGHT.question)]).results
    assert not result.passed and result.answer == APPLE


def test_the_right_words_from_the_wrong_sentence_fail(assistant):
    (result,) = run_checks(assistant, [Check(RIGHT.question, "a.txt", "the", COLD)]).results
    assert not result.passed


def test_a_check_with_a_filter_is_asked_of_what_it_leaves(assistant, folder, seeds):
    seeds({"b.txt": "A stone lay there."})
    assistant.update()
    elsewhere, here = (Filter(within=(name,)) for name in ("b.txt", "a.txt"))
    found, lost = run_checks(
        assistant, [replace(RIGHT, where=here), replace(RIGHT, where=elsewhere)]
    ).results
    assert found.passed and not lost.passed and lost.answer != APPLE


def test_a_filter_that_leaves_nothing_any_more_gives_no_answer(assistant, folder, tmp_path):
    path, gone = tmp_path / "checks.jsonl", Filter(within=("gone/",))
    for check in (replace(RIGHT, where=gone), replace(NONE, where=gone), RIGHT):
        save_check(check, path, seeds=folder)
    for before in (None, False):
        done = run_checkup(assistant, path)
        assert [r.passed for r in done.results] == [False, True, True]
        assert done.results[0].answer is None and done.results[0].before is before


def test_a_run_is_compared_with_the_last(assistant, folder, seeds, tmp_path):
    path = tmp_path / "checks.jsonl"
    for check in (RIGHT, NONE):
        save_check(check, path, seeds=folder)
    first = run_checkup(assistant, path)
    assert [r.before for r in first.results] == [None, None]
    seeds({"a.txt": "Nothing."})
    assistant.update()
    second = run_checkup(assistant, path)
    assert [r.check for r in second.regressed] == [RIGHT] and not second.improved
    third = run_checkup(assistant, path)
    assert not third.regressed and third.results[0].before is False
    seeds({"a.txt": APPLE})
    assistant.update()
    assert [r.check for r in run_checkup(assistant, path).improved] == [RIGHT]


def test_a_check_that_was_replaced_is_a_new_one(assistant, folder, tmp_path):
    path = tmp_path / "checks.jsonl"
    save_check(RIGHT, path, seeds=folder)
    run_checkup(assistant, path)
    save_check(Check(RIGHT.question, "a.txt", "river", "The river rose."), path, seeds=folder)
    (result,) = run_checkup(assistant, path).results
    assert (result.passed, result.before, result.regressed) == (False, None, False)


def test_an_answer_can_be_saved_and_passes(assistant, folder, tmp_path):
    save_check(check_from_answer(assistant.ask(RIGHT.question)), tmp_path / "c.jsonl", seeds=folder)
    assert run_checkup(assistant, tmp_path / "c.jsonl").passed == 1
    assert read_checks(tmp_path / "c.jsonl")[0].sentence == APPLE


def test_progress_is_told(assistant):
    told = []
    run_checks(assistant, [RIGHT, NONE], progress=lambda done, of: told.append((done, of)))
    assert told == [(0, 2), (1, 2), (2, 2)]


@pytest.mark.parametrize("content", ["x", "[1]"])
def test_a_damaged_last_run_is_said(assistant, folder, tmp_path, content):
    save_check(RIGHT, tmp_path / "c.jsonl", seeds=folder)
    (tmp_path / "c.last.json").write_text(content)
    with pytest.raises(
        QuestionError, match=r"c.last.json is not a record of the last run .*; remove it"
    ):
        run_checkup(assistant, tmp_path / "c.jsonl")


def test_checks_among_the_seeds_and_missing_ones_are_said(assistant, folder, tmp_path):
    with pytest.raises(QuestionError, match="lies in the seeds folder"):
        run_checkup(assistant, folder / "c.jsonl")
    with pytest.raises(QuestionError, match=r"none.jsonl cannot be read"):
        run_checkup(assistant, tmp_path / "none.jsonl")


def test_the_last_run_lies_beside_the_file(assistant, folder, tmp_path):
    save_check(RIGHT, tmp_path / "c.jsonl", seeds=folder)
    run_checkup(assistant, tmp_path / "c.jsonl")
    assert list(json.loads((tmp_path / "c.last.json").read_text()).values()) == [True]


@pytest.mark.slow
def test_real_answers_are_checked(tmp_path):
    build(SEEDS, tmp_path / "index", embedder=open_embedder())
    real = Assistant.open(tmp_path / "index", settings=Settings())
    answer = real.ask("When does Blinken visit Korea?")
    for check in (check_from_answer(answer), Check("How do I bake bread?")):
        save_check(check, tmp_path / "c.jsonl", seeds=SEEDS)
    done = run_checkup(real, tmp_path / "c.jsonl")
    assert done.passed == 2 and done.results[0].rank == 1


@pytest.mark.parametrize(
    "content", ['{"name": "Ann"}', '{"name": true}', '{"{}": true}', "", '"x"']
)
def test_a_file_beside_that_is_of_no_run_is_refused_and_left_alone(
    assistant, folder, tmp_path, content
):
    save_check(RIGHT, tmp_path / "c.jsonl", seeds=folder)
    (tmp_path / "c.last.json").write_text(content)
    with pytest.raises(QuestionError, match=r"c\.last\.json is not a record of the last run"):
        run_checkup(assistant, tmp_path / "c.jsonl")
    assert (tmp_path / "c.last.json").read_text() == content


def test_the_last_run_is_private_keeps_its_link_and_lies_in_no_seeds(assistant, folder, tmp_path):
    save_check(RIGHT, tmp_path / "c.jsonl", seeds=folder)
    (tmp_path / "c.last.json").symlink_to("elsewhere.json")
    run_checkup(assistant, tmp_path / "c.jsonl")
    assert (tmp_path / "c.last.json").is_symlink()
    assert stat.S_IMODE((tmp_path / "elsewhere.json").stat().st_mode) == 0o600
    (folder / "c.jsonl").symlink_to(tmp_path / "c.jsonl")
    with pytest.raises(QuestionError, match="lies in the seeds folder"):
        run_checkup(assistant, folder / "c.jsonl")
    assert not (folder / "c.last.json").exists()


def test_a_pipe_is_no_file_of_checks(assistant):
    with pytest.raises(QuestionError, match="is not a regular file"):
        run_checkup(assistant, Path("/dev/null"))
