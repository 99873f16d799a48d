import threading

import pytest

from index.errors import SeedsError
from page.state.update_job import RESULT_SECONDS, JobState, UpdateJob


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_progress_and_remaining_time_are_told():
    clock, said, go = Clock(), threading.Event(), threading.Event()

    def work(progress):
        progress(0, 100)
        clock.now = 10.0
        progress(25, 100)
        said.set()
        go.wait(10)
        return "report"

    job = UpdateJob(work, clock=clock)
    assert job.start() and said.wait(10)
    assert job.state == JobState(running=True, done=25, total=100, remaining=30.0)
    assert not job.start()  # one at a time
    go.set()
    assert job.wait() == JobState(report="report")


def test_how_a_job_ended_is_forgotten_after_a_while():
    clock = Clock()
    job = UpdateJob(lambda progress: "report", clock=clock)
    job.start()
    job.wait()
    clock.now = RESULT_SECONDS
    assert job.state.report == "report"
    clock.now += 1
    assert job.state == JobState()
    clock.now = 0.0
    job.restored(3)
    assert job.state == JobState(restored=3)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (SeedsError(found="no folder", expected="one", cure="make it"), "no folder; expected one"),
        (RuntimeError("boom"), "the update failed; expected"),
    ],
)
def test_a_job_that_fails_says_so_and_can_be_started_again(error, said):
    def work(progress):
        raise error

    job = UpdateJob(work)
    for _ in range(2):
        assert job.start()
        assert job.wait().error.startswith(said) and not job.state.running
    assert "boom" not in job.state.error


def test_a_job_never_started_has_no_end():
    assert UpdateJob(lambda progress: "report").wait() == JobState()
