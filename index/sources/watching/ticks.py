"""Changes of the seeds folder, tick by tick, as the system tells them or the files show them.

Owns what counts as a change, and the paths of it. The only file that imports watchfiles. Knows
nothing of when a change is told, and reads no seed.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator, Set
from pathlib import Path, PurePath
from threading import Event

from index.sources.folder import is_in_index

EVERYTHING = frozenset({""})  # the path of the seeds folder itself

_TICK = 0.1  # seconds between two reports of watchfiles
# Beside hidden files: backups, autosaves and locks of Emacs, Vim and Word, none of them a seed.
_TEMPORARY_FILE = re.compile(r".*~|~\$.*|#.*#|4913|.*\.sw[a-z]")

_MODIFIED, _DELETED = 2, 3  # kinds of changes, as numbered by watchfiles

_log = logging.getLogger(__name__)


def ticks(seeds: Path, settle: float, poll: bool, stop: Event) -> Iterator[frozenset[str]]:
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
