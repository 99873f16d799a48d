"""What an index was built from, as JSON, and what has changed since. Pure: reads no files.

Owns the manifest's form and its schema number. Knows nothing of how the files it names are written.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from index.corpus import Omission
from index.errors import IndexDamagedError, IndexMismatchError
from index.recipe import Recipe

SCHEMA = 2


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why a file, or a record of it, was left out: the three parts of the error's message."""

    found: str
    expected: str
    cure: str


@dataclass(frozen=True, slots=True)
class Source:
    """One file of the seeds folder: SHA-256 of its bytes, and what came of it.

    Its articles are as many rows in the order they stand there; a file that was left out has none.
    ``omissions`` name text that was left out on purpose.
    """

    digest: str
    articles: int
    rejected: tuple[Rejection, ...] = ()
    omissions: tuple[Omission, ...] = ()


@dataclass(frozen=True, slots=True)
class FileRecord:
    """One file of a generation; ``ends`` is the SHA-256 of both ends of a large one."""

    size: int
    sha256: str
    ends: str | None = None


@dataclass(frozen=True, slots=True)
class StoreFacts:
    """How a store searches: ``recall`` is that of the 10 nearest, 1 where every row is compared,
    None where it was not measured.
    """

    kind: str
    lists: int
    probes: int
    recall: float | None


EXACT = StoreFacts(kind="exact", lists=0, probes=0, recall=1.0)


@dataclass(frozen=True, slots=True)
class Pointer:
    """A generation, and the SHA-256 of its manifest."""

    generation: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """One generation's identity: its recipe, its sources and the digest of each of its files.

    Rows are in ascending order of the sources' paths. ``previous`` is the generation that it was
    made out of, and to which ``rollback`` goes back.
    """

    generation: int
    seeds: str
    recipe: Recipe
    sources: Mapping[str, Source]  # path inside the seeds folder -> what came of it
    files: Mapping[str, FileRecord]  # path inside the generation's folder -> what it must be
    search: StoreFacts  # of passages by their vectors
    dim: int
    articles: int
    passages: int
    sentences: int
    previous: Pointer | None = None
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
                return cls(**fields | _values(fields))
        except (ValueError, TypeError, KeyError, AttributeError) as error:
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


def _values(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a manifest that are more than numbers and text, made again from JSON."""
    return {
        "recipe": Recipe(**fields["recipe"]),
        "sources": {path: source_of(source) for path, source in fields["sources"].items()},
        "files": {path: FileRecord(**record) for path, record in fields["files"].items()},
        "search": StoreFacts(**fields["search"]),
        "previous": Pointer(**fields["previous"]) if fields["previous"] else None,
    }


def source_of(fields: Mapping[str, Any]) -> Source:
    """A source out of JSON; earlier versions stated no omissions."""
    rejected = tuple(Rejection(**one) for one in fields["rejected"])
    omissions = tuple(Omission(**one) for one in fields.get("omissions", ()))
    return Source(fields["digest"], fields["articles"], rejected, omissions)


@dataclass(frozen=True, slots=True)
class Changes:
    """Paths of seed files by what became of them since the last build, each in ascending order.

    ``renamed`` holds (old, new) of files that lie elsewhere with the same bytes; the old path is
    among the removed as well, the new one among the added.
    """

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


def compare(before: Mapping[str, Source], now: Mapping[str, str]) -> Changes:
    """Compare the sources of an index with the digests of the files that are there now.

    The digest decides, never a name or a time. A file that was left out and has not changed since
    is nothing new.
    """
    left_out = {path: s.digest for path, s in before.items() if not s.articles}
    old = {path: s.digest for path, s in before.items() if s.articles}
    new = {path: digest for path, digest in now.items() if left_out.get(path) != digest}
    common = sorted(old.keys() & new.keys())
    added, removed = sorted(new.keys() - old.keys()), sorted(old.keys() - new.keys())
    return Changes(
        added=tuple(added),
        changed=tuple(p for p in common if old[p] != new[p]),
        removed=tuple(removed),
        unchanged=tuple(p for p in common if old[p] == new[p]),
        renamed=_renamed({p: old[p] for p in removed}, {p: new[p] for p in added}),
    )


def _renamed(gone: Mapping[str, str], come: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Pairs of paths with one digest, in ascending order; of several the first with the first."""
    places: dict[str, list[str]] = defaultdict(list)
    for path in sorted(come, reverse=True):
        places[come[path]].append(path)
    pairs = [(path, places[d].pop()) for path, d in sorted(gone.items()) if places.get(d)]
    return tuple(pairs)
