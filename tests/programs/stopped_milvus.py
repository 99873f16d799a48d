"""Builds into a Milvus server by the command line, and waits half-way until it may go on.

    python -m tests.programs.stopped_milvus milvus://127.0.0.1:19530/news SEEDS FOLDER WHERE

WHERE is "embedding", or "publishing": then it was looked for the last time whether the lease is
held. The file "reached" in FOLDER says that it waits, the file "go" lets it go on. Not a test by
itself: test_stopped_milvus.py stops it meanwhile.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import index
from index.milvus import lease
from index.milvus.catalog import Catalog
from index.milvus.server.connection import library
from qa.commands.cli import main
from tests.support.toys import ToyEmbedder

LEASE_TIMEOUT = 2.0  # seconds


def wait(folder: Path) -> None:
    """From here on the lease is short; until then it lasts as always, on a busy machine too."""
    lease.LEASE_TIMEOUT = LEASE_TIMEOUT
    (folder / "reached").touch()
    while not (folder / "go").exists():
        time.sleep(0.05)


class Waiting(ToyEmbedder):
    """Waits before it encodes passages, if that is where."""

    folder: Path | None = None

    def encode_passages(self, *given: object, **named: object) -> object:
        if self.folder:
            wait(self.folder)
        return super().encode_passages(*given, **named)


def _waits_to_publish(folder: Path) -> None:
    publish = Catalog.publish

    def publishes(*given: object) -> None:
        wait(folder)
        publish(*given)

    Catalog.publish = publishes


if __name__ == "__main__":
    library()
    lease.HEARTBEAT_INTERVAL, lease.WRITE_DELAY = 0.5, 0.1
    place, seeds, folder, where = sys.argv[1:]
    if where == "embedding":
        Waiting.folder = Path(folder)
    else:
        _waits_to_publish(Path(folder))
    index.open_embedder = lambda name: Waiting()
    sys.exit(main(["index", seeds, "--index", place]))
