"""The status of the index: changes of the seeds since it was built, and its update.

Owns when the seeds folder is scanned: after a change on disk, or at each request where the folder
cannot be watched; and which folder that is: the newest index's. Knows nothing of HTML.
"""

from __future__ import annotations

import hashlib
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from index import ArticleQAError, BuildReport, Changes, Manifest, backend
from index.embedding.protocol import Progress
from index.errors import SeedError
from index.plan import SeedsComparison, compare_seeds
from index.sources.watching.watcher import watch
from page.state.article_files import list_files
from page.state.assistant_host import AssistantHost
from page.state.update_job import JobState, UpdateJob
from qa.text.printable import printable

AfterUpdate = Callable[[int | None, int], None]  # (generation before, None for none; and now)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexStatus:
    """The status of the index at one moment.

    ``manifest`` is None while there is no index; ``files_to_index`` then counts the files to build
    it from. ``previous`` is the generation that a rollback would make current, ``rejected`` the
    files that no reader can take, ``problem`` the reason why the status is unknown.
    """

    job: JobState
    manifest: Manifest | None = None
    changes: Changes | None = None
    files_to_index: int = 0
    previous: int | None = None
    rejected: tuple[SeedError, ...] = ()
    problem: str | None = None

    @property
    def fingerprint(self) -> str:
        """A digest that differs when the index or the changes of its seeds differ."""
        c, generation = self.changes, self.manifest and self.manifest.generation
        left_out = [str(error) for error in self.rejected]
        # Not "c and": without a change it is false, and would be told with every path there is.
        changed = None if c is None else (c.added, c.changed, c.removed)
        known = (generation, self.files_to_index, changed, left_out)
        return hashlib.sha256(repr(known).encode("utf-8", "replace")).hexdigest()


class IndexMonitor:
    """Watches the index and its seeds folder, and runs the update.

    ``is_watched`` is True while the folder is scanned only after a change.
    """

    def __init__(self, host: AssistantHost) -> None:
        self.job = UpdateJob(self._update)
        self.after_update: AfterUpdate | None = None
        self._host = host
        self._scanning = threading.Lock()
        self._scanned: tuple[int, SeedsComparison] | None = None  # generation, result
        self._previous: tuple[int, int | None] | None = None  # generation, the one before it
        self.is_watched = False
        self._watched_folder: Path | None = None
        self._folder_replaced = threading.Event()  # the index was built from another one

    def _update(self, progress: Progress) -> BuildReport:
        """Update the index, and tell who wants to know of the new generation."""
        before = backend.current_generation(self._host.index) if self._host.has_index else None
        report = self._host.update(progress=progress)
        if self.after_update is not None:
            self.after_update(before, report.generation)
        return report

    def status(self) -> IndexStatus:
        """The status now. An unreadable index is stated as its problem, not raised."""
        job = self.job.state
        try:
            if not self._host.has_index:
                files = sum(1 for _ in list_files(self._host.seeds))
                return IndexStatus(job=job, files_to_index=files)
            manifest = self._host.assistant.generation.manifest
            self._follow(Path(manifest.seeds))
            found = self._scan(manifest.generation)
            previous = self._before(manifest.generation)
        except ArticleQAError as error:
            return IndexStatus(job=job, problem=str(error))
        return IndexStatus(
            job=job,
            manifest=manifest,
            changes=found.changes,
            previous=previous,
            rejected=found.rejected,
        )

    def watch(self) -> None:
        """Start watching the folder, so that it is scanned only after a change."""
        threading.Thread(target=self._watch, name="seeds", daemon=True).start()

    def invalidate(self) -> None:
        """Scan the folder again at the next request."""
        self._scanned = None

    def _scan(self, number: int) -> SeedsComparison:
        with self._scanning:
            if self.is_watched and self._scanned and self._scanned[0] == number:
                return self._scanned[1]
            found = compare_seeds(self._host.index)
            self._scanned = (number, found)
            return found

    def _before(self, number: int) -> int | None:
        """The generation before one, which is asked for once: its manifest names every file, and
        what is kept changes only with the generation.
        """
        if self._previous is None or self._previous[0] != number:
            self._previous = number, backend.previous_generation(self._host.index)
        return self._previous[1]

    def _follow(self, seeds: Path) -> None:
        """Switch the watch to another folder where the index was built from that."""
        if self._watched_folder not in (None, seeds):
            self.is_watched = False
            self._folder_replaced.set()

    def _watch(self) -> None:
        try:
            while True:
                self._watched_folder, self._folder_replaced = self._host.seeds, threading.Event()
                for _ in watch(self._watched_folder, stop=self._folder_replaced):
                    self.is_watched = True
                    self.invalidate()
                self.is_watched = False
        except ArticleQAError as error:  # the page scans at each request instead
            _log.warning("the seeds folder is not watched: %s", printable(str(error)))
        except Exception:
            _log.exception("the seeds folder is not watched")
        self.is_watched = False
