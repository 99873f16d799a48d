"""The report of a build: counts of passages, changes, rejected seeds and omissions.

Owns the order of rejections and omissions. Builds nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from index.errors import SeedError
from index.file_table import SourceTable
from index.manifest import Manifest, Source
from index.sources.changes import Changes, compare_sources
from index.sources.scan import Scan


@dataclass(frozen=True, slots=True)
class SeedOmission:
    """Text of the file ``seed`` that was left out on purpose, as ``index.corpus.Omission``."""

    seed: str
    characters: int
    reason: str


@dataclass(frozen=True, slots=True)
class BuildReport:
    """The report of one build. ``embedded``, ``reused`` and ``removed`` count passages.

    ``rejected`` and ``omitted`` are of all files of the index, the unchanged ones too.
    """

    generation: int
    articles: int
    passages: int
    sentences: int
    embedded: int
    reused: int
    removed: int
    changes: Changes
    rejected: tuple[SeedError, ...]
    omitted: tuple[SeedOmission, ...] = ()


def unchanged_report(manifest: Manifest, found: Scan) -> BuildReport:
    """The report of a build that had nothing to do."""
    return report_of(manifest, manifest, found, reused=manifest.passages, removed=0)


def rejected_seeds(found: Scan, sources: Mapping[str, Source]) -> tuple[SeedError, ...]:
    """All errors by path: of files that no reader takes, and of those that one refused."""
    errors = [
        SeedError(found=r.found, expected=r.expected, cure=r.cure, seed=path)
        for path, source in SourceTable.of(sources).columns.special.items()
        for r in source.rejected
    ]
    return tuple(sorted([*found.rejected, *errors], key=lambda error: error.seed or ""))


def _omitted(sources: Mapping[str, Source]) -> tuple[SeedOmission, ...]:
    """All omissions, by path."""
    return tuple(
        SeedOmission(path, one.characters, one.reason)
        for path, source in sorted(SourceTable.of(sources).columns.special.items())
        for one in source.omissions
    )


def report_of(
    manifest: Manifest, before: Manifest | None, found: Scan, *, reused: int, removed: int
) -> BuildReport:
    """The report of a build that wrote one generation from another."""
    sources = SourceTable.of(manifest.sources).columns
    usable = sources.digests.taken(sources.articles > 0)
    return BuildReport(
        generation=manifest.generation,
        articles=manifest.articles,
        passages=manifest.passages,
        sentences=manifest.sentences,
        embedded=manifest.passages - reused,
        reused=reused,
        removed=removed,
        changes=compare_sources(before.sources if before else {}, usable),
        rejected=rejected_seeds(found, manifest.sources),
        omitted=_omitted(manifest.sources),
    )
