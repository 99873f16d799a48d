"""Pools built by worker processes before the trainer asks for them.

Owns the processes and the order of what they build. On a GPU a pool is read faster than one process
builds the next; without workers each is built when it is asked for.
"""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context

from training.pairs.batches import Arrays, Batch
from training.pairs.stream import Plan, Stream

_held: Stream | None = None  # in a worker: the stream it builds for


class Ahead:
    """The pools of a stream in their order, two a worker under way."""

    def __init__(self, stream: Stream, workers: int) -> None:
        """``workers`` is how many processes build; 0 builds in this one."""
        self._stream = stream
        self._pending: deque[Future[list[Arrays]]] = deque()
        self._depth = 2 * workers
        self._workers = _started(stream, workers) if workers else None

    def pool(self, progress: float) -> list[Batch]:
        """The next pool; the mixture is that of ``progress`` when it was planned."""
        if self._workers is None:
            return self._stream.pool(progress)
        while len(self._pending) <= self._depth:
            plan = self._stream.plan(progress)
            self._pending.append(self._workers.submit(_build, plan))
        return list(map(Batch.of, self._pending.popleft().result()))

    def close(self) -> None:
        """End the processes; what they were building is dropped."""
        if self._workers is not None:
            self._workers.shutdown(cancel_futures=True)


def _started(stream: Stream, workers: int) -> ProcessPoolExecutor:
    """Processes that are there already, forked: the tokenized sets are shared and not sent."""
    pool = ProcessPoolExecutor(workers, get_context("fork"), initializer=_hold, initargs=(stream,))
    pool.submit(int).result()
    return pool


def _hold(stream: Stream) -> None:
    global _held
    _held = stream


def _build(plan: Plan) -> list[Arrays]:
    assert _held is not None
    return _held.build(plan)
