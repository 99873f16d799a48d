from dataclasses import replace
from pathlib import Path

import pytest

from index import Filter, build
from index.errors import IndexMismatchError, QuestionError
from qa import Assistant, Settings
from qa.evaluation.changes.outcomes import ABSTENTION, Evidence, Outcome
from qa.evaluation.changes.runs import record_path
from qa.evaluation.changes.since import compare_with, comparison_to_dict, outcomes_in, require_known
from qa.evaluation.checks import Check, save_check
from qa.evaluation.checkup import run_checkup
from qa.readers.sentence_reader import SentenceReader
from tests.support.toys import ToyEmbedder

APPLE, RIVER = "An apple fell on the stone.", "The river rose."
FELL, RAN = Check("Did the apple hit a stone?"), Check("Was there a river?")
OF_APPLE = Outcome(APPLE, None, (Evidence("a.txt", APPLE),))


@pytest.fixture
def path(seeds, tmp_path) -> Path:
    """Two checks over two generations, of which the second lacks the apple."""
    folder = seeds({"a.txt": APPLE, "b.txt": RIVER})
    for check in (FELL, RAN):
        save_check(check, tmp_path / "c.jsonl", seeds=folder)
    return tmp_path / "c.jsonl"


def opened(index, embedder, **settings) -> Assistant:
    chosen = Settings(**{"threshold": 0.5} | settings)
    return Assistant(index, embedder=embedder, reader=SentenceReader(), settings=chosen)


@pytest.fixture
def assistant(path, seeds, index, embedder) -> Assistant:
    build(seeds({}), index, embedder=embedder)
    build(seeds({"a.txt": "Nothing."}), index, embedder=embedder)
    return opened(index, embedder)


def changed(assistant, path, since=1):
    compared = compare_with(run_checkup(assistant, path), assistant, path, since)
    return [(c.check.question, c.what, c.before, c.now) for c in compared.changes], compared


def test_a_generation_that_is_kept_is_asked_again(assistant, path):
    changes, compared = changed(assistant, path)
    assert changes == [(FELL.question, ("answer", "evidence"), OF_APPLE, ABSTENTION)]
    assert (compared.since, compared.generation, compared.asked, compared.new) == (1, 2, 2, ())
    assert changed(assistant, path, since=2)[0] == []


def test_what_is_recorded_needs_no_generation(path, seeds, index, embedder):
    build(seeds({}), index, embedder=embedder)
    assistant = opened(index, embedder)
    run_checkup(assistant, path)
    assistant.generation.release()
    for text in ("Nothing.", "Nothing more."):
        build(seeds({"a.txt": text}), index, embedder=embedder)
    assistant.refresh()
    save_check(Check("And the zebra?"), path, seeds=seeds({}))
    changes, compared = changed(assistant, path)
    assert changes == [(FELL.question, ("answer", "evidence"), OF_APPLE, ABSTENTION)]
    assert [check.question for check in compared.new] == ["And the zebra?"]


def test_a_check_with_a_filter_is_asked_under_it_in_both_generations(path, seeds, index, embedder):
    build(seeds({}), index, embedder=embedder)
    build(seeds({"b.txt": "Nothing."}), index, embedder=embedder)
    (seeds({}) / "a.txt").unlink()
    build(seeds({}), index, embedder=embedder)
    assistant, where = opened(index, embedder), Filter(within=("a.txt",))
    for check in (replace(FELL, where=where), replace(RAN, where=where)):
        save_check(check, path, seeds=seeds({}))
    changes, compared = changed(assistant, path, since=2)
    assert changes == [(FELL.question, ("answer", "evidence"), OF_APPLE, ABSTENTION)] * 2
    told = comparison_to_dict(compared)["changes"]
    assert [one.get("filter") for one in told] == [None, {"within": ["a.txt"]}]


def test_answers_of_other_settings_are_not_compared_with(assistant, path, index, embedder):
    run_checkup(assistant, path)
    careful = opened(index, embedder, threshold=1.0)
    assert changed(careful, path, since=2)[0] == []


def test_what_is_neither_kept_nor_recorded_is_one_line(assistant, path):
    with pytest.raises(
        QuestionError,
        match=r"^generation 7 is not kept, and its answers are not recorded; expected one of 2, 1;"
        " name one of these, or keep more from now on: QA_KEEP$",
    ):
        require_known(assistant, path, 7)
    assert not record_path(path).exists()
    assert outcomes_in(assistant, path, [FELL], 7) == {}


def test_a_generation_of_another_embedder_is_one_line(path, seeds, index):
    build(seeds({}), index, embedder=ToyEmbedder("other"))
    build(seeds({}), index, embedder=ToyEmbedder())
    with pytest.raises(IndexMismatchError, match="was built with embedder 'other'"):
        changed(opened(index, ToyEmbedder()), path)


def test_a_comparison_as_json(assistant, path):
    _, compared = changed(assistant, path)
    (change,) = comparison_to_dict(compared).pop("changes")
    assert (change["question"], change["what"]) == (FELL.question, ["answer", "evidence"])
    assert change["now"] == {"answer": None, "published": None, "evidence": []}
    assert change["before"]["evidence"] == [{"article": "a.txt", "sentence": APPLE}]
