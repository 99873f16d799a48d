"""Changes of the seeds folder: one event after every change, once the folder is quiet again, or
after a while if it never is.

Owns what counts as a change, the time of its event, and which paths it names. The only file that
imports watchfiles. Knows nothing of builds and reads no seed:

    for changed in watch(seeds):
        build(seeds, index, embedder=embedder)

The caller reports a build that fails and must not end the loop: a folder that holds no usable seed
for a moment gives another event when it holds one again.
"""

from __future__ import annotations

import logging
import os
import re
import time
from collections.abc import Iterator, Set
from pathlib import Path, PurePath
from threading import Event

from index.errors import SeedsError
from index.sources.folder import is_in_index, is_utf8

SETTLE = 1.0  # seconds: longer than the pauses of a copy in progress or an editor's saving
LONGEST = 10  # times SETTLE: after that an event follows though the changes have not ended
FULL_LOOK = 600.0  # seconds after which the next event names everything: systems may miss changes
MOST_PATHS = 1_000  # named by one event: of more, some may have been missed
EVERYTHING = frozenset({""})  # the path of the seeds folder itself
POLL_RESOLUTION = 1.0  # seconds; polling compares the times of files without fractions

_TICK = 0.1  # seconds between two reports of watchfiles
# Beside hidden files: backups, autosaves and locks of Emacs, Vim and Word, none of them a seed.
_TEMPORARY_FILE = re.compile(r".*~|~\$.*|#.*#|4913|.*\.sw[a-z]")

_MODIFIED, _DELETED = 2, 3  # kinds of changes, as numbered by watchfiles

_log = logging.getLogger(__name__)


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
    ticks = _ticks(seeds, settle, poll, stop or Event())
    missed = next(ticks, frozenset())  # the watch begins before the caller reads the folder
    looked = time.monotonic()
    yield EVERYTHING
    # Polling sees no change in its first second.
    names = missed | (EVERYTHING if poll else frozenset())
    # Times of the first and the latest change without an event yet.
    first = last = time.monotonic() if names else None
    for changed in ticks:
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


def _ticks(seeds: Path, settle: float, poll: bool, stop: Event) -> Iterator[frozenset[str]]:
    """Yield at every tick what has changed since the previous one."""
    before = _identity(seeds)
    while not stop.is_set():
        for changed in _folder_changes(seeds, settle, poll, stop):
            now = _identity(seeds)
            yield EVERYTHING if now != before else changed
            if now != before:  # the watch follows the old folder, wherever it has been moved
                before = now
                break


def _folder_changes(
    seeds: Path, settle: float, poll: bool, stop: Event
) -> Iterator[frozenset[str]]:
    """Yield at every tick the visible paths of the present folder that have changed."""
    root = os.path.realpath(seeds)  # all systems report changed paths in this form
    try:
        for changes in _raw_changes(root, settle, poll, stop):
            named = (_seed_path(*change, root) for change in changes)
            names = frozenset(name for name in named if name is not None)
            # Polling sees no second edit of a file in one second.
            yield EVERYTHING if poll and names else names
            if (_DELETED, root) in changes:
                return  # a new folder may have the old one's identity, but not its watch
    except FileNotFoundError:
        stop.wait(_TICK)
        yield frozenset()
    except _WatchLostError as error:
        if not poll:
            yield from _poll_instead(error, seeds, settle, stop)
        yield EVERYTHING
    except OSError as error:
        if poll:
            raise
        yield from _poll_instead(error, seeds, settle, stop)


def _poll_instead(
    why: Exception, seeds: Path, settle: float, stop: Event
) -> Iterator[frozenset[str]]:
    """Yield what ``_folder_changes`` yields with polling, until that ends."""
    _log.warning("%s; the files are polled instead", why)
    yield EVERYTHING  # polling sees no edit in its first second
    yield from _folder_changes(seeds, settle, True, stop)


class _WatchLostError(Exception):
    """The library met a name that is not UTF-8; a poll does so only when that file changes."""


def _raw_changes(
    root: str, settle: float, poll: bool, stop: Event
) -> Iterator[Set[tuple[int, str]]]:
    """Yield at every tick the changes since the previous one, as (kind, path), hidden files
    included.
    """
    import watchfiles
    from watchfiles._rust_notify import WatchfilesRustInternalError

    tick = round(1000 * _TICK)
    try:
        yield from watchfiles.watch(
            root,
            watch_filter=None,  # it would hold back the ticks for as long as hidden files change
            debounce=tick,
            step=tick,
            rust_timeout=tick,
            yield_on_timeout=True,
            stop_event=stop,
            force_polling=poll or None,  # None: where watchfiles knows that the system cannot watch
            poll_delay_ms=round(500 * settle),
            ignore_permission_denied=True,  # the build says which folder cannot be read
        )
    except WatchfilesRustInternalError as error:
        raise _WatchLostError(str(error)) from error


def _seed_path(kind: int, path: str, root: str) -> str | None:
    """The relative path of a change that can concern a seed, by the rules of folder.py."""
    if kind == _MODIFIED and Path(path).is_dir():
        return None  # polling reports the changed file in it as well
    name = PurePath(os.path.relpath(path, root))
    hidden = any(part.startswith(".") and part != ".." for part in name.parts)
    if hidden or _TEMPORARY_FILE.fullmatch(name.name) or is_in_index(Path(root), name):
        return None
    return name.as_posix() if name.parts else ""


def _identity(folder: Path) -> tuple[int, int] | None:
    """Device and inode of the folder, or None if there is none."""
    try:
        status = folder.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
