"""The lease of the one process that writes an index in a server.

Owns the lease: a row of the catalog that says who writes, and when it gave its last heartbeat. A
server has no lock that ends with the process that holds it, so a writer without heartbeats loses
its lease after half a minute; that takes clocks that agree within seconds. A writer that was
stopped for so long may go on later: it finds that its lease is lost, by its own clock before it
asks anybody, and a lost lease is never renewed. Its fencing token and its generation's number are
lower than those of the next writer. Of two writers that begin at the same instant one finds the
other's name in the row.
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
HEARTBEAT_INTERVAL = 5.0  # seconds
LEASE_TIMEOUT = 25.0  # seconds without a heartbeat after which a writer gives up
TAKEOVER_TIMEOUT = 30.0  # seconds without one after which another may write: clocks may differ
WRITE_DELAY = 0.5  # seconds: longer than a row takes to be written


class Lease:
    """The right to write to one index.

    ``fencing_token`` is higher than that of every writer before, also of those who lost the lease;
    so is ``number``, once it is claimed, than every generation that they may have begun.
    """

    def __init__(self, catalog: Catalog) -> None:
        self._catalog, self.id = catalog, uuid.uuid4().hex
        self._owner = f"process {os.getpid()} on {socket.gethostname()}"
        self._last_heartbeat = 0.0
        self._beating = threading.Lock()
        self.fencing_token = self.number = 0

    @contextmanager
    def acquired(self) -> Iterator[None]:
        """Hold the lease while the block runs. Raises IndexLockedError while another does."""
        row, token = self._catalog.read_with_token(WRITER)
        if row and time.time() - row["at"] < TAKEOVER_TIMEOUT:
            raise _locked(row)
        self._take_over(row or {}, token)
        time.sleep(WRITE_DELAY)
        self.check()
        done = threading.Event()
        heart = threading.Thread(target=self._keep_alive, args=(done,), name="lease", daemon=True)
        heart.start()
        try:
            yield
        finally:
            done.set()
            heart.join()
            with suppress(IndexFolderError):  # the lease ends by itself
                self._release()

    def check(self) -> None:
        """Raise IndexLockedError unless the lease is still held."""
        row = self._catalog.read(WRITER, strong=True)
        if row is None or row["id"] != self.id:
            raise _lost(row)
        self._require_heartbeat()

    def claim(self, number: int) -> None:
        """State the number of the generation being written: the next writer takes a higher one."""
        self.number = number
        self._beat()

    def renew(self) -> None:
        """Hold the lease under another id: workers who go on under the old one are refused."""
        with self._beating:
            self.check()
            self.id = uuid.uuid4().hex
            self._write()

    def _release(self) -> None:
        """Remove the row, unless it is another's: also where the lease was lost in writing it."""
        row = self._catalog.read(WRITER, strong=True)
        if row and row["id"] == self.id:
            self._catalog.remove([WRITER])

    def _take_over(self, row: dict[str, Any], token: int) -> None:
        """Write the lease over that of the last writer, whose row is given, if there was one, with
        a higher token than it and than the highest that was published with.
        """
        self.fencing_token = max(token, row.get("turn", 0)) + 1
        self.number = row.get("number", 0)
        self._last_heartbeat = time.time()
        self._write()

    def _keep_alive(self, done: threading.Event) -> None:
        while not done.wait(HEARTBEAT_INTERVAL):
            try:
                self._beat()
            except IndexLockedError:
                return
            except IndexFolderError:  # the server may answer next time
                continue

    def _beat(self) -> None:
        """Give a heartbeat. Raises IndexLockedError, and gives none, where the lease is lost."""
        with self._beating:
            self.check()
            self._write()

    def _write(self) -> None:
        at = time.time()
        body = {
            "who": self._owner,
            "id": self.id,
            "turn": self.fencing_token,
            "number": self.number,
            "at": at,
        }
        self._catalog.write(WRITER, body)
        self._require_heartbeat()  # stopped on the way, it may have written over another's
        self._last_heartbeat = at

    def _require_heartbeat(self) -> None:
        if time.time() - self._last_heartbeat >= LEASE_TIMEOUT:
            raise _lost(None)


def require_lease(catalog: Catalog, lease: str, *, strong: bool = False) -> None:
    """Raise IndexLockedError unless the lease of that id is held; for workers."""
    row = catalog.read(WRITER, strong=strong)
    if row is None or row["id"] != lease:
        raise _lost(row)


def _locked(row: dict[str, Any]) -> IndexLockedError:
    return IndexLockedError(
        found=f"the index is being written by {row['who']}",
        expected="one writer at a time",
        cure=f"wait until it is done; a writer that was killed loses its lease after"
        f" {TAKEOVER_TIMEOUT:.0f} s",
    )


def _lost(row: dict[str, Any] | None) -> IndexLockedError:
    to = f" to {row['who']}" if row else ""
    return IndexLockedError(
        found=f"the lease to write the index was lost{to}",
        expected=f"a heartbeat at least every {LEASE_TIMEOUT:.0f} s",
        cure="run qa index again, when no other process writes",
    )
