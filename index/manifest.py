"""The manifest of a generation, as JSON. Reads no files.

Owns the manifest's form and its schema number. Knows nothing of how the files it names are written.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from index.corpus import Omission
from index.errors import IndexDamagedError, IndexMismatchError
from index.recipe import Recipe

MANIFEST_SCHEMA = 4


@dataclass(frozen=True, slots=True)
class Rejection:
    """The three parts of the error for which a file, or a record of it, was left out."""

    found: str
    expected: str
    cure: str


@dataclass(frozen=True, slots=True)
class Source:
    """One file of the seeds folder: the SHA-256 of its bytes and the number of its articles.

    Its articles are as many rows, in their order in the file; a rejected file has none.
    ``omissions`` name text that was left out on purpose.
    """

    digest: str
    articles: int
    rejected: tuple[Rejection, ...] = ()
    omissions: tuple[Omission, ...] = ()

    @property
    def is_special(self) -> bool:
        """True if something of it was rejected or left out, as of few files."""
        return bool(self.rejected or self.omissions)


@dataclass(frozen=True, slots=True)
class FileChecksum:
    """Size of a file in bytes, and the SHA-256 of each block of 1 MiB; the last may be shorter."""

    size: int
    blocks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SearchInfo:
    """The kind of vector search and its measured recall@10.

    ``recall`` is 1 where every row is compared, None where it was not measured. ``nlist`` and
    ``nprobe`` are 0 without inverted lists.
    """

    kind: str
    nlist: int
    nprobe: int
    recall: float | None

    def to_fields(self) -> dict[str, Any]:
        """The fields as they are called in JSON."""
        return {
            "kind": self.kind,
            "lists": self.nlist,
            "probes": self.nprobe,
            "recall": self.recall,
        }

    @classmethod
    def from_fields(cls, fields: Mapping[str, Any]) -> SearchInfo:
        return cls(fields["kind"], fields["lists"], fields["probes"], fields["recall"])


EXACT_SEARCH = SearchInfo(kind="exact", nlist=0, nprobe=0, recall=1.0)


@dataclass(frozen=True, slots=True)
class SegmentRecord:
    """A segment of a generation: its folder's name, and how its passages are searched."""

    name: str
    search: SearchInfo


@dataclass(frozen=True, slots=True)
class Pointer:
    """A generation, and the SHA-256 of its manifest."""

    generation: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """One generation's identity: its recipe, its sources and the digest of each of its files.

    Rows are in ascending order of the sources' paths. ``search`` is that of the largest segment.
    ``previous`` is the generation that it was made from, and that ``rollback`` goes back to.
    """

    generation: int
    seeds: str
    recipe: Recipe
    sources: Mapping[str, Source]  # by path inside the seeds folder
    files: Mapping[str, FileChecksum]  # by path inside the generation's folder
    search: SearchInfo  # of passages by their vectors
    dim: int
    articles: int
    passages: int
    sentences: int
    previous: Pointer | None = None
    segments: tuple[SegmentRecord, ...] = ()
    schema: int = MANIFEST_SCHEMA

    def to_json(self) -> str:
        """All but the sources, which have a file of their own."""
        fields = asdict(replace(self, sources={}, files={})) | {
            "files": {  # of many blocks: asdict takes ten times as long
                name: {"size": one.size, "blocks": one.blocks} for name, one in self.files.items()
            },
            "search": self.search.to_fields(),
            "segments": [
                {"name": one.name, "search": one.search.to_fields()} for one in self.segments
            ],
        }
        del fields["sources"]
        # On one line: indented text is written by json in Python, which takes twice as long.
        return json.dumps(fields, separators=(",", ":"), sort_keys=True) + "\n"

    @classmethod
    def from_json(
        cls,
        text: str,
        *,
        path: str,
        sources: Callable[[Mapping[str, FileChecksum]], Mapping[str, Source]],
    ) -> Manifest:
        """Parse what ``to_json`` gave; ``path`` is named in errors, and ``sources`` gives the
        sources by the checksums of the files.

        Raises IndexMismatchError for another schema, IndexDamagedError for what is no manifest.
        """
        try:
            fields = json.loads(text)
            schema = fields["schema"]
            if schema == MANIFEST_SCHEMA:
                values = fields | _values(fields)
                return cls(**values, sources=sources(values["files"]))
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise IndexDamagedError(
                found=f"{path} is not a manifest ({error})",
                expected="the file that was written",
                cure="run qa index --rebuild",
            ) from error
        raise IndexMismatchError(
            found=f"the index in {path} has schema {schema}",
            expected=f"schema {MANIFEST_SCHEMA}",
            cure="run qa index --rebuild",
        )


def _values(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a manifest that are objects, parsed from JSON."""
    return {
        "recipe": Recipe(**fields["recipe"]),
        "files": {
            path: FileChecksum(record["size"], tuple(record["blocks"]))
            for path, record in fields["files"].items()
        },
        "search": SearchInfo.from_fields(fields["search"]),
        "previous": Pointer(**fields["previous"]) if fields["previous"] else None,
        "segments": tuple(
            SegmentRecord(one["name"], SearchInfo.from_fields(one["search"]))
            for one in fields["segments"]
        ),
    }


def fields_of(source: Source) -> dict[str, Any]:
    """A source as JSON. Nearly all name neither rejections nor omissions; asdict takes ten times as
    long.
    """
    if source.rejected or source.omissions:
        return asdict(source)
    return {"digest": source.digest, "articles": source.articles, "rejected": (), "omissions": ()}


def source_of(fields: Mapping[str, Any]) -> Source:
    """A source from its JSON; earlier versions wrote no omissions."""
    if not fields["rejected"] and not fields.get("omissions"):
        return Source(fields["digest"], fields["articles"])
    rejected = tuple(Rejection(**one) for one in fields["rejected"])
    omissions = tuple(Omission(**one) for one in fields.get("omissions", ()))
    return Source(fields["digest"], fields["articles"], rejected, omissions)
