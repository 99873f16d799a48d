"""The rate limit of what the server's libraries log.

Without it, a client that sends malformed requests would fill the disk with log lines.
"""

from __future__ import annotations

import logging
import time

from page.server.rate_limiter import Clock, RateLimiter

LOGGERS = ("asyncio", "uvicorn.error")
LINES_PER_MINUTE = 60  # of each logger


class LogRateLimit(logging.Filter):
    """Drops lines above the rate; the next line that passes states how many were dropped."""

    def __init__(
        self, per_minute: int = LINES_PER_MINUTE, *, clock: Clock = time.monotonic
    ) -> None:
        super().__init__()
        self._limiter = RateLimiter(per_second=per_minute / 60, burst=per_minute, clock=clock)
        self._dropped = 0

    def filter(self, record: logging.LogRecord) -> bool:
        if not self._limiter.allow():
            self._dropped += 1
            return False
        if self._dropped:
            record.msg = f"{record.getMessage()} ({self._dropped:,} earlier lines were left out)"
            record.args = None
            self._dropped = 0
        return True


def limit_logs() -> None:
    """Limit the loggers of the server's libraries, once in a process."""
    for logger in map(logging.getLogger, LOGGERS):
        if not any(isinstance(known, LogRateLimit) for known in logger.filters):
            logger.addFilter(LogRateLimit())
