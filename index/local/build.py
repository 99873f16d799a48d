"""Building and updating an index in a folder: compare, write what is new, publish.

Owns the order of these steps, and what of the generation before can be reused. Knows nothing of
file formats on either side: scan.py lists the articles, generation.py and its files the index.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from index.digests import NOT_FOUND, DigestTable, first_rows
from index.errors import IndexFolderError, IndexMismatchError, IndexMissingError
from index.local import generation, layout, lock
from index.local.content import LocalContent
from index.local.opening import LocalGeneration, open_current
from index.local.text.rows import TextRows
from index.local.text.update import write_text
from index.local.vectors.embedding import EmbeddingOptions
from index.local.vectors.update import share_vectors, write_vectors
from index.manifest import Manifest, Pointer, SearchInfo, Source
from index.nesting import require_separate
from index.options import BuildOptions
from index.recipe import Recipe, difference, recipe_of
from index.report import BuildReport, rejected_seeds, report_of, unchanged_report
from index.sources.scan import Scan, no_article_error, require_folder, scan_folder


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
        found = scan_folder(seeds)
        opened = previous.opened
        if opened and _is_current(opened.manifest, seeds, options, found):
            return unchanged_report(opened.manifest, found)
        manifest = _Build(seeds, index, found, previous, options).run()
        report = _report(index, manifest, opened, found)
        if opened:
            opened.release()
        generation.collect_garbage(index, keep=options.keep)
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

    def reusable(self, recipe: Recipe) -> LocalGeneration | None:
        """The opened generation, if its rows can be copied into one of that recipe."""
        return self.opened if self.opened and self._recipe.same_rows(recipe) else None

    def vectors(self, recipe: Recipe) -> LocalGeneration | None:
        """The opened generation, if its vectors can be copied into one of that recipe."""
        return self.opened if self.opened and self._recipe.same_vectors(recipe) else None

    @property
    def _recipe(self) -> Recipe:
        assert self.opened
        return self.opened.manifest.recipe


def _previous(index: Path, options: BuildOptions) -> _Previous:
    """Open the generation to update. Raises IndexDamagedError unless all is rebuilt."""
    if options.rebuild:
        return _Previous(pointer=_readable(index))
    try:
        opened = open_current(index, thorough=True)
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


def _is_current(manifest: Manifest, seeds: Path, options: BuildOptions, found: Scan) -> bool:
    """True if a build would write the generation that there is."""
    wanted = (recipe_of(options.embedder), _stated(seeds))
    digests = {path: source.digest for path, source in manifest.sources.items()}
    return (manifest.recipe, manifest.seeds) == wanted and digests == dict(found.digests)


@dataclass(frozen=True)
class _Build:
    """The writing of one generation, for the files found."""

    seeds: Path
    index: Path
    found: Scan
    previous: _Previous
    options: BuildOptions

    def run(self) -> Manifest:
        """Write the next generation, and make it the current one."""
        recipe, reason = recipe_of(self.options.embedder), self.previous.reason
        vectors = self.previous.vectors(recipe)
        if reason and vectors:
            self.options.on_rebuild(reason, None)
        with generation.new_generation(self.index) as folder:
            sources = write_text(
                self.seeds,
                folder,
                self.found,
                previous=self.previous.reusable(recipe),
                embedder=self.options.embedder,
                workers=self.options.workers,
            )
            if not any(source.articles for source in sources.values()):
                raise no_article_error(self.seeds, list(rejected_seeds(self.found, sources)))
            embedding = EmbeddingOptions(
                embedder=self.options.embedder,
                workers=self.options.workers,
                progress=self.options.progress,
                estimate=self._announce if reason and not vectors else None,
            )
            search = share_vectors(folder, vectors) if vectors else None
            search = search or write_vectors(
                folder, previous=vectors.content if vectors else None, options=embedding
            )
            manifest = self._manifest(recipe, LocalContent(folder), sources, search)
            return generation.publish(self.index, folder, manifest, previous=vectors)

    def _announce(self, seconds: float) -> None:
        """Say why all is embedded again, and how long it takes."""
        self.options.on_rebuild(self.previous.reason or "", seconds)

    def _manifest(
        self,
        recipe: Recipe,
        content: LocalContent,
        sources: Mapping[str, Source],
        search: SearchInfo,
    ) -> Manifest:
        """The manifest without number and files, which publishing fills in."""
        return Manifest(
            generation=0,
            seeds=_stated(self.seeds),
            recipe=recipe,
            sources=sources,
            files={},
            search=search,
            dim=content.passage_vectors.dim,
            articles=len(content.articles),
            passages=len(content.passages),
            sentences=len(content.sentence_vectors),
            previous=self.previous.pointer,
        )


def _report(
    index: Path, manifest: Manifest, previous: LocalGeneration | None, found: Scan
) -> BuildReport:
    """The report of a build that wrote a generation; passages are compared by their digests."""
    if previous is None or not previous.manifest.recipe.same_vectors(manifest.recipe):
        before = previous.manifest if previous else None
        return report_of(manifest, before, found, reused=0, removed=0)
    new = TextRows(layout.folder_of(index, manifest.generation)).passage_digests
    old = previous.content.rows.passage_digests
    gone = DigestTable(new).find(old[first_rows(old)]) == NOT_FOUND
    reused = DigestTable(old).find(new) != NOT_FOUND
    return report_of(
        manifest, previous.manifest, found, reused=int(reused.sum()), removed=int(gone.sum())
    )


def _stated(seeds: Path) -> str:
    """The seeds folder as the manifest states it: an absolute path."""
    return str(seeds.resolve())
