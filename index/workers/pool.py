"""Worker pools: the interface, and the pool of this process alone.

Knows nothing of the work, nor of remote workers (see dask.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class WorkerPool(Protocol):
    """Runs pieces of work that are independent of one another."""

    @property
    def parallelism(self) -> int:
        """The number of pieces that run at the same time."""

    def map(self, work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """The results in the order of the items, which are consumed as workers become free.

        ``work`` is a function of a module, or a partial of one. Its exceptions are raised here.
        """


class SerialPool:
    """Runs all work in this process, one item after the other."""

    parallelism = 1

    def map(self, work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        return map(work, items)


SERIAL = SerialPool()
