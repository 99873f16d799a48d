"""Real servers as fixtures: one of a kind serves all tests of a run, from the first that uses it to
the last.

Their folders go when they do, since a server takes 200 MB before anything is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from index import backend
from index.location import Address
from index.milvus.catalog import Catalog, GenerationRecord
from index.milvus.content import ServerContent
from index.milvus.schema import passages_collection, records_collection
from index.milvus.server.client import Server, connect
from tests.support import dask_cluster as dask
from tests.support.distribution import until_last_use
from tests.support.milvus_server import SESSION, MilvusServer, milvus_server
from tests.support.processes import ELSEWHERE, HERE
from tests.support.toys import ToyEmbedder

STORY = b"The minister met reporters in the old town and spoke of trade, of ships and of steel. "
NEWS = {
    "a.txt": b"---\ntitle: Apples\n---\nApple apple. River.\n\nStone here.\n",
    "b.txt": b"A river runs by the wall.\n",
    "bad.txt": b"\xff",
    "c.txt": b"\n\n".join(b"Zebra %d crossed the river." % n for n in range(8)),
    "story-1.txt": STORY * 3,
    "story-2.txt": STORY * 3 + b"Birds sang.",
}


@dataclass(frozen=True)
class News:
    """An index in a server, and beside its seeds one of the same in a folder."""

    folder: Path
    address: Address

    @property
    def twin(self) -> Path:
        return self.folder.with_name(f"{self.folder.name}-twin")

    @property
    def server(self) -> Server:
        return connect(self.address)

    @property
    def catalog(self) -> Catalog:
        return Catalog(self.server)

    @property
    def record(self) -> GenerationRecord:
        return self.catalog.record()

    @property
    def content(self) -> ServerContent:
        return ServerContent(self.server, self.record)

    def rows(self) -> tuple[list[object], list[object]]:
        """All passages and records there are: what a test must leave as they were."""
        epoch = self.record.epoch
        names = (passages_collection("news", epoch), records_collection("news", epoch))
        fields = ["pk", "died", "about"], ["pk", "died", "body"]
        passages, records = (
            sorted(
                tuple(row[field] for field in some)
                for row in self.server.query(name, "died > 0", some, strong=True)
            )
            for name, some in zip(names, fields, strict=True)
        )
        return passages, records


QUICK = 20  # milliseconds: builds wait for one write after the other to be seen
# Seconds: frozen for longer, a server is given up, and a busy machine takes its time; when one is
# killed, the next waits for so long.
MORTAL_SESSION = 2 * SESSION
STEADY = 50  # builds took no more time than with 20, and half as much of the processor


@pytest.fixture(scope="session")
def server_machine() -> None:
    """Asked for by whatever starts a server."""
    if not HERE:
        pytest.skip(ELSEWHERE)


@pytest.fixture
def server_folder(server_machine) -> Iterator[Path]:
    """Of a test that starts servers of its own."""
    with TemporaryDirectory() as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def milvus(server_machine) -> Iterator[MilvusServer]:
    """A server for tests that leave it as it is; a busy machine does not end it."""
    with until_last_use("milvus") as ending:
        folder = ending.enter_context(TemporaryDirectory())
        yield ending.enter_context(milvus_server(Path(folder), tick=STEADY, session=12 * SESSION))


@pytest.fixture(scope="session")
def mortal_milvus(server_machine) -> Iterator[MilvusServer]:
    """A server that tests may kill and freeze, as long as it is there when they end."""
    with until_last_use("mortal_milvus") as ending:
        folder = ending.enter_context(TemporaryDirectory())
        server = milvus_server(Path(folder), tick=QUICK, session=MORTAL_SESSION)
        yield ending.enter_context(server)


@pytest.fixture(scope="session")
def news(milvus, tmp_path_factory) -> News:
    """A small index in the server, for tests that leave it as it is."""
    folder = tmp_path_factory.mktemp("news")
    for name, text in NEWS.items():
        (folder / name).write_bytes(text)
    one = News(folder, Address(milvus.uri, "news"))
    backend.build(folder, one.address, embedder=ToyEmbedder())
    backend.build(folder, one.twin, embedder=ToyEmbedder())
    return one


@pytest.fixture
def milvus_lite(tmp_path) -> str:
    """The path that MilvusClient is given for an index in a file: it starts the rest itself."""
    return str(tmp_path / "milvus.db")


@pytest.fixture(scope="session")
def dask_cluster(server_machine) -> Iterator[dask.DaskCluster]:
    with until_last_use("dask_cluster") as ending:
        folder = ending.enter_context(TemporaryDirectory())
        yield ending.enter_context(dask.dask_cluster(Path(folder)))
