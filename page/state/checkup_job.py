"""The saved questions, asked again in the background: after each update, or on request.

Owns that this is done by one thread, one question at a time, and that an update which ends
meanwhile is checked after it. Knows nothing of HTML, nor of when a check passes.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from index import ArticleQAError
from page.state.assistant_host import AssistantHost
from qa.evaluation.changes.since import Comparison
from qa.evaluation.changes.update_check import check_after_update, wanted_checks
from qa.evaluation.checkup import run_checkup
from qa.evaluation.promising import renew_promise
from qa.text.printable import printable

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CheckupState:
    """``done`` of ``total`` questions were asked. ``comparison`` is that of the last update, None
    where there was none; ``error`` says why the last run failed, or was not made.
    """

    running: bool = False
    done: int = 0
    total: int = 0
    comparison: Comparison | None = None
    error: str | None = None


class CheckupJob:
    """Asks the questions of the file of checks at ``path``."""

    def __init__(self, host: AssistantHost, path: Path) -> None:
        self._host, self._path = host, path
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None
        self._next: Callable[[], CheckupState] | None = None
        self._state = CheckupState()

    @property
    def state(self) -> CheckupState:
        return self._state

    def ask_all(self) -> None:
        """Start asking all questions, as ``qa check`` does."""
        self._start(self._all)

    def after_update(self, before: int | None, generation: int) -> None:
        """Start asking them after an update from the generation ``before``, None where there is
        none to compare with; nothing is done where that is the same, or the settings forbid it.
        """
        if before != generation and self._host.settings.autocheck and self._path.is_file():
            self._start(lambda: self._compared(before))

    def wait(self) -> CheckupState:
        """Wait until nothing is being asked; returns the last state."""
        while (thread := self._thread) is not None and thread.is_alive():
            thread.join()
        return self._state

    def _start(self, work: Callable[[], CheckupState]) -> None:
        """Do the work now, or after what is being done, in place of what waited for that."""
        with self._starting:
            self._next = work
            if not self._state.running:
                self._state = CheckupState(running=True)
                self._thread = threading.Thread(target=self._run, name="checks", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        while True:
            with self._starting:
                work, self._next = self._next, None
                if work is None:
                    self._state = replace(self._state, running=False)
                    return
                self._state = CheckupState(running=True)
            self._state = replace(self._result(work), running=True)

    def _result(self, work: Callable[[], CheckupState]) -> CheckupState:
        try:
            return work()
        except ArticleQAError as error:
            return CheckupState(error=str(error))
        except Exception:  # the page must show that the run has ended
            _log.exception("the saved questions were not asked")
            return CheckupState(error="the run failed; expected no error; see the server's log")

    def _all(self) -> CheckupState:
        assistant = self._host.assistant
        done = run_checkup(assistant, self._path, progress=self._progress)
        renew_promise(done, assistant, self._path)
        return CheckupState()

    def _compared(self, before: int | None) -> CheckupState:
        most = self._host.settings.autocheck
        if not wanted_checks(self._path, most=most):
            return CheckupState(
                error=f"more than {most} questions are saved; expected as many at most"
                " (QA_AUTOCHECK); choose “Run all”"
            )
        done = check_after_update(
            self._host.assistant, self._path, since=before, progress=self._progress
        )
        if done.problem:
            _log.warning("%s", printable(done.problem))
        return CheckupState(comparison=done.comparison)

    def _progress(self, done: int, total: int) -> None:
        self._state = replace(self._state, done=done, total=total)
