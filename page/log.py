"""What the server's libraries log: as many lines a minute as somebody may read.

Owns that bound, without which a client who sends nonsense fills the disk that the log lies on.
"""

from __future__ import annotations

import logging
import time

from page.rates import Buckets, Clock

LOGGERS = ("asyncio", "uvicorn.error")
LINES = 60  # a minute, of each logger


class Bound(logging.Filter):
    """Lets so many lines a minute pass; the next that passes says how many did not."""

    def __init__(self, lines: int = LINES, *, clock: Clock = time.monotonic) -> None:
        super().__init__()
        self._bucket = Buckets(lines / 60, lines, clock)
        self._left_out = 0

    def filter(self, record: logging.LogRecord) -> bool:
        if not self._bucket.take():
            self._left_out += 1
            return False
        if self._left_out:
            record.msg = f"{record.getMessage()} ({self._left_out:,} lines before it left out)"
            record.args = None
            self._left_out = 0
        return True


def bound_logs() -> None:
    """Bound what the server's libraries log, once in a process."""
    for logger in map(logging.getLogger, LOGGERS):
        if not any(isinstance(known, Bound) for known in logger.filters):
            logger.addFilter(Bound())
