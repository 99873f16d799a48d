"""Who writes an index in a server: one at a time, as long as there are signs of life.

Owns the lease: a row of the catalog that says who and when last. A server has no lock that ends
with the process that holds it, so a writer that gives no sign of life is passed over after half a
minute; that takes clocks that agree within seconds. A writer that was stopped for so long may go
on later: it finds that its lease is lost, by its own clock before it asks anybody, and a lease that
was lost is never renewed. It is told from whoever passed it over by its turn and its generation's
number, which are lower. Of two who begin at the same instant one finds the other's name in the row.
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
LOST = 25.0  # seconds without one after which a writer gives up: clocks may differ by the rest
STOPPED = 30.0  # seconds without one after which another may write
SETTLED = 0.5  # seconds: longer than a row takes to be written


class Lease:
    """The right to write to one index.

    ``turn`` is higher than that of whoever had it before, also of those who lost it; so is
    ``number``, once it is claimed, than every generation that they may have begun.
    """

    def __init__(self, catalog: Catalog) -> None:
        self._catalog, self.id = catalog, uuid.uuid4().hex
        self._who = f"process {os.getpid()} on {socket.gethostname()}"
        self._at = 0.0  # of the last sign of life
        self._beating = threading.Lock()
        self.turn = self.number = 0

    @contextmanager
    def held(self) -> Iterator[None]:
        """Be the only one who writes. Raises IndexLockedError while another does."""
        held = self._catalog.read(WRITER, strong=True)
        if held and time.time() - held["at"] < STOPPED:
            raise _locked(held)
        passed = held or {}
        self.turn = max(self._catalog.turn(), passed.get("turn", 0)) + 1
        self.number = passed.get("number", 0)
        self._at = time.time()
        self._write()
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
                self.check()  # another's is left alone
                self._catalog.remove([WRITER])

    def check(self) -> None:
        """Raise IndexLockedError unless the lease is held still."""
        held = self._catalog.read(WRITER, strong=True)
        if held is None or held["id"] != self.id:
            raise _lost(held)
        self._require_signs()

    def claim(self, number: int) -> None:
        """Say which generation is being written: whoever passes this writer over takes another."""
        self.number = number
        self._beat()

    def renew(self) -> None:
        """Hold it under another id: workers who go on under the old one are refused."""
        with self._beating:
            self.check()
            self.id = uuid.uuid4().hex
            self._write()

    def _keep(self, done: threading.Event) -> None:
        while not done.wait(HEARTBEAT):
            try:
                self._beat()
            except IndexLockedError:
                return
            except IndexFolderError:  # the server may answer next time
                continue

    def _beat(self) -> None:
        """Give a sign of life. Raises IndexLockedError, and gives none, where the lease is lost."""
        with self._beating:
            self.check()
            self._write()

    def _write(self) -> None:
        at = time.time()
        body = {"who": self._who, "id": self.id, "turn": self.turn, "number": self.number, "at": at}
        self._catalog.write(WRITER, body)
        self._require_signs()  # stopped on the way, it may have written over another's
        self._at = at

    def _require_signs(self) -> None:
        if time.time() - self._at >= LOST:
            raise _lost(None)


def require(catalog: Catalog, lease: str, *, strong: bool = False) -> None:
    """Raise IndexLockedError unless the lease of that id is held: what a worker asks."""
    held = catalog.read(WRITER, strong=strong)
    if held is None or held["id"] != lease:
        raise _lost(held)


def _locked(held: dict[str, Any]) -> IndexLockedError:
    return IndexLockedError(
        found=f"the index is being written by {held['who']}",
        expected="nobody else at work on it",
        cure=f"wait until it is done; a writer that died is passed over after {STOPPED:.0f} s",
    )


def _lost(held: dict[str, Any] | None) -> IndexLockedError:
    to = f" to {held['who']}" if held else ""
    return IndexLockedError(
        found=f"the lease to write the index was lost{to}",
        expected=f"a sign of life every {HEARTBEAT:g} s, after which no other begins to write",
        cure="run qa index again, when no other writes",
    )
