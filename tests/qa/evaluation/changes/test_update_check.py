import json
import sys
from pathlib import Path

import pytest

from index import build
from qa import Assistant, Settings
from qa.evaluation.changes.update_check import check_after_update, wanted_checks
from qa.evaluation.checks import Check, save_check
from qa.evaluation.checkup import run_checkup
from qa.readers.sentence_reader import SentenceReader
from tests.support.toys import ToyEmbedder

APPLE = "An apple fell on the stone."
FELL = Check("Did the apple hit a stone?", "a.txt", "apple", APPLE)


@pytest.fixture
def path(tmp_path, seeds) -> Path:
    save_check(FELL, tmp_path / "c.jsonl", seeds=seeds({"a.txt": APPLE}))
    return tmp_path / "c.jsonl"


def opened(path, index, embedder, **settings) -> Assistant:
    chosen = Settings(checks=str(path), threshold=0.5, **settings)
    return Assistant(index, embedder=embedder, reader=SentenceReader(), settings=chosen)


def test_an_update_is_compared_and_a_command_told(path, seeds, index, embedder, tmp_path):
    build(seeds({}), index, embedder=embedder)
    build(seeds({"a.txt": "Nothing."}), index, embedder=embedder)
    code = "import sys; open(sys.argv[1], 'w').write(sys.stdin.read())"
    (tmp_path / "told.py").write_text(code)
    command = f"{sys.executable} {tmp_path}/told.py {tmp_path}/told.json"
    assistant = opened(path, index, embedder, notify_command=command)
    done = check_after_update(assistant, path, since=1)
    assert [change.check for change in done.comparison.changes] == [FELL]
    assert (done.promise, done.problem) == (None, None)
    assert json.loads((tmp_path / "told.json").read_text())["since"] == 1
    assert not path.with_suffix(".last.json").exists()  # qa check compares with its own last run
    (tmp_path / "told.json").unlink()
    assert not check_after_update(assistant, path, since=2).comparison.changes
    assert not (tmp_path / "told.json").exists()


def test_the_last_run_stays_what_it_was(path, seeds, index, embedder):
    build(seeds({}), index, embedder=embedder)
    assistant = opened(path, index, embedder)
    run_checkup(assistant, path)
    build(seeds({"a.txt": "Nothing."}), index, embedder=embedder)
    assistant.refresh()
    check_after_update(assistant, path, since=1)
    assert [r.check for r in run_checkup(assistant, path).regressed] == [FELL]


def test_a_first_generation_and_one_of_another_model_have_nothing_to_compare(
    path, seeds, index, embedder
):
    build(seeds({}), index, embedder=ToyEmbedder("other"))
    build(seeds({}), index, embedder=embedder)
    assistant = opened(path, index, embedder)
    assert check_after_update(assistant, path, since=None).comparison is None
    done = check_after_update(assistant, path, since=1)
    assert (done.comparison.changes, done.comparison.new) == ((), (FELL,))


def test_no_more_checks_are_asked_than_the_settings_allow(path, seeds, tmp_path):
    save_check(Check("Who?"), path, seeds=seeds({}))
    wanted = {n: wanted_checks(path, most=n) for n in (0, 1, 2, 3)}
    assert wanted == {0: 0, 1: 0, 2: 2, 3: 2}
    assert wanted_checks(tmp_path / "none.jsonl", most=9) == 0
