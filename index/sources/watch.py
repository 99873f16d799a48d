"""When the seeds folder has changed: an event after every change that has come to rest.

Owns what counts as a change and when it is told. The only file that imports watchfiles. Knows
nothing of builds and reads no seed:

    for _ in watch(seeds):
        build(seeds, index, embedder=embedder)

A build that fails is the caller's to report. It must not end the loop: a folder that holds no
usable seed for a moment has an event of its own when it holds one again.
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
from index.sources.folder import is_utf8, lies_in_index

SETTLE = 1.0  # seconds: longer than the pauses of a copy in progress or an editor's saving
COARSE = 1.0  # seconds: polling compares times of files without their fractions

_TICK = 0.1  # seconds between two looks at what the system has told
# Beside hidden files: backups, autosaves and locks of Emacs, Vim and Word, none of them a seed.
_DROPPING = re.compile(r".*~|~\$.*|#.*#|4913|.*\.sw[a-z]")

_MODIFIED, _DELETED = 2, 3  # as watchfiles numbers what can happen to a file

_log = logging.getLogger(__name__)


def watch(
    seeds: Path, *, settle: float = SETTLE, poll: bool = False, stop: Event | None = None
) -> Iterator[None]:
    """Yield at once, and again whenever visible files below the folder have changed.

    A change is told when nothing has changed for ``settle`` seconds, and what happens while the
    caller is at work is told as one event after it. The folder may be absent, vanish or be replaced
    by another: each is a change. With ``poll`` the files themselves are looked at, as network
    drives need, and as is done where the system can watch no more; ``settle`` is then a second at
    least. Ends when ``stop`` is set; KeyboardInterrupt passes through. Raises SeedsError for a
    folder that the library cannot name.
    """
    _require_utf8(seeds)
    settle = max(settle, COARSE) if poll else settle  # told later than any edit that was not seen
    ticks = _ticks(seeds, settle, poll, stop or Event())
    missed = next(ticks, False)  # the watch begins before the caller reads the folder
    yield
    # When the latest change that is yet to be told was seen; polling sees none in its first second.
    last = time.monotonic() if missed or poll else None
    for changed in ticks:
        now = time.monotonic()
        if changed:
            last = now
        elif last is not None and now - last >= settle:
            last = None
            yield


def _require_utf8(seeds: Path) -> None:
    if not is_utf8(os.path.realpath(seeds)):
        raise SeedsError(
            found=f"seeds folder {str(seeds)!r} has a path that is not UTF-8",
            expected="one that is, where a folder is watched",
            cure="rename it, or run qa index after each change",
        )


def _ticks(seeds: Path, settle: float, poll: bool, stop: Event) -> Iterator[bool]:
    """Every tick, whether anything has changed since the one before."""
    before = _identity(seeds)
    while not stop.is_set():
        for changed in _looks(seeds, settle, poll, stop):
            now = _identity(seeds)
            yield changed or now != before
            if now != before:  # what is watched is the folder that was here, wherever it is now
                before = now
                break


def _looks(seeds: Path, settle: float, poll: bool, stop: Event) -> Iterator[bool]:
    """Every tick, whether a visible file of the folder as it is now has changed."""
    root = os.path.realpath(seeds)  # in which form all systems name what changed
    try:
        for changes in _changes(root, settle, poll, stop):
            yield any(_matters(*change, root) for change in changes)
            if (_DELETED, root) in changes:
                return  # a new folder may have the old one's identity, but not its watch
    except FileNotFoundError:
        stop.wait(_TICK)
        yield False
    except _StoppedError as error:
        if not poll:
            yield from _polled(error, seeds, settle, stop)
        yield True
    except OSError as error:
        if poll:
            raise
        yield from _polled(error, seeds, settle, stop)


def _polled(why: Exception, seeds: Path, settle: float, stop: Event) -> Iterator[bool]:
    """What ``_looks`` gives where it polls, until that ends."""
    _log.warning("%s; the files are looked at instead", why)
    yield True  # polling sees no edit in its first second
    yield from _looks(seeds, settle, True, stop)


class _StoppedError(Exception):
    """The library has met a name that is not UTF-8; polling, it does so at a change alone."""


def _changes(root: str, settle: float, poll: bool, stop: Event) -> Iterator[Set[tuple[int, str]]]:
    """Every tick what has happened since, and to which path, hidden ones included."""
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
        raise _StoppedError(str(error)) from error


def _matters(kind: int, path: str, root: str) -> bool:
    """Whether what happened can be to a seed, by the rule of folder.py."""
    if kind == _MODIFIED and Path(path).is_dir():
        return False  # polling says so for anything in it, which is told by itself
    parts = Path(os.path.relpath(path, root)).parts
    hidden = any(part.startswith(".") and part != ".." for part in parts)
    dropping = bool(parts) and bool(_DROPPING.fullmatch(parts[-1]))
    return not hidden and not dropping and not lies_in_index(Path(root), PurePath(*parts))


def _identity(folder: Path) -> tuple[int, int] | None:
    """What tells this folder from another one of its name, or None when there is none."""
    try:
        status = folder.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
