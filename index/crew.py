"""Who does the work of a build: this process, or workers elsewhere.

Owns the interface, working alone, and which crew an address stands for. Knows nothing of the work,
nor of how workers elsewhere are reached, which dask_crew.py does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Protocol, TypeVar
from urllib.parse import urlsplit

from index.errors import SettingsError, WorkersError

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


@contextmanager
def open_crew(address: str | None) -> Iterator[Crew]:
    """The workers at ``dask://HOST:PORT``; this process alone where there is no address.

    Raises SettingsError when the address is of another form, WorkersError when nobody answers.
    """
    if address is None:
        yield ALONE
        return
    scheduler = _scheduler(address)
    try:
        from index.dask_crew import dask_crew
    except ModuleNotFoundError as error:
        raise WorkersError(
            found=f"workers are at {address}, and the library {error.name!r} is not installed",
            expected="Dask",
            cure='install it: pip install "article-qa[dask]"',
        ) from error
    with dask_crew(scheduler) as crew:
        yield crew


def _scheduler(address: str) -> str:
    """The address as Dask writes it."""
    try:
        parts = urlsplit(address)
        named = parts.hostname and parts.port and parts.username is None
    except ValueError:  # the port is no number, or none that there is
        named = False
    if not named or parts.scheme != "dask" or parts.path.strip("/") or parts.query:
        raise SettingsError(
            found=f"workers are {address!r}",
            expected="the address of a Dask scheduler, as dask://host:8786",
            cure="set QA_WORKERS or --workers to that, or leave it out to build without",
        )
    return f"tcp://{parts.netloc}"
