"""The workers of a Dask cluster. The only importer of distributed.

Owns how work reaches them, how much of it is under way, and what is done when workers or the
scheduler are lost or differ from this process. Knows nothing of the work.

Dask gives the work of a worker that died to another one; when the scheduler is lost, the build is.
"""

from __future__ import annotations

import logging
import pickle
import platform
import time
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from distributed import CancelledError, Client, Future, wait
from distributed import TimeoutError as DaskTimeout  # in Python 3.10 it is asyncio's

from index.errors import WorkersError
from index.workers.environment import Versions, differences, local_versions
from index.workers.pool import Item, Result

CONNECT_TIMEOUT = 10.0  # seconds for the scheduler to answer
NO_WORKERS_TIMEOUT = 30.0  # seconds without any worker: one that died is started anew within a few
COUNT_INTERVAL = 1.0  # seconds between two looks at how many workers there are
RUNNING_PER_THREAD = 2  # tasks under way for each thread, so that none waits for its next
PENDING_PER_THREAD = (
    8  # tasks a thread that are under way or done, while the next in order is awaited
)
RETRIES = 3  # of what failed before the work itself began


@contextmanager
def dask_pool(scheduler: str) -> Iterator[DaskPool]:
    """The workers that a scheduler has; what they were given is called off at the end.

    Raises WorkersError when there are none, or they have not what they need.
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
    """Workers of one scheduler, as many as there are at any time."""

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
        """Raise WorkersError when there is no worker, or one that this process cannot work with."""
        try:
            self._client.wait_for_workers(1, timeout=NO_WORKERS_TIMEOUT)
            found = self._client.run(pickle.loads, _pickled_call(local_versions), on_error="return")
        except (OSError, DaskTimeout) as error:
            raise self._no_workers_error() from error
        self._count_threads()
        for worker, theirs in found.items():
            if isinstance(theirs, Exception):
                raise _differs(worker, f"cannot import article-qa ({theirs})")
            _require_same(worker, theirs, local_versions())

    def _submit_tasks(
        self, pending: deque[Future[Any]], work: Callable[[Item], Result], rest: Iterator[Item]
    ) -> bool:
        """Submit as many tasks as there is room for; whether there may be more."""
        under_way = sum(not task.done() for task in pending)
        while (
            under_way < RUNNING_PER_THREAD * self.parallelism
            and len(pending) < PENDING_PER_THREAD * self.parallelism
        ):
            try:
                item = next(rest)
            except StopIteration:
                return False
            # The scheduler unpickles what it is given, and need not have our package: bytes pass.
            task = _pickled_call(_run_task, local_versions(), work, item)
            pending.append(self._client.submit(pickle.loads, task, pure=False, retries=RETRIES))
            under_way += 1
        return True

    def _wait_for_any(self, unfinished: list[Future[Any]]) -> None:
        """Wait until one is done, but no longer than until workers are to be counted again."""
        with self._client.as_current(), suppress(DaskTimeout, CancelledError):
            wait(unfinished, timeout=COUNT_INTERVAL, return_when="FIRST_COMPLETED")
        if time.monotonic() - self._counted >= COUNT_INTERVAL:
            self._count_threads()

    def _count_threads(self) -> None:
        """Count the workers' threads. Raises WorkersError when there were none for too long."""
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

    def _outcome_of(self, task: Future[Any]) -> _Outcome | None:
        """What a task has come to; None when it is under way again, its worker having died."""
        try:
            done: _Outcome = task.result(timeout=CONNECT_TIMEOUT)
        except DaskTimeout:
            self._count_threads()
            return None
        except Exception as error:  # of Dask: what the work raises is a part of what was done
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


class _Outcome:
    """What came of a task: a result, or what the work raised."""

    def __init__(self, value: Any, error: Exception | None = None) -> None:
        self._value, self._error = value, error

    def result(self) -> Any:
        if self._error:
            raise self._error
        return self._value


class _Call:
    """Is what a function returns, once it is unpickled."""

    def __init__(self, function: Callable[..., Any], *arguments: Any) -> None:
        self._call = function, arguments

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return self._call


def _pickled_call(function: Callable[..., Any], *arguments: Any) -> bytes:
    return pickle.dumps(_Call(function, *arguments))


def _run_task(expected: Versions, work: Callable[[Item], Any], item: Item) -> _Outcome:
    """Do the work, on a worker."""
    try:
        _require_same(
            platform.node(), local_versions(), expected
        )  # it may have come after the others
        return _Outcome(work(item))
    except Exception as error:
        return _Outcome(None, _picklable(error))


def _picklable(error: Exception) -> Exception:
    """The error itself where it can be pickled."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


def _require_same(worker: str, theirs: Versions, mine: Versions) -> None:
    if found := differences(theirs, mine):
        raise _differs(worker, f"has {found[0]}", f"what is here: {found[1]}")


def _differs(worker: str, what: str, expected: str = "one that has what is here") -> WorkersError:
    return WorkersError(
        found=f"the worker {worker} {what}",
        expected=expected,
        cure="install the same versions there and restart the worker",
    )


def _connect(scheduler: str) -> Client:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of other versions, which are compared here
            return Client(scheduler, timeout=CONNECT_TIMEOUT, set_as_default=False)
    except (OSError, DaskTimeout, ValueError) as error:
        raise WorkersError(
            found=f"no Dask scheduler answers at {scheduler} within {CONNECT_TIMEOUT:.0f} s",
            expected="one that listens there",
            cure=f"start it (dask scheduler) and workers (dask worker {scheduler} --nthreads 1),"
            " or leave out QA_WORKERS and --workers",
        ) from error


@contextmanager
def _quiet_log() -> Iterator[None]:
    """What Dask logs is not shown: a user would read it as errors of his index."""
    loggers = [logging.getLogger(name) for name in ("distributed", "distributed.client")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
