"""Tasks of workers elsewhere: a function call as bytes, and the outcome of its work.

Owns the pickled form of a task, and the check that a worker has the versions of this process.
Knows nothing of Dask.
"""

from __future__ import annotations

import pickle
import platform
from collections.abc import Callable
from typing import Any

from index.errors import WorkersError
from index.workers.environment import Versions, differences, local_versions
from index.workers.pool import Item


class Outcome:
    """The result of a task, or the exception that its work raised."""

    def __init__(self, value: Any, error: Exception | None = None) -> None:
        self._value, self._error = value, error

    def result(self) -> Any:
        """The result. Raises what the work raised."""
        if self._error:
            raise self._error
        return self._value


class _Call:
    """Unpickles to the return value of a function call."""

    def __init__(self, function: Callable[..., Any], *arguments: Any) -> None:
        self._call = function, arguments

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return self._call


def pickled_call(function: Callable[..., Any], *arguments: Any) -> bytes:
    """A call that is made when it is unpickled; its result is the unpickled value."""
    return pickle.dumps(_Call(function, *arguments))


def run_task(expected: Versions, work: Callable[[Item], Any], item: Item) -> Outcome:
    """Do the work of one task, on a worker."""
    try:
        require_same(platform.node(), local_versions(), expected)  # it may have joined late
        return Outcome(work(item))
    except Exception as error:
        return Outcome(None, _picklable(error))


def _picklable(error: Exception) -> Exception:
    """The error itself, or a RuntimeError with its message if it cannot be pickled."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


def require_same(worker: str, theirs: Versions, mine: Versions) -> None:
    """Raise WorkersError if a worker's versions differ from those of this process."""
    if found := differences(theirs, mine):
        raise worker_error(worker, f"has {found[0]}", f"what is here: {found[1]}")


def worker_error(
    worker: str, what: str, expected: str = "one that has what is here"
) -> WorkersError:
    """The error of a worker that is not set up like this machine."""
    return WorkersError(
        found=f"the worker {worker} {what}",
        expected=expected,
        cure="install the same versions there and restart the worker",
    )
