import stat

import pytest

from index.errors import QuestionError
from qa.evaluation.changes.outcomes import ABSTENTION, Evidence, Outcome
from qa.evaluation.changes.runs import RUNS, Recorded, Run, Runs, read_runs, record_path, write_runs

APPLE = Outcome("apple", "2023-11-07", (Evidence("a.txt", "An apple fell."),))


def run(generation, outcome=APPLE, index="/i", **more):
    return Run(index, generation, "setup", {"What fell?": Recorded(outcome, True, 1), **more})


def test_the_record_is_read_as_it_was_written_and_is_private(tmp_path):
    path = tmp_path / "checks.jsonl"
    assert read_runs(path) == Runs()
    runs = Runs().with_run(run(1)).with_run(run(2, ABSTENTION))
    write_runs(runs, path)
    assert read_runs(path) == runs
    assert stat.S_IMODE(record_path(path).stat().st_mode) == 0o600


def test_a_run_replaces_those_of_its_generation_and_of_later_ones():
    runs = Runs().with_run(run(1)).with_run(run(2)).with_run(run(3)).with_run(run(9, index="/j"))
    runs = runs.with_run(run(2, ABSTENTION))  # rolled back
    assert runs.generations("/i") == [2, 1] and runs.generations("/j") == [9]
    assert runs.of("/i", 2) == run(2, ABSTENTION) == runs.latest("/i")
    assert runs.of("/i", 3) is None and runs.latest("/k") is None


def test_only_the_latest_runs_are_kept():
    runs = Runs()
    for generation in range(1, RUNS + 3):
        runs = runs.with_run(run(generation))
    assert runs.generations("/i") == list(range(RUNS + 2, 2, -1))


def test_the_first_answer_counts_as_accepted_until_another_is():
    runs = Runs().with_run(run(1)).with_run(run(2, ABSTENTION))
    assert runs.accepted == {"What fell?": APPLE}
    runs = runs.accepting("What fell?", ABSTENTION).with_run(run(3))
    assert runs.accepted == {"What fell?": ABSTENTION}
    assert runs.only(["Who?"]).accepted == {}


@pytest.mark.parametrize(
    "content",
    [
        "",
        "x",
        "[]",
        "{}",
        '{"accepted": {}, "runs": [{}]}',
        '{"accepted": {"q": {}}, "runs": []}',
        '{"accepted": [], "runs": []}',
    ],
)
def test_a_file_that_is_no_record_is_said_and_left_alone(tmp_path, content):
    record_path(tmp_path / "c.jsonl").write_text(content)
    with pytest.raises(
        QuestionError, match=r"c\.answers\.json is not a record of answers .*remove"
    ):
        read_runs(tmp_path / "c.jsonl")
