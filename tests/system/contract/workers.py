"""Workers that do a build's work twice, or die at it."""

from __future__ import annotations

from itertools import islice

from index.workers.pool import SerialPool


class Twice(SerialPool):
    """Does every piece of work twice, as after the loss of a worker that was nearly done."""

    def map(self, work, items):
        for item in items:
            work(item)
            yield work(item)


class Dying(SerialPool):
    """Stops before the n-th piece of work."""

    def __init__(self, n: int, error: BaseException) -> None:
        self._n, self._error = n, error

    def map(self, work, items):
        yield from islice(map(work, items), self._n)
        raise self._error
