"""What an index was built from, as JSON, and what has changed since. Pure: reads no files.

Owns the manifest's form and its schema number. Knows nothing of how the files it names are written.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from index.errors import IndexDamagedError, IndexMismatchError

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that decides, for the same articles, what the index holds: equal recipes, equal index."""

    embedder: str
    embedder_digest: str
    splitter: str
    terms: str

    def same_vectors(self, other: Recipe) -> bool:
        """Whether vectors built by one can be carried over to the other; names do not matter."""
        return self.embedder_digest == other.embedder_digest


@dataclass(frozen=True, slots=True)
class Manifest:
    """One generation's identity: its recipe, its sources and the digest of each of its files."""

    generation: int
    seeds: str
    recipe: Recipe
    articles: Mapping[str, str]  # article id -> digest
    files: Mapping[str, str]  # path inside the generation's folder -> SHA-256
    dim: int
    passages: int
    sentences: int
    schema: int = SCHEMA

    def to_json(self) -> str:
        return json.dumps(asdict(self), indent=1, sort_keys=True) + "\n"

    @classmethod
    def from_json(cls, text: str, *, path: str) -> Manifest:
        """Parse what ``to_json`` gave.

        Raises IndexMismatchError for another schema, IndexDamagedError for what is no manifest.
        """
        try:
            fields = json.loads(text)
            schema = fields["schema"]
            if schema == SCHEMA:
                return cls(**{**fields, "recipe": Recipe(**fields["recipe"])})
        except (ValueError, TypeError, KeyError) as error:
            raise IndexDamagedError(
                found=f"{path} is not a manifest ({error})",
                expected="the file that was written",
                cure="run qa index --rebuild",
            ) from error
        raise IndexMismatchError(
            found=f"the index in {path} has schema {schema}",
            expected=f"schema {SCHEMA}",
            cure="run qa index --rebuild",
        )


@dataclass(frozen=True, slots=True)
class Changes:
    """Article ids by what became of them since the last build, each in ascending order."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


def compare(before: Mapping[str, str], now: Mapping[str, str]) -> Changes:
    """Compare two maps from article id to digest; the digest decides, never a name or a time."""
    common = sorted(before.keys() & now.keys())
    return Changes(
        added=tuple(sorted(now.keys() - before.keys())),
        changed=tuple(i for i in common if before[i] != now[i]),
        removed=tuple(sorted(before.keys() - now.keys())),
        unchanged=tuple(i for i in common if before[i] == now[i]),
    )
