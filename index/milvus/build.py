"""Building and updating an index in a server: compare, write what is new, publish.

Owns the order of these steps. Rows are invisible until one row of the catalog names their
generation: a build that is killed leaves rows that no generation sees, and the next one deletes
them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from index.errors import (
    IndexDamagedError,
    IndexFolderError,
    IndexMismatchError,
    IndexMissingError,
    IndexUnreachableError,
    SettingsError,
)
from index.location import Address
from index.milvus.catalog import Catalog, GenerationRecord
from index.milvus.content import ServerContent
from index.milvus.garbage import GarbageCollector
from index.milvus.generation import manifest_of
from index.milvus.lease import Lease
from index.milvus.rows import IndexedFile
from index.milvus.server.client import Server, connect
from index.milvus.update import GenerationWriter
from index.milvus.views import sources_of
from index.options import BuildOptions
from index.recipe import difference, recipe_of
from index.report import BuildReport, unchanged_report
from index.sources.scan import require_folder, scan_folder


def build(seeds: Path, address: Address, options: BuildOptions) -> BuildReport:
    """Bring a collection up to date with the seeds folder; ``progress`` counts files.

    Raises SeedsError, WorkersError or IndexFolderError; the index is then as it was.
    """
    require_folder(seeds)
    if options.compact:
        raise SettingsError(
            found=f"--compact with the index at {address}",
            expected="an index in a folder: a server removes old rows by itself, when it compacts",
            cure="leave it out, or run qa index --rebuild with QA_KEEP=1",
        )
    server = connect(address)
    catalog, lease = Catalog(server), Lease(Catalog(server))
    catalog.create()
    with lease.acquired():
        previous = _previous(catalog, options)
        last, garbage = previous.last, GarbageCollector(server, catalog, lease.check)
        files = _files(server, last) if last else {}
        garbage.discard_unpublished(previous.current)
        writer = GenerationWriter(
            seeds=seeds,
            address=address,
            found=scan_folder(seeds),
            current=previous.current,
            last=last,
            files=files,
            lease=lease,
            options=options,
        )
        if last and writer.is_done:
            return unchanged_report(manifest_of(last, sources_of(files)), writer.found)
        if previous.reason:
            options.on_rebuild(previous.reason, None)
        with _discarded_on_error(garbage, previous.current, lease):
            record, report = writer.run(garbage)
            lease.check()
        # An error here discards nothing: the server may have published all the same.
        catalog.publish(record, lease.fencing_token)
        garbage.collect(options.keep)
        return report


@dataclass(frozen=True)
class _Previous:
    """The generation that is current before a build.

    ``last`` is the same, None where nothing of it is to be reused; ``reason`` says why its rows
    cannot be reused as they are.
    """

    current: GenerationRecord | None = None
    last: GenerationRecord | None = None
    reason: str | None = None


def _previous(catalog: Catalog, options: BuildOptions) -> _Previous:
    """Read the current generation. Raises IndexDamagedError unless all is rebuilt.

    The lease is held: who has written it sees what any writer before had written.
    """
    try:
        current = catalog.record()
    except IndexMissingError:
        return _Previous()
    except IndexMismatchError as error:
        return _Previous(reason=None if options.rebuild else error.found)
    except IndexDamagedError:
        if options.rebuild:
            return _Previous()
        raise
    if options.rebuild:
        return _Previous(current)
    return _Previous(current, current, difference(current.recipe, recipe_of(options.embedder)))


def _files(server: Server, record: GenerationRecord) -> dict[str, IndexedFile]:
    """The files of a generation by their paths. Raises IndexUnreachableError unless all rows
    answer: a missing file would be indexed a second time.
    """
    content = ServerContent(server, record)
    if not content.is_whole():
        raise IndexUnreachableError(
            found=f"a part of the index at {server.address} does not answer",
            expected="all rows that were written",
            cure="wait until lost nodes are back; if none is lost, run qa index --rebuild",
        )
    return content.files()


@contextmanager
def _discarded_on_error(
    garbage: GarbageCollector, current: GenerationRecord | None, lease: Lease
) -> Iterator[None]:
    """Delete what was written if the block raises."""
    try:
        yield
    except BaseException:
        with suppress(IndexFolderError):  # where the lease was lost, the next build does it
            lease.renew()
            garbage.discard_unpublished(current, only=lease.number)
        raise
