"""What a build would do, told without doing it: what changed, and whether all is made anew.

Owns why an index cannot be carried over. Parses no seed and writes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from index import backend
from index.apart import require_home
from index.embedding.protocol import Embedder
from index.errors import IndexMismatchError, IndexMissingError, SeedError
from index.location import Place
from index.manifest import Changes, compare
from index.recipe import why_anew
from index.sources.scan import scan_folder


@dataclass(frozen=True, slots=True)
class Standing:
    """What has changed since the last build, and what lies there that no reader can take."""

    changes: Changes
    rejected: tuple[SeedError, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a build would do: ``rebuild`` says why it would make all anew, None when it would not.

    Files are told apart by their bytes, and not opened: one that is added may yet be left out.
    """

    changes: Changes
    rebuild: str | None
    rejected: tuple[SeedError, ...]


def plan(seeds: Path, index: Place, *, embedder: Embedder, rebuild: bool = False) -> Plan:
    """Say what ``build`` would do, and write nothing. Raises SeedsError or IndexFolderError."""
    require_home(seeds, index)
    found = scan_folder(seeds)
    reason = (
        "a rebuild was asked for"
        if rebuild
        else why_anew(lambda: backend.manifest(index).recipe, embedder)
    )
    try:
        sources = {} if rebuild else backend.manifest(index).sources
    except (IndexMissingError, IndexMismatchError):
        sources = {}
    return Plan(compare(sources, found.digests), reason, found.rejected)


def standing(index: Place) -> Standing:
    """Compare the seeds folder that the index was built from with what the index holds.

    Files are told apart by their bytes, and not parsed.
    """
    manifest = backend.manifest(index)
    found = scan_folder(Path(manifest.seeds))
    return Standing(compare(manifest.sources, found.digests), found.rejected)


def status(index: Place) -> Changes:
    """What has changed in the seeds folder since the index was built."""
    return standing(index).changes
