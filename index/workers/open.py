"""Worker pools by address.

Owns the form of an address; the library for remote workers is imported when one is given.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from index.errors import SettingsError, WorkersError
from index.workers.pool import SERIAL, WorkerPool


@contextmanager
def open_workers(address: str | None) -> Iterator[WorkerPool]:
    """The workers at ``dask://HOST:PORT``; this process alone if there is no address.

    Raises SettingsError for an address of another form, WorkersError if nobody answers.
    """
    if address is None:
        yield SERIAL
        return
    scheduler = _scheduler(address)
    try:
        from index.workers.dask import dask_pool
    except ModuleNotFoundError as error:
        raise WorkersError(
            found=f"workers are at {address}, and the library {error.name!r} is not installed",
            expected="Dask",
            cure='install it: pip install "article-qa[dask]"',
        ) from error
    with dask_pool(scheduler) as workers:
        yield workers


def _scheduler(address: str) -> str:
    """The address in Dask's form."""
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
