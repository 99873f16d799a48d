import threading

import pytest

from page.state.checkup_job import CheckupJob, CheckupState
from page.state.index_monitor import IndexMonitor
from qa.evaluation import checkup
from qa.evaluation.changes.review import review_checks, save_answer

APPLES = "An apple fell on the stone.\n\nThe river rose."
QUESTION = "Did the apple hit a stone?"


@pytest.fixture
def saved(host, tmp_path, seeds):
    """A host with one saved question, its file, and the job."""

    def make(**settings):
        path = tmp_path / "c.jsonl"
        opened = host({"a.txt": APPLES}, checks=str(path), **settings)
        save_answer(opened.assistant.ask(QUESTION), 1, path, seeds=seeds({}))
        return opened, path, CheckupJob(opened, path)

    return make


def test_an_update_is_followed_by_the_saved_questions(saved, seeds):
    opened, path, job = saved()
    monitor = IndexMonitor(opened)
    monitor.after_update = job.after_update
    seeds({"a.txt": "The apple hit no stone."})
    monitor.job.start()
    monitor.job.wait()
    state = job.wait()
    assert [change.check.question for change in state.comparison.changes] == [QUESTION]
    assert (state.running, state.error, state.comparison.since) == (False, None, 1)
    assert review_checks(path, opened.index).differing == 1
    monitor.job.start()  # nothing has changed: nothing is asked
    monitor.job.wait()
    assert job.wait() is state


def test_nothing_is_asked_where_nothing_is_saved_or_the_settings_forbid_it(host, saved, tmp_path):
    _, _, job = saved(autocheck=0)
    job.after_update(1, 2)
    assert job.wait() == CheckupState()
    other = CheckupJob(saved()[0], tmp_path / "none.jsonl")
    other.after_update(1, 2)
    assert other.wait() == CheckupState()


def test_more_than_the_settings_allow_is_said(saved, seeds):
    opened, path, job = saved(autocheck=1)
    save_answer(opened.assistant.ask("And the river?"), 1, path, seeds=seeds({}))
    job.after_update(None, 1)
    assert job.wait().error.startswith("more than 1 questions are saved; expected")
    job.ask_all()
    assert job.wait() == CheckupState()
    assert review_checks(path, opened.index).asked == 2


def test_an_update_that_ends_meanwhile_is_checked_after_it(saved, seeds, monkeypatch):
    opened, _, job = saved()
    asking, go = threading.Event(), threading.Event()
    whole = checkup.run_checks

    def slow(*asked, **options):
        asking.set()
        assert go.wait(30)
        return whole(*asked, **options)

    monkeypatch.setattr(checkup, "run_checks", slow)
    job.ask_all()
    assert asking.wait(30) and job.state.running
    seeds({"a.txt": "Nothing."})
    opened.update()
    job.after_update(1, 2)
    go.set()
    assert job.wait().comparison.generation == 2


def test_a_run_that_fails_says_so_and_can_be_started_again(saved, monkeypatch, caplog):
    _, path, job = saved()
    text = path.read_text()
    path.write_text("{")
    job.ask_all()
    assert "is not a question" in job.wait().error
    path.write_text(text)
    with monkeypatch.context() as patch:
        patch.setattr(checkup, "run_checks", None)
        job.ask_all()
        assert job.wait().error.startswith("the run failed; expected no error")
        assert "TypeError" in caplog.text and "TypeError" not in job.state.error
    job.ask_all()
    assert job.wait() == CheckupState()


def test_a_command_that_fails_is_logged(saved, seeds, caplog):
    opened, _, job = saved(notify_command="false")
    seeds({"a.txt": "Nothing."})
    opened.update()
    job.after_update(1, 2)
    assert job.wait().comparison.changes and "QA_NOTIFY_COMMAND failed" in caplog.text
