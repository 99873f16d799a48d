"""A pool of Dask workers. The only importer of distributed.

Owns the transport of work to the workers, the amount of it in progress, and what happens when
workers or the scheduler are lost or differ from this process. Knows nothing of the work.

Dask gives the work of a lost worker to another one; when the scheduler is lost, the build fails.
"""

from __future__ import annotations

import gc
import logging
import pickle
import time
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from distributed import CancelledError, Client, Future, wait
from distributed import TimeoutError as DaskTimeout  # in Python 3.10 it is asyncio's

from index.errors import WorkersError
from index.workers.environment import local_versions
from index.workers.pool import Item, Result
from index.workers.tasks import Outcome, pickled_call, require_same, run_task, worker_error

CONNECT_TIMEOUT = 10.0  # seconds for a response of the scheduler
CONNECT_ATTEMPTS = 5
NO_WORKERS_TIMEOUT = 30.0  # seconds without any worker; a lost one is restarted within a few
COUNT_INTERVAL = 1.0  # seconds between two counts of the workers
RUNNING_PER_THREAD = 2  # tasks in progress for each thread, so that none is ever idle
PENDING_PER_THREAD = 8  # tasks for each thread in progress, or done before the next in order
RETRIES = 3  # of a task that fails before the work itself begins


@contextmanager
def dask_pool(scheduler: str) -> Iterator[DaskPool]:
    """The workers of a scheduler; unfinished work is cancelled at the end.

    Raises WorkersError if there are none, or one lacks what it needs.
    """
    with _quiet_log():
        client = _connect(scheduler)
        try:
            workers = DaskPool(client, scheduler)
            workers.check()
            yield workers
        finally:
            with suppress(OSError, DaskTimeout):  # the scheduler may be gone
                client.close(timeout=CONNECT_TIMEOUT)


class DaskPool:
    """The workers of one scheduler, however many there are at a time."""

    def __init__(self, client: Client, scheduler: str) -> None:
        self._client, self._scheduler = client, scheduler
        self._counted = self._last_worker = time.monotonic()
        self._threads = 0

    @property
    def parallelism(self) -> int:
        return max(self._threads, 1)

    def map(self, work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        pending: deque[Future[Any]] = deque()
        rest, more = iter(items), True
        try:
            while True:
                more = more and self._submit_tasks(pending, work, rest)
                if not pending:
                    return
                if not pending[0].done():
                    self._wait_for_any([task for task in pending if not task.done()])
                elif (done := self._outcome_of(pending[0])) is not None:
                    pending.popleft()
                    yield done.result()
        finally:
            if pending and self._client.status == "running":
                self._client.cancel(list(pending))

    def check(self) -> None:
        """Raise WorkersError if there is no worker, or one whose versions differ from this
        process.
        """
        try:
            self._client.wait_for_workers(1, timeout=NO_WORKERS_TIMEOUT)
            found = self._client.run(pickle.loads, pickled_call(local_versions), on_error="return")
        except (OSError, DaskTimeout) as error:
            raise self._no_workers_error() from error
        self._count_threads()
        for worker, theirs in found.items():
            if isinstance(theirs, Exception):
                raise worker_error(worker, f"cannot import article-qa ({theirs})")
            require_same(worker, theirs, local_versions())

    def _submit_tasks(
        self, pending: deque[Future[Any]], work: Callable[[Item], Result], rest: Iterator[Item]
    ) -> bool:
        """Submit as many tasks as allowed; return whether there may be more."""
        under_way = sum(not task.done() for task in pending)
        while (
            under_way < RUNNING_PER_THREAD * self.parallelism
            and len(pending) < PENDING_PER_THREAD * self.parallelism
        ):
            try:
                item = next(rest)
            except StopIteration:
                return False
            # Bytes, because the scheduler unpickles tasks and may not have this package.
            task = pickled_call(run_task, local_versions(), work, item)
            pending.append(self._client.submit(pickle.loads, task, pure=False, retries=RETRIES))
            under_way += 1
        return True

    def _wait_for_any(self, unfinished: list[Future[Any]]) -> None:
        """Wait until one task is done, but no longer than until the workers are to be counted
        again.
        """
        with self._client.as_current(), suppress(DaskTimeout, CancelledError):
            wait(unfinished, timeout=COUNT_INTERVAL, return_when="FIRST_COMPLETED")
        if time.monotonic() - self._counted >= COUNT_INTERVAL:
            self._count_threads()

    def _count_threads(self) -> None:
        """Count the workers' threads. Raises WorkersError if there were none for too long."""
        try:
            counts = self._client.sync(
                self._client.scheduler.ncores, callback_timeout=CONNECT_TIMEOUT
            )
        except (OSError, DaskTimeout, AttributeError) as error:  # no attribute: it was closed
            raise self._cluster_error(error) from error
        self._counted = time.monotonic()
        self._threads = sum(counts.values())
        if self._threads:
            self._last_worker = self._counted
        elif self._counted - self._last_worker > NO_WORKERS_TIMEOUT:
            raise self._no_workers_error()

    def _outcome_of(self, task: Future[Any]) -> Outcome | None:
        """The outcome of a task; None if it is in progress again because its worker was lost."""
        try:
            done: Outcome = task.result(timeout=CONNECT_TIMEOUT)
        except DaskTimeout:
            self._count_threads()
            return None
        except Exception as error:  # an error of Dask; one of the work is in the outcome
            raise self._cluster_error(error) from error
        return done

    def _cluster_error(self, error: BaseException) -> WorkersError:
        reason = (str(error).strip().splitlines() or [""])[0]
        return WorkersError(
            found=f"the workers of {self._scheduler} could not finish their work"
            f" ({type(error).__name__}: {reason})",
            expected="a scheduler and workers that stay until the index is built",
            cure="look at their logs, and run it again: the index is as it was",
        )

    def _no_workers_error(self) -> WorkersError:
        return WorkersError(
            found=f"the scheduler at {self._scheduler} had no worker for"
            f" {NO_WORKERS_TIMEOUT:.0f} s",
            expected="at least one",
            cure=f"start some: dask worker {self._scheduler} --nthreads 1",
        )


def _connect(scheduler: str) -> Client:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of other versions, which are compared here
            for _ in range(CONNECT_ATTEMPTS):
                # The scheduler sends what one client cancels to all of them; a client that
                # connects just then asserts that it was sent a greeting and nothing else.
                with suppress(AssertionError):
                    return Client(scheduler, timeout=CONNECT_TIMEOUT, set_as_default=False)
                # Found later, it would be closed in any thread, and Dask would warn of its streams.
                gc.collect()
        raise ConnectionError("every greeting came with other messages")
    except (OSError, DaskTimeout, ValueError) as error:
        raise WorkersError(
            found=f"no Dask scheduler answers at {scheduler} within {CONNECT_TIMEOUT:.0f} s",
            expected="one that listens there",
            cure=f"start it (dask scheduler) and workers (dask worker {scheduler} --nthreads 1),"
            " or leave out QA_WORKERS and --workers",
        ) from error


@contextmanager
def _quiet_log() -> Iterator[None]:
    """Silence Dask's log: a user would take its messages for errors of the index."""
    loggers = [logging.getLogger(name) for name in ("distributed", "distributed.client")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
