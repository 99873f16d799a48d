"""The plan of a build: the changes of the seeds, and whether all is rebuilt.

Owns the reason of a rebuild, as a build would give it. Parses no seed and writes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from index import backend
from index.embedding.protocol import Embedder
from index.errors import IndexMismatchError, IndexMissingError, SeedError
from index.location import Location
from index.manifest import Source
from index.nesting import require_separate
from index.recipe import difference, recipe_of
from index.sources.changes import Changes, compare_sources
from index.sources.scan import scan_folder


@dataclass(frozen=True, slots=True)
class SeedsComparison:
    """Changes of the seeds folder since the last build, and the files that no reader can take."""

    changes: Changes
    rejected: tuple[SeedError, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The outcome that a build would have. ``rebuild`` says why it would reuse nothing as it is,
    None for an update.

    Files are compared by their bytes, and not parsed: an added one may still be rejected.
    """

    changes: Changes
    rebuild: str | None
    rejected: tuple[SeedError, ...]


def plan_build(seeds: Path, index: Location, *, embedder: Embedder, rebuild: bool = False) -> Plan:
    """Say what ``build`` would do, and write nothing. Raises SeedsError or IndexFolderError."""
    require_separate(seeds, index)
    found = scan_folder(seeds, backend.seen_files(index, seeds))
    sources, reason = (
        ({}, "a rebuild was asked for") if rebuild else _reusable_sources(index, embedder)
    )
    return Plan(compare_sources(sources, found.digests), reason, found.rejected)


def compare_seeds(index: Location) -> SeedsComparison:
    """Compare the seeds folder that the index was built from with what the index holds.

    Files are compared by their bytes, and not parsed.
    """
    manifest = backend.read_manifest(index)
    seeds = Path(manifest.seeds)
    found = scan_folder(seeds, backend.seen_files(index, seeds, manifest))
    return SeedsComparison(compare_sources(manifest.sources, found.digests), found.rejected)


def status(index: Location) -> Changes:
    """The changes of the seeds folder since the index was built."""
    return compare_seeds(index).changes


def _reusable_sources(
    index: Location, embedder: Embedder
) -> tuple[Mapping[str, Source], str | None]:
    """The sources of the index, and why they cannot be reused as they are, if they cannot."""
    try:
        manifest = backend.read_manifest(index)
    except IndexMissingError:
        return {}, None
    except IndexMismatchError as error:
        return {}, error.found
    return manifest.sources, difference(manifest.recipe, recipe_of(embedder))
