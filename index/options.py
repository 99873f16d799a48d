"""The options of a build, the same for an index in a folder and in a server.

Owns their defaults. Knows nothing of how a build goes.
"""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import dataclass

from index.embedding.protocol import Embedder, Progress, no_progress
from index.workers.pool import SERIAL, WorkerPool

KEEP = 2  # generations: the current one, and the one to go back to

# Called with the reason of a full rebuild, and the seconds of embedding to come where known.
OnRebuild = Callable[[str, float | None], None]


def ignore_rebuild(reason: str, seconds: float | None) -> None:
    """Do nothing about a rebuild."""


@dataclass(frozen=True)
class KnownChanges:
    """The paths, inside the seeds folder, of all that has changed there since a generation was
    built; that of a folder stands for all that it holds, and "" for everything.
    """

    paths: Set[str]
    generation: int


@dataclass(frozen=True, kw_only=True)
class BuildOptions:
    """The options of a build.

    ``rebuild`` reuses nothing of the index before, ``compact`` leaves nothing of removed texts on
    the disk, nor a generation to go back to. ``keep`` generations stay for rollback, the
    current one counted. ``progress`` is called with passages embedded (in a server: files read) and
    their total, ``on_rebuild`` before a build that was to be an update and cannot be one.
    ``workers`` read the files and embed the passages; the index does not depend on them. With
    ``changed`` only those files are looked at, if that generation is the current one; in a server
    all are.
    """

    embedder: Embedder
    rebuild: bool = False
    compact: bool = False
    keep: int = KEEP
    progress: Progress = no_progress
    on_rebuild: OnRebuild = ignore_rebuild
    workers: WorkerPool = SERIAL
    changed: KnownChanges | None = None
