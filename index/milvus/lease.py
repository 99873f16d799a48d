"""Who writes an index in a server: one at a time, as long as there are signs of life.

Owns the lease: a row of the catalog that says who and when last. A server has no lock that ends
with the process that holds it, so a writer that was killed is passed over after half a minute; that
takes clocks that agree within seconds. Of two who begin at the same instant one finds the other's
name in the row; and nobody publishes without having looked again.
"""

from __future__ import annotations

import os
import socket
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from index.errors import IndexFolderError, IndexLockedError
from index.milvus.catalog import Catalog

WRITER = "writer"
HEARTBEAT = 5.0  # seconds between two signs of life
STOPPED = 30.0  # seconds without one after which another may write
SETTLED = 0.5  # seconds: longer than a row takes to be written


class Lease:
    """The right to write to one index."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog, self.id = catalog, uuid.uuid4().hex
        self._who = f"process {os.getpid()} on {socket.gethostname()}"

    @contextmanager
    def held(self) -> Iterator[None]:
        """Be the only one who writes. Raises IndexLockedError while another does."""
        held = self._catalog.read(WRITER, strong=True)
        if held and time.time() - held["at"] < STOPPED:
            raise _locked(held)
        self._beat()
        time.sleep(SETTLED)
        self.check()
        done = threading.Event()
        heart = threading.Thread(target=self._keep, args=(done,), name="lease", daemon=True)
        heart.start()
        try:
            yield
        finally:
            done.set()
            heart.join()
            with suppress(IndexFolderError):  # it ends by itself
                self._catalog.remove([WRITER])

    def check(self) -> None:
        """Raise IndexLockedError unless the lease is held still."""
        require(self._catalog, self.id, strong=True)

    def renew(self) -> None:
        """Hold it under another id: workers who go on under the old one are refused."""
        self.id = uuid.uuid4().hex
        self._beat()

    def _keep(self, done: threading.Event) -> None:
        while not done.wait(HEARTBEAT):
            with suppress(IndexFolderError):  # whoever publishes looks first
                self._beat()

    def _beat(self) -> None:
        self._catalog.write(WRITER, {"who": self._who, "id": self.id, "at": time.time()})


def require(catalog: Catalog, lease: str, *, strong: bool = False) -> None:
    """Raise IndexLockedError unless the lease of that id is held."""
    held = catalog.read(WRITER, strong=strong)
    if held is None or held["id"] != lease:
        raise _locked(held)


def _locked(held: dict[str, Any] | None) -> IndexLockedError:
    return IndexLockedError(
        found=f"the index is being written by {held['who'] if held else 'another'}",
        expected="nobody else at work on it",
        cure=f"wait until it is done; a writer that died is passed over after {STOPPED:.0f} s",
    )
