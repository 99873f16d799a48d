"""Building and updating an index in a server: look, compare, write what is new, publish.

Owns the order of these steps. What is written is invisible until one row of the catalog names it: a
build that dies leaves rows that no generation sees, and the next one takes them away.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from index.embedding.protocol import Embedder, Progress, no_progress
from index.errors import (
    IndexDamagedError,
    IndexFolderError,
    IndexMismatchError,
    IndexMissingError,
    IndexUnreachableError,
)
from index.local.generation import KEEP
from index.location import Address
from index.milvus import generation
from index.milvus.catalog import Catalog, Record
from index.milvus.client import connected
from index.milvus.content import ServerContent
from index.milvus.generation import manifest_of
from index.milvus.lease import Lease
from index.milvus.rest import Rest
from index.milvus.update import Update
from index.milvus.views import sources_of
from index.recipe import Notice, unnoticed, why_anew
from index.report import BuildReport, unchanged
from index.sources.scan import require_folder, scan_folder
from index.workers.pool import SERIAL, WorkerPool


def build(
    seeds: Path,
    address: Address,
    *,
    embedder: Embedder,
    rebuild: bool = False,
    keep: int = KEEP,
    progress: Progress = no_progress,
    notice: Notice = unnoticed,
    workers: WorkerPool = SERIAL,
) -> BuildReport:
    """As ``index.backend.build``, into a collection. ``progress`` counts files.

    Raises IndexUnreachableError when the server fails; the index is then as it was.
    """
    require_folder(seeds)
    server = connected(address)
    catalog, lease = Catalog(server), Lease(Catalog(server))
    catalog.make()
    with lease.held():
        current = _current(catalog, rebuild=rebuild)
        rest, last = Rest(server, catalog, lease.check), None if rebuild else current
        content = ServerContent(server, last) if last else None
        if content and not content.is_whole():
            raise _partial(address)
        rest.undo(current)
        files = content.files() if content else {}
        found = scan_folder(seeds)
        job = Update(
            seeds, address, embedder, found, current, last, files, lease, progress, workers
        )
        if last and job.is_done:
            return unchanged(manifest_of(last, sources_of(files)), found)
        if not rebuild:
            _tell_why(address, embedder, notice)
        with _undone_on_error(rest, current, lease):
            record, report = job.run(rest)
            lease.check()
        catalog.publish(record, lease.turn)  # no undoing: should it fail, it may have been done
        rest.sweep(keep)
        return report


def _tell_why(address: Address, embedder: Embedder, notice: Notice) -> None:
    """Tell why all is built again, where it is."""
    reason = why_anew(lambda: generation.manifest(address).recipe, embedder)
    if reason:
        notice(reason, None)


@contextmanager
def _undone_on_error(rest: Rest, current: Record | None, lease: Lease) -> Iterator[None]:
    try:
        yield
    except BaseException:
        with suppress(IndexFolderError):  # a lease that was lost; or the next build does
            lease.renew()
            rest.undo(current, only=lease.number)
        raise


def _current(catalog: Catalog, *, rebuild: bool) -> Record | None:
    """The generation that can be gone on from, if there is one. Raises IndexDamagedError, unless
    all is made anew.
    """
    try:
        return catalog.record(strong=True)
    except (IndexMissingError, IndexMismatchError):
        return None
    except IndexDamagedError:
        if rebuild:
            return None
        raise


def _partial(address: Address) -> IndexUnreachableError:
    """What does not answer would be taken for removed, and written a second time."""
    return IndexUnreachableError(
        found=f"a part of the index at {address} does not answer",
        expected="all rows that were written",
        cure="wait until lost nodes are back; if none is lost, run qa index --rebuild",
    )
