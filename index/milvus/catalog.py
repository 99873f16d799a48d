"""The catalog of an index in a server: which generations there are, and which is current.

States of the catalog, after a crash or otherwise:

    rows                                     opening                a build
    no catalog, or no current row            IndexMissingError      builds generation 1
    current, and rows of a generation that   opens the current one  deletes them, and resets the
    was never published                                             tombstones that it set
    current, and newer generations           opens the current one  the same: it updates the
    (rolled back)                                                   current one
    current, and older ones beyond ``keep``  opens the current one  deletes them

Publishing is one upsert of one row. A row that says which generation is current carries the fencing
token of its writer, and the highest token counts: the row of a writer that lost its lease has no
effect.

Owns these rows and the lineage of generations. Knows nothing of passages.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from index.errors import (
    IndexDamagedError,
    IndexFolderError,
    IndexMismatchError,
    IndexMissingError,
)
from index.milvus.schema import CATALOG, PLACEHOLDER, Row
from index.milvus.server.client import Server
from index.recipe import Recipe

CATALOG_SCHEMA = 1
CURRENT_PREFIX, GENERATION_PREFIX = "current", "generation:"
_POINTERS = f'pk == "{CURRENT_PREFIX}" || pk like "{CURRENT_PREFIX}:%"'


@dataclass(frozen=True, slots=True)
class Segment:
    """Postings of the passages from the key ``since`` on, up to the next segment.

    ``key`` is the segment's own, ``size`` and ``tokens`` are the passages and the terms in all of
    them, ``blocks`` the rows that its postings are spread over.
    """

    key: int
    since: int
    size: int
    tokens: int
    blocks: int


@dataclass(frozen=True, slots=True)
class GenerationRecord:
    """One generation. ``epoch`` is in the names of its collections, ``columns`` the fields that
    hold sentences' vectors, ``records`` the rows of records that it sees; it was made from
    ``previous``.
    """

    generation: int
    epoch: int
    seeds: str
    recipe: Recipe
    dim: int
    columns: int
    articles: int
    passages: int
    sentences: int
    records: int
    segments: tuple[Segment, ...]
    previous: int | None = None
    schema: int = CATALOG_SCHEMA


class Catalog:
    """The catalog of one index; the first build creates it."""

    def __init__(self, server: Server) -> None:
        self._server, self._name = server, server.address.collection

    def current(self) -> int:
        """Number of the current generation. Raises IndexMissingError."""
        pointers = self._pointers(strong=False)
        if not pointers:
            raise IndexMissingError(
                found=f"no index at {self._server.address}",
                expected="one built before",
                cure=f"run qa index --index {self._server.address}",
            )
        return pointers[max(pointers)]

    def record(self, number: int | None = None) -> GenerationRecord:
        """One generation, by default the current one. Raises IndexFolderError."""
        number = self.current() if number is None else number
        body = self.read(f"{GENERATION_PREFIX}{number}")
        if body is None:
            raise IndexDamagedError(
                found=f"generation {number} is not in the catalog of {self._server.address}",
                expected="the row that was written",
                cure="run qa index --rebuild",
            )
        if body["schema"] != CATALOG_SCHEMA:
            raise IndexMismatchError(
                found=f"the index at {self._server.address} has schema {body['schema']}",
                expected=f"schema {CATALOG_SCHEMA}",
                cure="run qa index --rebuild",
            )
        return _record(body)

    def numbers(self) -> list[int]:
        """The generations that have a row, ascending."""
        names = [row["pk"] for row in self._rows("pk != ''", ["pk"])]
        kept = [name for name in names if name.startswith(GENERATION_PREFIX)]
        return sorted(int(name.removeprefix(GENERATION_PREFIX)) for name in kept)

    def lineage(self, length: int) -> list[GenerationRecord]:
        """The current generation and those it was made from, newest first."""
        kept, numbers = [self.record()], self.numbers()
        while len(kept) < length and kept[-1].previous in numbers:
            kept.append(self.record(kept[-1].previous))
        return kept

    def create(self) -> None:
        """Create the catalog unless it exists. Raises IndexFolderError for another collection."""
        fields = {name for name, _, _ in CATALOG}
        if self._server.has(self._name) and self._server.fields(self._name) != fields:
            raise IndexFolderError(
                found=f"the collection at {self._server.address} is no index, and holds other data",
                expected="an index, or a name that is not in use",
                cure="choose another name, or drop the collection if nobody needs it",
            )
        self._server.create(self._name, CATALOG)

    def publish(self, record: GenerationRecord, fencing_token: int | None = None) -> None:
        """Make a generation current, in one step, unless one was with a higher token."""
        before = self._pointers(strong=fencing_token is None)
        self.write(f"{GENERATION_PREFIX}{record.generation}", asdict(record))
        self._point_to(record.generation, before, fencing_token)

    def make_current(self, number: int, fencing_token: int | None = None) -> None:
        """Make a generation that has a row current; without a token, with the next one."""
        self._point_to(number, self._pointers(strong=fencing_token is None), fencing_token)

    def remove_generations(self, numbers: Iterable[int]) -> None:
        self.remove(f"{GENERATION_PREFIX}{n}" for n in numbers)

    def read(self, name: str, *, strong: bool = False) -> dict[str, Any] | None:
        """The content of a row; with ``strong`` all that anybody has written by now is seen."""
        return self._bodies(_named([name]), strong=strong).get(name)

    def read_with_token(self, name: str) -> tuple[dict[str, Any] | None, int]:
        """The content of a row, and the highest token that a generation was published with, 0 where
        none was; all that anybody has written by now is seen.
        """
        found = self._bodies(f"{_named([name])} || {_POINTERS}", strong=True)
        body = found.pop(name, None)
        return body, max(_by_token(found.values()), default=0)

    def write(self, name: str, body: dict[str, Any]) -> None:
        row = {"pk": name, "body": json.dumps(body), PLACEHOLDER: [0.0, 0.0]}
        self._server.upsert(self._name, [row])

    def remove(self, names: Iterable[str]) -> None:
        """Delete rows, and wait until nobody sees them: unlike written rows, deleted ones are seen
        for a moment even by who deleted them.
        """
        names = list(names)
        if not names:
            return
        self._server.delete(self._name, _named(names))
        self._server.count(self._name, _named(names), strong=True)

    def _point_to(self, number: int, before: dict[int, int], fencing_token: int | None) -> None:
        """Write the row that makes a generation current, and delete all rows of this kind but the
        last of those before: who reads at this moment may not see the new one yet. A row of an
        older token has no effect while it is seen.
        """
        token = max(before, default=0) + 1 if fencing_token is None else fencing_token
        self.write(_pointer(token), {"generation": number, "turn": token})
        if old := [_pointer(t) for t in sorted(before)[:-1] if t < token]:
            self._server.delete(self._name, _named(old))

    def _pointers(self, *, strong: bool) -> dict[int, int]:
        """The generation that was made current with each token."""
        return _by_token(self._bodies(_POINTERS, strong=strong).values())

    def _bodies(self, condition: str, *, strong: bool) -> dict[str, dict[str, Any]]:
        """The contents of the rows for which a condition holds, by their names; none where there
        is no catalog.
        """
        rows = self._rows(condition, ["pk", "body"], strong=strong)
        return {row["pk"]: json.loads(row["body"]) for row in rows}

    def _rows(self, condition: str, fields: list[str], *, strong: bool = False) -> list[Row]:
        try:
            return self._server.query(self._name, condition, fields, strong=strong)
        except IndexMissingError:
            return []


def _named(names: Iterable[str]) -> str:
    """The rows of these names, as a filter."""
    return f"pk in {json.dumps(list(names))}"


def _by_token(pointers: Iterable[dict[str, Any]]) -> dict[int, int]:
    return {body.get("turn", 0): int(body["generation"]) for body in pointers}


def _pointer(fencing_token: int) -> str:
    """The name of a token's row; the first version of all had none."""
    return f"{CURRENT_PREFIX}:{fencing_token}" if fencing_token else CURRENT_PREFIX


def _record(body: dict[str, Any]) -> GenerationRecord:
    recipe = Recipe(**body["recipe"])
    segments = tuple(Segment(**one) for one in body["segments"])
    return GenerationRecord(**body | {"recipe": recipe, "segments": segments})
