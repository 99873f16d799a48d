"""What a build did, in numbers and names.

Owns how passages are counted as embedded, reused and removed: by their text. Builds nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from index.errors import SeedError
from index.manifest import Changes, Manifest, Source, compare
from index.sources.scan import Scan


@dataclass(frozen=True, slots=True)
class Omitted:
    """Text of the file ``seed`` that was left out on purpose, as ``index.corpus.Omission``."""

    seed: str
    characters: int
    reason: str


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What one build did. ``embedded``, ``reused`` and ``removed`` count passages.

    ``rejected`` and ``omitted`` tell of all files of the index, those carried over too.
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
    omitted: tuple[Omitted, ...] = ()


def unchanged(manifest: Manifest, found: Scan) -> BuildReport:
    """The report of a build that had nothing to do."""
    return report_of(manifest, manifest, found, reused=manifest.passages, removed=0)


def rejected(found: Scan, sources: Mapping[str, Source]) -> tuple[SeedError, ...]:
    """All that was left out, files that no reader takes and those that one refused, by path."""
    errors = [
        SeedError(found=r.found, expected=r.expected, cure=r.cure, seed=path)
        for path, source in sources.items()
        for r in source.rejected
    ]
    return tuple(sorted([*found.rejected, *errors], key=lambda error: error.seed or ""))


def _omitted(sources: Mapping[str, Source]) -> tuple[Omitted, ...]:
    """All omissions, by path."""
    return tuple(
        Omitted(path, one.characters, one.reason)
        for path in sorted(sources)
        for one in sources[path].omissions
    )


def report_of(
    manifest: Manifest, before: Manifest | None, found: Scan, *, reused: int, removed: int
) -> BuildReport:
    """The report of a build that made one generation out of another."""
    usable = {path: s.digest for path, s in manifest.sources.items() if s.articles}
    return BuildReport(
        generation=manifest.generation,
        articles=manifest.articles,
        passages=manifest.passages,
        sentences=manifest.sentences,
        embedded=manifest.passages - reused,
        reused=reused,
        removed=removed,
        changes=compare(before.sources if before else {}, usable),
        rejected=rejected(found, manifest.sources),
        omitted=_omitted(manifest.sources),
    )
