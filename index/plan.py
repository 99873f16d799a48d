"""What a build would do, told without doing it: what changed, and whether all is made anew.

Owns why an index cannot be carried over. Parses no seed and writes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from index import current
from index.apart import require_home
from index.carry import FORMATS
from index.copies import SIGNATURES
from index.embed import Embedder
from index.errors import IndexMismatchError, IndexMissingError, SeedError
from index.formats.decode import assumed
from index.lexical import TERMS
from index.manifest import Changes, Recipe, compare
from index.place import Place
from index.seeds import scan
from index.split import SPLITTER

Notice = Callable[[str, float | None], None]  # why all is made anew; seconds of embedding to come


def unnoticed(reason: str, seconds: float | None) -> None:
    """The notice that nobody reads."""


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
    found = scan(seeds)
    reason = "a rebuild was asked for" if rebuild else why_anew(index, embedder)
    try:
        sources = {} if rebuild else current.manifest(index).sources
    except (IndexMissingError, IndexMismatchError):
        sources = {}
    return Plan(compare(sources, found.digests), reason, found.rejected)


def standing(index: Place) -> Standing:
    """Compare the seeds folder that the index was built from with what the index holds.

    Files are told apart by their bytes, and not parsed.
    """
    manifest = current.manifest(index)
    found = scan(Path(manifest.seeds))
    return Standing(compare(manifest.sources, found.digests), found.rejected)


def status(index: Place) -> Changes:
    """What has changed in the seeds folder since the index was built."""
    return standing(index).changes


def recipe_of(embedder: Embedder) -> Recipe:
    formats = f"{FORMATS} in {assumed()}" if assumed() else FORMATS
    return Recipe(embedder.name, embedder.digest, formats, SPLITTER, TERMS, SIGNATURES)


def why_anew(index: Place, embedder: Embedder) -> str | None:
    """Why nothing, or only vectors, can be carried over from the index; None when all can, or when
    there is none. Raises IndexDamagedError.
    """
    try:
        return why_other(current.manifest(index).recipe, recipe_of(embedder))
    except IndexMissingError:
        return None
    except IndexMismatchError as error:
        return error.found


def why_other(built: Recipe, mine: Recipe) -> str | None:
    """Why what one recipe made cannot be carried over as it is to the other."""
    if not built.same_vectors(mine):
        return f"the index was built with {model_of(built)}, and now it is {model_of(mine)}"
    if not built.same_rows(mine):
        before, now = (
            f"{r.formats}, {r.splitter}, {r.terms} and {r.copies}" for r in (built, mine)
        )
        return f"the articles were read and cut by {before}, and now it is {now}"
    return None


def model_of(recipe: Recipe) -> str:
    """The embedder, as messages name it."""
    return f"embedder {recipe.embedder!r} ({recipe.embedder_digest[:12]})"
