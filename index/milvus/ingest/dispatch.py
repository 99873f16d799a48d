"""Handing files to workers in batches, and taking their results in order.

Owns the numbers of the batches, and that workers see the same files as this process. Knows nothing
of which files have changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from index.embedding.protocol import Progress
from index.milvus.ingest.worker import FileBatch, IngestOptions, IngestResult, ingest
from index.sources.read import batches, check_same_file
from index.sources.scan import Scan
from index.workers.pool import WorkerPool


def ingest_files(
    paths: Sequence[str],
    found: Scan,
    options: IngestOptions,
    *,
    workers: WorkerPool,
    progress: Progress,
) -> Iterator[IngestResult]:
    """Ingest files, batch by batch, in the order of their paths; ``progress`` counts files.

    Raises SeedsError when a worker sees another file than ``found`` has the digest of.
    """
    tasks = (FileBatch(n, tuple(some)) for n, some in enumerate(batches(options.seeds, paths)))
    done = 0
    progress(0, len(paths))
    for result in workers.map(partial(ingest, options), tasks):
        for text in result.texts:
            check_same_file(options.seeds, text, found.digests[text.path])
        done += len(result.texts)
        progress(done, len(paths))
        yield result
