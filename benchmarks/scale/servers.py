"""A Milvus server and Dask workers for the benchmarks: those that the tests start.

Owns where they are found, and what the server's process takes of memory and disk.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from index.location import Address
from index.workers.open import open_workers
from index.workers.pool import WorkerPool
from tests.support.dask_cluster import DaskCluster, dask_cluster
from tests.support.milvus_server import milvus_server

WORKERS = 2  # of one thread each


@dataclass(frozen=True, slots=True)
class Servers:
    """A running server and workers; their files are in the folder."""

    uri: str
    cluster: DaskCluster
    workers: WorkerPool
    folder: Path

    def address(self, collection: str) -> Address:
        return Address(self.uri, collection)

    def memory(self) -> float:
        """Resident memory of the server's process, in MB."""
        children = psutil.Process().children()
        (server,) = [one for one in children if "standalone" in one.cmdline()]
        return float(server.memory_info().rss / 1e6)

    def disk(self) -> float:
        """The disk that rows and their indexes take, the server's log of writes left out, in MB."""
        files = (self.folder / "milvus" / "files").rglob("*")
        return sum(file.stat().st_size for file in files if file.is_file()) / 1e6


@contextmanager
def servers(folder: Path) -> Iterator[Servers]:
    for name in ("milvus", "dask"):
        (folder / name).mkdir(parents=True)
    with ExitStack() as ending:
        server = ending.enter_context(milvus_server(folder / "milvus"))
        cluster = ending.enter_context(dask_cluster(folder / "dask", workers=WORKERS))
        workers = ending.enter_context(open_workers(cluster.address.replace("tcp://", "dask://")))
        yield Servers(server.uri, cluster, workers, folder)
