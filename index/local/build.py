"""Building and updating an index: look, compare, write what is new beside what is carried, swap.

Owns the order of these steps, and when nothing can be carried over. Knows nothing of file formats
on either side: scan.py reads the articles, generation.py and the files it names write the index.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from index.apart import require_home
from index.digests import NOWHERE, DigestTable, first_rows
from index.embedding.protocol import Embedder, Progress, no_progress
from index.errors import IndexFolderError, IndexMismatchError, IndexMissingError
from index.local import generation, layout, lock
from index.local.content import Content
from index.local.generation import Generation
from index.local.text.rows import TextRows
from index.local.text.update import write_text
from index.local.vectors.update import write_vectors
from index.manifest import Manifest, Pointer, Source, StoreFacts
from index.recipe import Notice, Recipe, model_of, recipe_of, unnoticed, why_anew
from index.report import BuildReport, rejected, report_of, unchanged
from index.sources.scan import Scan, no_article_error, require_folder, scan_folder
from index.workers.pool import SERIAL, WorkerPool


def build(
    seeds: Path,
    index: Path,
    *,
    embedder: Embedder,
    rebuild: bool = False,
    keep: int = generation.KEEP,
    progress: Progress = no_progress,
    notice: Notice = unnoticed,
    workers: WorkerPool = SERIAL,
) -> BuildReport:
    """Bring the index up to date with the seeds folder; with ``rebuild``, carry nothing over.

    Nothing is written when nothing changed. Until the new generation is complete, readers see the
    old one, and keep it while they hold it. ``keep`` generations stay for rollback, the current one
    counted. Files are read and passages embedded by the ``workers``, to the same index. Raises
    SeedsError, IndexDamagedError, IndexLockedError, IndexFolderError or WorkersError.
    """
    require_folder(seeds)  # before the index folder is made
    require_home(seeds, index)
    with lock.writing(index):
        last = None if rebuild else _last(index)
        found = scan_folder(seeds)
        if last and _is_current(last.manifest, seeds, embedder, found):
            return unchanged(last.manifest, found)
        reason = None if rebuild else why_anew(lambda: layout.read_manifest(index).recipe, embedder)
        manifest = _Job(
            seeds, index, embedder, found, last, reason, progress, notice, workers
        ).run()
        folder = layout.folder_of(index, manifest.generation)
        report = _report(manifest, folder, last, found)
        if last:
            last.release()
        generation.sweep(index, keep=keep)
        return report


def load(index: Path, *, embedder: Embedder) -> Generation:
    """Open the current generation for questions encoded by the embedder. Never writes.

    Raises IndexMissingError, IndexDamagedError, or IndexMismatchError when another embedder built
    it.
    """
    opened = generation.read(index)
    built, mine = opened.manifest.recipe, recipe_of(embedder)
    if not built.same_vectors(mine):
        raise IndexMismatchError(
            found=f"the index in {str(index)!r} was built with {model_of(built)}",
            expected=model_of(mine),
            cure="run qa index, or set QA_EMBEDDER to the model it was built with",
        )
    return opened


def _last(index: Path) -> Generation | None:
    """The generation that can be carried over, if there is one that can be read."""
    try:
        return generation.read(index, thorough=True)
    except (IndexMissingError, IndexMismatchError):
        return None


def _is_current(manifest: Manifest, seeds: Path, embedder: Embedder, found: Scan) -> bool:
    return (manifest.recipe, manifest.seeds) == (recipe_of(embedder), _stated(seeds)) and {
        path: source.digest for path, source in manifest.sources.items()
    } == dict(found.digests)


def _report(manifest: Manifest, folder: Path, last: Generation | None, found: Scan) -> BuildReport:
    """The report of a build that wrote a generation out of the last one into a folder."""
    if last is None or not last.manifest.recipe.same_vectors(manifest.recipe):
        return report_of(manifest, last.manifest if last else None, found, reused=0, removed=0)
    old, new = last.content.rows.passage_digests, TextRows(folder).passage_digests
    gone = DigestTable(new).find(old[first_rows(old)]) == NOWHERE
    reused = DigestTable(old).find(new) != NOWHERE
    return report_of(
        manifest, last.manifest, found, reused=int(reused.sum()), removed=int(gone.sum())
    )


@dataclass(frozen=True)
class _Job:
    """The writing of one generation: out of ``last``, for the files found."""

    seeds: Path
    index: Path
    embedder: Embedder
    found: Scan
    last: Generation | None
    reason: str | None  # why it is more than an update
    progress: Progress
    notice: Notice
    workers: WorkerPool

    def run(self) -> Manifest:
        """Write the next generation, and make it the current one."""
        vectors = self._carried(Recipe.same_vectors)
        if self.reason and vectors:
            self.notice(self.reason, None)
        with generation.draft(self.index) as folder:
            rows = self._carried(Recipe.same_rows)
            sources = write_text(self.seeds, folder, self.found, rows, self.embedder, self.workers)
            if not any(source.articles for source in sources.values()):
                raise no_article_error(self.seeds, list(rejected(self.found, sources)))
            search = write_vectors(
                folder,
                carried=vectors.content if vectors else None,
                embedder=self.embedder,
                workers=self.workers,
                progress=self.progress,
                estimate=self._tell if self.reason and not vectors else None,
            )
            manifest = self._manifest(Content(folder), sources, search)
            return generation.publish(self.index, folder, manifest)

    def _carried(self, same: Callable[[Recipe, Recipe], bool]) -> Generation | None:
        """The last generation, if the recipes are the same in what is asked for."""
        if self.last and same(self.last.manifest.recipe, recipe_of(self.embedder)):
            return self.last
        return None

    def _tell(self, seconds: float) -> None:
        self.notice(self.reason or "", seconds)

    def _manifest(
        self, content: Content, sources: Mapping[str, Source], search: StoreFacts
    ) -> Manifest:
        """What the generation is made of; its number and files are known when it is published."""
        return Manifest(
            generation=0,
            seeds=_stated(self.seeds),
            recipe=recipe_of(self.embedder),
            sources=sources,
            files={},
            search=search,
            dim=content.passage_vectors.dim,
            articles=len(content.articles),
            passages=len(content.passages),
            sentences=len(content.sentence_vectors),
            previous=_previous(self.index),
        )


def _previous(index: Path) -> Pointer | None:
    """What the next generation can be rolled back to: the current one, if it can be read."""
    try:
        layout.read_manifest(index)
        return layout.pointer(index)
    except IndexFolderError:
        return None


def _stated(seeds: Path) -> str:
    """The seeds folder as the manifest states it, good from any working directory."""
    return str(seeds.resolve())
