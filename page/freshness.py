"""How fresh the index is: what has changed in the seeds since it was built, and the update of it.

Owns when the folder is looked at again: after a change that was seen, or whenever it is asked where
nobody watches; and which folder that is: the newest index's. Knows nothing of how it is shown.
"""

from __future__ import annotations

import hashlib
import logging
import threading
from dataclasses import dataclass
from pathlib import Path

from index import ArticleQAError, Changes, Manifest, backend
from index.errors import SeedError
from index.plan import Standing, standing
from index.sources.watch import watch
from page.desk import Desk
from page.job import Job, JobState
from page.uploads import listed
from qa.text.printable import printable

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Look:
    """What is known of the index now. ``manifest`` is None where there is no index; ``waiting`` is
    then the number of files that could be built from. ``before`` is the generation that can be gone
    back to, ``rejected`` what lies in the folder that no reader can take.
    """

    manifest: Manifest | None
    changes: Changes | None
    job: JobState
    waiting: int = 0
    before: int | None = None
    rejected: tuple[SeedError, ...] = ()
    problem: str | None = None

    @property
    def stamp(self) -> str:
        """Another one whenever the index or what has changed in its seeds is another."""
        c, generation = self.changes, self.manifest and self.manifest.generation
        left_out = [str(error) for error in self.rejected]
        known = (generation, self.waiting, c and (c.added, c.changed, c.removed), left_out)
        return hashlib.sha256(repr(known).encode("utf-8", "replace")).hexdigest()


class Freshness:
    """Looks at the index and its seeds, and runs the one update there may be."""

    def __init__(self, desk: Desk) -> None:
        self.job = Job(lambda progress: desk.update(progress=progress))
        self._desk = desk
        self._looking = threading.Lock()
        self._seen: tuple[int, Standing] | None = None  # of a generation
        self._watched = False
        self._watching: Path | None = None  # the folder that is watched
        self._elsewhere = threading.Event()  # the index was built from another one

    def look(self) -> Look:
        """The state of index and seeds; what cannot be read is a problem, not an error."""
        job = self.job.state
        try:
            if not self._desk.has_index:
                return Look(None, None, job, waiting=sum(1 for _ in listed(self._desk.seeds)))
            manifest = self._desk.assistant.generation.manifest
            self._follow(Path(manifest.seeds))
            found = self._standing(manifest.generation)
            before = backend.before(self._desk.index)
        except ArticleQAError as error:
            return Look(None, None, job, problem=str(error))
        return Look(manifest, found.changes, job, before=before, rejected=found.rejected)

    def watch(self) -> None:
        """From now on look at the folder only when something in it has changed."""
        threading.Thread(target=self._watch, name="seeds", daemon=True).start()

    def seen(self) -> None:
        """Something in the folder has changed."""
        self._seen = None

    def _standing(self, number: int) -> Standing:
        with self._looking:
            if self._watched and self._seen and self._seen[0] == number:
                return self._seen[1]
            found = standing(self._desk.index)
            self._seen = (number, found)
            return found

    def _follow(self, seeds: Path) -> None:
        """Let the watch go over to the folder that the index was built from last."""
        if self._watching not in (None, seeds):
            self._watched = False
            self._elsewhere.set()

    def _watch(self) -> None:
        try:
            while True:
                self._watching, self._elsewhere = self._desk.seeds, threading.Event()
                for _ in watch(self._watching, stop=self._elsewhere):
                    self._watched = True
                    self.seen()
                self._watched = False
        except ArticleQAError as error:  # the page goes on, and looks whenever it is asked
            _log.warning("the seeds folder is not watched: %s", printable(str(error)))
        except Exception:
            _log.exception("the seeds folder is not watched")
        self._watched = False
