"""Who does the work of a build: this process, or workers elsewhere.

Owns the interface, working alone, and which crew an address stands for. Knows nothing of the work,
nor of how workers elsewhere are reached, which dask_crew.py does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class Crew(Protocol):
    """Does pieces of work that do not depend on one another."""

    @property
    def hands(self) -> int:
        """How many pieces are worked on at a time."""

    def map(self, work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """The results in the order of the items, which are taken as there is room for them.

        ``work`` is a function of a module, or a partial of one. What it raises is raised here.
        """


class Alone:
    """Does all the work in this process, one item after the other."""

    hands = 1

    def map(self, work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        return map(work, items)


ALONE = Alone()
