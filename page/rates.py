"""How often something may be done: tokens by client or name, refilled at a rate.

Owns the counting, in bounded memory. Knows nothing of what is counted.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

REMEMBERED = 10_000  # keys; the one that was quiet longest is forgotten first

Clock = Callable[[], float]


class Buckets:
    """A bucket of tokens for each key; what is taken when none is left is refused.

    A key may take ``burst`` tokens at once, and ``rate`` a second in the long run.
    """

    def __init__(self, rate: float, burst: int, clock: Clock = time.monotonic) -> None:
        self._rate, self._burst, self._clock = rate, burst, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()  # tokens, and when

    def take(self, key: str = "") -> bool:
        """Take a token of the key's; False when there is none."""
        now = self._clock()
        tokens, when = self._left.pop(key, (float(self._burst), now))
        tokens = min(self._burst, tokens + (now - when) * self._rate)
        self._left[key] = (max(tokens - 1, 0) if tokens >= 1 else tokens, now)
        if len(self._left) > REMEMBERED:
            self._left.popitem(last=False)
        return tokens >= 1
