"""How fresh the index is: what has changed in the seeds since it was built, and the update of it.

Owns when the folder is looked at again: after a change that was seen, or whenever it is asked where
nobody watches. Knows nothing of how it is shown.
"""

from __future__ import annotations

import hashlib
import logging
import threading
from dataclasses import dataclass

from index import ArticleQAError, Changes, Manifest, current
from index.errors import SeedError
from index.plan import Standing, standing
from index.watch import watch
from page.desk import Desk
from page.job import Job, JobState
from page.uploads import listed

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

    def look(self) -> Look:
        """The state of index and seeds; what cannot be read is a problem, not an error."""
        job = self.job.state
        try:
            if not self._desk.has_index:
                return Look(None, None, job, waiting=sum(1 for _ in listed(self._desk.seeds)))
            manifest = self._desk.assistant.generation.manifest
            found = self._standing(manifest.generation)
            before = current.before(self._desk.index)
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

    def _watch(self) -> None:
        try:
            for _ in watch(self._desk.seeds):
                self._watched = True
                self.seen()
        except Exception:  # the page goes on, and looks whenever it is asked
            _log.exception("the seeds folder is not watched")
        self._watched = False
