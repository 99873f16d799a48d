"""Building and updating an index in a folder: compare, write what is new, publish.

Owns the order of these steps, and what of the generation before can be reused. Knows nothing of
file formats on either side: scan.py lists the articles, generation.py and its files the index.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.errors import IndexFolderError, IndexMismatchError, IndexMissingError
from index.file_table import SourceTable
from index.local import generation, layout, lock
from index.local.files import Depth
from index.local.opening import LocalGeneration, open_current
from index.local.segments.update import Assembled, assemble
from index.local.segments.verified import VerifiedContent
from index.local.stamps import stamps_of, write_stamps
from index.local.stored_sources import write_sources
from index.local.text.update import TextUpdate, write_text
from index.local.vectors.embedding import EmbeddingOptions
from index.manifest import Manifest, Pointer
from index.nesting import require_separate
from index.options import BuildOptions
from index.recipe import Recipe, difference, recipe_of
from index.report import BuildReport, rejected_seeds, report_of, unchanged_report
from index.sources.scan import Scan, no_article_error, require_folder, scan_folder
from index.sources.seen import Seen


def build(seeds: Path, index: Path, options: BuildOptions) -> BuildReport:
    """Bring the index up to date with the seeds folder.

    Nothing is written when nothing changed. Until the new generation is complete, readers see the
    old one, and keep it while they have it open. Raises SeedsError, IndexDamagedError,
    IndexLockedError, IndexFolderError or WorkersError.
    """
    require_folder(seeds)  # before the index folder is made
    require_separate(seeds, index)
    with lock.write_lock(index):
        previous = _previous(index, options)
        opened = previous.opened
        seen = Seen.nothing()
        if opened:
            seen = stamps_of(index, opened.pointer, opened.manifest, seeds)
        found = scan_folder(seeds, seen, _changed(opened, options))
        if opened and _is_current(opened, seeds, options, found):
            if not np.array_equal(found.stamps, seen.stamps):  # some had changed just before
                write_stamps(index, opened.pointer, opened.manifest, found)
            return unchanged_report(opened.manifest, found)
        report = _Build(seeds, index, found, previous, options).run()
        if opened:
            opened.release()
        generation.collect_garbage(index, keep=1 if options.compact else options.keep)
        return report


@dataclass(frozen=True, kw_only=True)
class _Previous:
    """The generation that is current before a build.

    ``opened`` is the generation to update, None where there is none or it is not to be reused.
    ``reason`` says why it cannot be reused as it is. A rollback goes back to ``pointer``.
    """

    opened: LocalGeneration | None = None
    reason: str | None = None
    pointer: Pointer | None = None

    def vectors(self, recipe: Recipe) -> LocalGeneration | None:
        """The opened generation, if its vectors can be copied into one of that recipe."""
        usable = self.opened and self.opened.manifest.recipe.same_vectors(recipe)
        return self.opened if usable else None


def _previous(index: Path, options: BuildOptions) -> _Previous:
    """Open the generation to update. Raises IndexDamagedError unless all is rebuilt."""
    if options.rebuild:
        return _Previous(pointer=_readable(index))
    try:
        opened = open_current(index, Depth.ENDS)
    except IndexMissingError:
        return _Previous()
    except IndexMismatchError as error:
        return _Previous(reason=error.found)
    reason = difference(opened.manifest.recipe, recipe_of(options.embedder))
    return _Previous(opened=opened, reason=reason, pointer=opened.pointer)


def _readable(index: Path) -> Pointer | None:
    """The pointer to the current generation, if its manifest can be read."""
    try:
        pointer = layout.pointer(index)
        layout.manifest_of(index, pointer)
        return pointer
    except IndexFolderError:
        return None


def _changed(opened: LocalGeneration | None, options: BuildOptions) -> Set[str] | None:
    """The paths that have changed since the opened generation was built, where they are known."""
    known = options.changed
    current = opened and known and opened.manifest.generation == known.generation
    return known.paths if known and current else None


def _is_current(opened: LocalGeneration, seeds: Path, options: BuildOptions, found: Scan) -> bool:
    """True if a build would write the generation that there is."""
    manifest = opened.manifest
    if options.compact and (manifest.previous or not opened.content.is_compact):
        return False
    wanted = (recipe_of(options.embedder), _stated(seeds))
    digests = SourceTable.of(manifest.sources).columns.digests
    return (manifest.recipe, manifest.seeds) == wanted and digests.equals(found.digests)


@dataclass(frozen=True)
class _Build:
    """The writing of one generation, for the files found."""

    seeds: Path
    index: Path
    found: Scan
    previous: _Previous
    options: BuildOptions

    def run(self) -> BuildReport:
        """Write the next generation, and make it the current one."""
        recipe = recipe_of(self.options.embedder)
        reusable = self.previous.vectors(recipe)
        before = VerifiedContent(reusable) if reusable else None
        if before and self.previous.reason:
            self.options.on_rebuild(self.previous.reason, None)
        with generation.new_generation(self.index) as folder:
            update = self._write_text(folder, recipe, before)
            assembled = assemble(
                folder,
                update,
                before,
                self._embedding(all_new=before is None),
                compact=self.options.compact,
            )
            write_sources(folder, update.sources)
            manifest = self._manifest(recipe, update, assembled)
            manifest, pointer = generation.publish(self.index, folder, manifest, previous=reusable)
        write_stamps(self.index, pointer, manifest, self.found)
        opened = self.previous.opened
        return report_of(
            manifest,
            opened.manifest if opened else None,
            self.found,
            reused=assembled.reused,
            removed=assembled.removed,
        )

    def _write_text(
        self, folder: Path, recipe: Recipe, before: VerifiedContent | None
    ) -> TextUpdate:
        """Write the articles of changed files. Raises SeedsError where no file has an article."""
        kept = before if before and before.manifest.recipe.same_rows(recipe) else None
        update = write_text(
            self.seeds,
            layout.segment_in(folder),
            self.found,
            before=kept,
            embedder=self.options.embedder,
            workers=self.options.workers,
        )
        if not len(update.pieces):
            raise no_article_error(self.seeds, list(rejected_seeds(self.found, update.sources)))
        return update

    def _embedding(self, *, all_new: bool) -> EmbeddingOptions:
        return EmbeddingOptions(
            embedder=self.options.embedder,
            workers=self.options.workers,
            progress=self.options.progress,
            estimate=self._announce if self.previous.reason and all_new else None,
        )

    def _announce(self, seconds: float) -> None:
        """Say why all is embedded again, and how long it takes."""
        self.options.on_rebuild(self.previous.reason or "", seconds)

    def _manifest(self, recipe: Recipe, update: TextUpdate, assembled: Assembled) -> Manifest:
        """The manifest without number and files, which publishing fills in."""
        content = assembled.content
        return Manifest(
            generation=0,
            seeds=_stated(self.seeds),
            recipe=recipe,
            sources=update.sources,
            files={},
            search=assembled.search,
            dim=assembled.dim,
            articles=len(content.articles),
            passages=len(content.passages),
            sentences=assembled.sentences,
            previous=None if self.options.compact else self.previous.pointer,
            segments=assembled.segments,
        )


def _stated(seeds: Path) -> str:
    """The seeds folder as the manifest states it: an absolute path."""
    return str(seeds.resolve())
