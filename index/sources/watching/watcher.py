"""Changes of the seeds folder: one event after every change, once the folder is quiet again, or
after a while if it never is.

Owns the time of an event, and which paths it names; what counts as a change is ticks.py's. Knows
nothing of builds:

    for changed in watch(seeds):
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
from index.sources.folder import is_utf8
from index.sources.watching.ticks import EVERYTHING, ticks

SETTLE = 1.0  # seconds: longer than the pauses of a copy in progress or an editor's saving
LONGEST = 10  # times SETTLE: after that an event follows though the changes have not ended
FULL_LOOK = 600.0  # seconds after which the next event names everything: systems may miss changes
MOST_PATHS = 1_000  # named by one event: of more, some may have been missed
POLL_RESOLUTION = 1.0  # seconds; polling compares the times of files without fractions


def watch(
    seeds: Path, *, settle: float = SETTLE, poll: bool = False, stop: Event | None = None
) -> Iterator[frozenset[str]]:
    """Yield EVERYTHING at once, and the changed paths after visible files in the folder have
    changed; the path of a folder stands for all that it holds.

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
    missed = next(changes, frozenset())  # the watch begins before the caller reads the folder
    looked = time.monotonic()
    yield EVERYTHING
    # Polling sees no change in its first second.
    names = missed | (EVERYTHING if poll else frozenset())
    # Times of the first and the latest change without an event yet.
    first = last = time.monotonic() if names else None
    for changed in changes:
        now = time.monotonic()
        if changed:
            first, last, names = first or now, now, names | changed
        if first and last and (now - last >= settle or now - first >= LONGEST * settle):
            full = len(names) > MOST_PATHS or now - looked >= FULL_LOOK
            event = EVERYTHING if full else names
            first, names = None, frozenset()
            looked = now if "" in event else looked
            yield event


def _require_utf8(seeds: Path) -> None:
    if not is_utf8(os.path.realpath(seeds)):
        raise SeedsError(
            found=f"seeds folder {str(seeds)!r} has a path that is not UTF-8",
            expected="one that is, where a folder is watched",
            cure="rename it, or run qa index after each change",
        )
