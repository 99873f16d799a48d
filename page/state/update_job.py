"""The update that runs in the background: its progress, remaining time and result.

Owns that two updates never run at once. Every visitor sees the same job, also after a reload of the
page. Knows nothing of HTML.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from index import ArticleQAError, BuildReport
from index.embedding.protocol import Progress

RESULT_SECONDS = 60.0  # for which the result of a job is shown
Work = Callable[[Progress], BuildReport]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class JobState:
    """``done`` of ``total`` texts are embedded; ``total`` is 0 while it is not known.

    ``remaining`` is the estimated time in seconds, None while there is no estimate. ``restored`` is
    the generation that a rollback has made current again, in place of an update's report.
    """

    running: bool = False
    done: int = 0
    total: int = 0
    remaining: float | None = None
    report: BuildReport | None = None
    error: str | None = None
    restored: int | None = None


class UpdateJob:
    """Runs one update at a time in a thread of its own."""

    def __init__(self, work: Work, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._work, self._clock = work, clock
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None
        self._state = JobState()
        self._started: float | None = None
        self._finished: float | None = None

    @property
    def state(self) -> JobState:
        """The current state; a result is dropped after RESULT_SECONDS."""
        state, finished = self._state, self._finished
        if not state.running and finished is not None and self._clock() - finished > RESULT_SECONDS:
            return JobState()
        return state

    def restored(self, generation: int) -> None:
        """Show that this generation was restored, in place of the last job's result."""
        with self._starting:
            if not self._state.running:
                self._finished = self._clock()
                self._state = JobState(restored=generation)

    def start(self) -> bool:
        """Start the job and return at once; False when one is running already."""
        with self._starting:
            if self._state.running:
                return False
            self._state, self._started = JobState(running=True), None
            self._thread = threading.Thread(target=self._run, name="update", daemon=True)
            self._thread.start()
            return True

    def wait(self) -> JobState:
        """Wait for the end of the job that was started last; returns its result."""
        if self._thread:
            self._thread.join()
        return self._state

    def _run(self) -> None:
        state = self._result()
        self._finished = self._clock()
        self._state = state

    def _result(self) -> JobState:
        try:
            return JobState(report=self._work(self._report))
        except ArticleQAError as error:
            return JobState(error=str(error))
        except Exception:  # the page must show that the update has ended
            _log.exception("the update failed")
            return JobState(error="the update failed; expected no error; see the server's log")

    def _report(self, done: int, total: int) -> None:
        now = self._clock()
        self._started = now if self._started is None else self._started
        spent = now - self._started
        left = spent / done * (total - done) if done and spent else None
        self._state = replace(self._state, done=done, total=total, remaining=left)
