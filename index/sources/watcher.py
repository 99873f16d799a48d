"""Changes of the seeds folder: one event after every change, once the folder is quiet again, or
after a while if it never is.

Owns the time of an event; what counts as a change is changes.py's. Knows nothing of builds:

    for _ in watch(seeds):
        build(seeds, index, embedder=embedder)

The caller reports a build that fails and must not end the loop: a folder that holds no usable seed
for a moment gives another event when it holds one again.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event

from index.errors import SeedsError
from index.sources.changes import ticks
from index.sources.folder import is_utf8

SETTLE = 1.0  # seconds: longer than the pauses of a copy in progress or an editor's saving
LONGEST = 10  # times SETTLE: after that an event follows though the changes have not ended
POLL_RESOLUTION = 1.0  # seconds; polling compares the times of files without fractions


def watch(
    seeds: Path, *, settle: float = SETTLE, poll: bool = False, stop: Event | None = None
) -> Iterator[None]:
    """Yield at once, and again after visible files in the folder have changed.

    An event follows when nothing has changed for ``settle`` seconds, or when changes have gone on
    for ``LONGEST`` times as long; all that are made while the caller is busy give one event
    afterwards. The folder may be missing, vanish or be replaced by
    another: each is a change. With ``poll`` the files themselves are compared, as network drives
    need; so they are where the system's watches are exhausted. ``settle`` is then one second at
    least. Ends when ``stop`` is set; KeyboardInterrupt propagates. Raises SeedsError for a folder
    whose path is not UTF-8.
    """
    _require_utf8(seeds)
    settle = max(settle, POLL_RESOLUTION) if poll else settle  # polling may miss an edit until then
    changes = ticks(seeds, settle, poll, stop or Event())
    missed = next(changes, False)  # the watch begins before the caller reads the folder
    yield
    # Times of the first and the latest change without an event yet; polling sees none in its first
    # second.
    first = last = time.monotonic() if missed or poll else None
    for changed in changes:
        now = time.monotonic()
        if changed:
            first, last = first or now, now
        if first and last and (now - last >= settle or now - first >= LONGEST * settle):
            first = None
            yield


def _require_utf8(seeds: Path) -> None:
    if not is_utf8(os.path.realpath(seeds)):
        raise SeedsError(
            found=f"seeds folder {str(seeds)!r} has a path that is not UTF-8",
            expected="one that is, where a folder is watched",
            cure="rename it, or run qa index after each change",
        )
