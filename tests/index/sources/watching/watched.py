"""A folder that is watched in a thread, and the events of it."""

import queue
import threading
import time
from pathlib import Path

import pytest

from index.sources.watching.watcher import POLL_RESOLUTION, watch

SETTLE = 0.25
SOON = 30  # seconds that a busy machine may take over what takes a tenth of one


class Watcher:
    """Watches a folder in a thread of its own, as long as the block lasts."""

    def __init__(self, folder: Path, settle: float = SETTLE, *, poll: bool = False) -> None:
        self._settle = POLL_RESOLUTION if poll else settle
        self._events: queue.Queue[float] = queue.Queue()
        self.named: frozenset[str] = frozenset()  # by the latest event
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(folder, poll), daemon=True)

    def _run(self, folder: Path, poll: bool) -> None:
        for named in watch(folder, settle=self._settle, poll=poll, stop=self._stop):
            self.named = named
            self._events.put(time.monotonic())

    def __enter__(self) -> "Watcher":
        self._thread.start()
        self.event()
        return self

    def __exit__(self, *error: object) -> None:
        self._stop.set()
        self._thread.join(SOON)
        assert not self._thread.is_alive()

    def event(self) -> float:
        """Wait for the next event and return when it came."""
        return self._events.get(timeout=SOON)

    def silence(self) -> None:
        """Make sure that no event comes in a time in which one would."""
        with pytest.raises(queue.Empty):
            self._events.get(timeout=2 * self._settle + 0.3)
