"""The one update that may run: its progress, its remaining time, how it ended.

Owns that two never run at once, and what is known of the one that does. Every visitor sees the same
job, also after reloading the page. Knows nothing of how it is shown.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from index import ArticleQAError, BuildReport
from index.embedding.protocol import Progress

REMEMBERED = 60.0  # seconds that the end of a job is told
Work = Callable[[Progress], BuildReport]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class JobState:
    """``done`` of ``total`` texts are embedded; ``total`` is 0 until it is known.

    ``seconds`` is the remaining time, None where nothing can be said of it yet.
    """

    running: bool = False
    done: int = 0
    total: int = 0
    seconds: float | None = None
    report: BuildReport | None = None
    error: str | None = None


class Job:
    """Runs one piece of work at a time in a thread of its own."""

    def __init__(self, work: Work, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._work, self._clock = work, clock
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None
        self._state = JobState()
        self._began: float | None = None
        self._ended: float | None = None

    @property
    def state(self) -> JobState:
        """What is known now; how a job ended is forgotten after a while."""
        state, ended = self._state, self._ended
        if not state.running and ended is not None and self._clock() - ended > REMEMBERED:
            return JobState()
        return state

    def forget(self) -> None:
        """How the last job ended is not of interest any more."""
        with self._starting:
            if not self._state.running:
                self._state = JobState()

    def start(self) -> bool:
        """Begin, and return at once; False when it is running already."""
        with self._starting:
            if self._state.running:
                return False
            self._state, self._began = JobState(running=True), None
            self._thread = threading.Thread(target=self._run, name="update", daemon=True)
            self._thread.start()
            return True

    def wait(self) -> JobState:
        """What came of the job that was started last, when it has ended."""
        if self._thread:
            self._thread.join()
        return self._state

    def _run(self) -> None:
        state = self._outcome()
        self._ended = self._clock()
        self._state = state

    def _outcome(self) -> JobState:
        try:
            return JobState(report=self._work(self._tell))
        except ArticleQAError as error:
            return JobState(error=str(error))
        except Exception:  # the page must say that the update has ended, whatever ended it
            _log.exception("the update failed")
            return JobState(
                error="the update failed; expected it to end well; see the server's log"
            )

    def _tell(self, done: int, total: int) -> None:
        now = self._clock()
        self._began = now if self._began is None else self._began
        spent = now - self._began
        left = spent / done * (total - done) if done and spent else None
        self._state = replace(self._state, done=done, total=total, seconds=left)
