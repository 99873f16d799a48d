"""Who does the work of a build: this process, or workers elsewhere.

Owns the interface, and working alone. Knows nothing of the work, nor of how workers elsewhere are
reached, which dask.py does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class WorkerPool(Protocol):
    """Does pieces of work that do not depend on one another."""

    @property
    def parallelism(self) -> int:
        """How many pieces are worked on at a time."""

    def map(self, work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """The results in the order of the items, which are taken as there is room for them.

        ``work`` is a function of a module, or a partial of one. What it raises is raised here.
        """


class SerialPool:
    """Does all the work in this process, one item after the other."""

    parallelism = 1

    def map(self, work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        return map(work, items)


SERIAL = SerialPool()
