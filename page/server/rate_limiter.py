"""A rate limiter: token buckets by key, such as a client's address or a login's name.

Owns the counting, in bounded memory. Knows nothing of what is limited.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

MAX_KEYS = 10_000  # beyond these, the key that was idle longest is forgotten

Clock = Callable[[], float]


class RateLimiter:
    """Allows each key ``burst`` events at once, and ``per_second`` in the long run."""

    def __init__(self, *, per_second: float, burst: int, clock: Clock = time.monotonic) -> None:
        self._per_second, self._burst, self._clock = per_second, burst, clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()  # tokens, time

    def allow(self, key: str = "") -> bool:
        """Take one token of the key's bucket; False when it is empty."""
        now = self._clock()
        tokens, filled = self._buckets.pop(key, (float(self._burst), now))
        tokens = min(self._burst, tokens + (now - filled) * self._per_second)
        self._buckets[key] = (max(tokens - 1, 0) if tokens >= 1 else tokens, now)
        if len(self._buckets) > MAX_KEYS:
            self._buckets.popitem(last=False)
        return tokens >= 1
