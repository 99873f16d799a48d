"""The catalog of an index in a server: which generations there are, and which is current.

What may stand there, after a crash or otherwise:

    rows                                     what opening does         what a build does
    no catalog, or no current row            IndexMissingError         builds generation 1
    current, and rows of a generation that   opens the current one     removes them, and what they
    was never made current                                             had marked as dead lives
    current, and newer generations           opens the current one     the same: it goes on from
    (rolled back)                                                      the current one
    current, and older ones not yet swept    opens the current one     sweeps them

Publishing is one upsert of one row. A row that says which generation is current carries the turn of
who wrote it, and the highest counts: what a writer says that was passed over is not heard.

Owns these rows and the line of generations. Knows nothing of passages.
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
from index.milvus.client import Server
from index.milvus.schema import CATALOG, SPARE, Row
from index.recipe import Recipe

SCHEMA = 1
CURRENT, GENERATION = "current", "generation:"


@dataclass(frozen=True, slots=True)
class Segment:
    """Postings of the passages from the key ``since`` on, up to the next segment: their own key,
    how many passages and terms, over how many blocks.
    """

    key: int
    since: int
    size: int
    tokens: int
    blocks: int


@dataclass(frozen=True, slots=True)
class Record:
    """One generation. ``epoch`` is that by which its collections are called, ``columns`` in how
    many fields sentences' vectors lie; ``previous`` is what it was made out of.
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
    records: int  # rows of them that it sees
    segments: tuple[Segment, ...]
    previous: int | None = None
    schema: int = SCHEMA


class Catalog:
    """The catalog of one index; it is made by the first build."""

    def __init__(self, server: Server) -> None:
        self._server, self._name = server, server.address.collection

    def current(self, *, strong: bool = False) -> int:
        """Number of the current generation. Raises IndexMissingError."""
        pointers = self._pointers(strong=strong)
        if not pointers:
            raise IndexMissingError(
                found=f"no index at {self._server.address}",
                expected="one built before",
                cure=f"run qa index --index {self._server.address}",
            )
        return pointers[max(pointers)]

    def record(self, number: int | None = None, *, strong: bool = False) -> Record:
        """One generation, by default the current one. Raises IndexFolderError."""
        number = self.current(strong=strong) if number is None else number
        body = self.read(f"{GENERATION}{number}", strong=strong)
        if body is None:
            raise IndexDamagedError(
                found=f"generation {number} is not in the catalog of {self._server.address}",
                expected="the row that was written",
                cure="run qa index --rebuild",
            )
        if body["schema"] != SCHEMA:
            raise IndexMismatchError(
                found=f"the index at {self._server.address} has schema {body['schema']}",
                expected=f"schema {SCHEMA}",
                cure="run qa index --rebuild",
            )
        return _record(body)

    def numbers(self) -> list[int]:
        """The generations that have a row, ascending."""
        names = [row["pk"] for row in self._rows("pk != ''", "pk")]
        return sorted(int(n.removeprefix(GENERATION)) for n in names if n.startswith(GENERATION))

    def line(self, length: int) -> list[Record]:
        """The current generation and those it was made out of, newest first."""
        kept, at = [], self.record()
        while True:
            kept.append(at)
            if len(kept) == length or at.previous not in self.numbers():
                return kept
            at = self.record(at.previous)

    def make(self) -> None:
        """Make the catalog unless it is there. Raises IndexFolderError when another is."""
        fields = {name for name, _, _ in CATALOG}
        if self._server.has(self._name) and self._server.fields(self._name) != fields:
            raise IndexFolderError(
                found=f"the collection at {self._server.address} is no index, and holds other data",
                expected="an index, or a name that is not in use",
                cure="choose another name, or drop the collection if nobody needs it",
            )
        self._server.create(self._name, CATALOG)

    def turn(self) -> int:
        """The highest turn that a generation was made current in; 0 where none was."""
        return max(self._pointers(strong=True), default=0)

    def publish(self, record: Record, turn: int | None = None) -> None:
        """Make a generation current, in one step, unless that was done in a higher turn."""
        self.write(f"{GENERATION}{record.generation}", asdict(record))
        self.point(record.generation, turn)

    def point(self, number: int, turn: int | None = None) -> None:
        """Make a generation that has a row current; without a turn, in the next one."""
        before = self._pointers(strong=True)
        turn = max(before, default=0) + 1 if turn is None else turn
        self.write(_pointer(turn), {"generation": number, "turn": turn})
        # The last one stays: who reads at this moment may not see the new one yet.
        self.remove([_pointer(t) for t in sorted(before)[:-1] if t < turn])

    def _pointers(self, *, strong: bool) -> dict[int, int]:
        """Which generation was made current in which turn."""
        rows = self._rows(f'pk == "{CURRENT}" || pk like "{CURRENT}:%"', "body", strong=strong)
        bodies = [json.loads(row["body"]) for row in rows]
        return {body.get("turn", 0): int(body["generation"]) for body in bodies}

    def forget(self, numbers: list[int]) -> None:
        self.remove(f"{GENERATION}{n}" for n in numbers)

    def read(self, name: str, *, strong: bool = False) -> dict[str, Any] | None:
        """One row's content; with ``strong`` all that anybody has written by now is seen."""
        rows = self._rows(f'pk == "{name}"', "body", strong=strong)
        return json.loads(rows[0]["body"]) if rows else None

    def write(self, name: str, body: dict[str, Any]) -> None:
        row = {"pk": name, "body": json.dumps(body), SPARE: [0.0, 0.0]}
        self._server.upsert(self._name, [row])

    def remove(self, names: Iterable[str]) -> None:
        """Take rows away, and wait until nobody sees them: what was deleted, unlike what was
        written, is seen for a moment even by who did it.
        """
        names = list(names)
        if not names:
            return
        condition = f"pk in {json.dumps(names)}"
        self._server.delete(self._name, condition)
        self._server.count(self._name, condition, strong=True)

    def _rows(self, condition: str, field: str, *, strong: bool = False) -> list[Row]:
        """None where there is no catalog."""
        try:
            return self._server.query(self._name, condition, [field], strong=strong)
        except IndexMissingError:
            return []


def _pointer(turn: int) -> str:
    """The row of a turn; the first builds of all knew none."""
    return f"{CURRENT}:{turn}" if turn else CURRENT


def _record(body: dict[str, Any]) -> Record:
    recipe = Recipe(**body["recipe"])
    segments = tuple(Segment(**one) for one in body["segments"])
    return Record(**body | {"recipe": recipe, "segments": segments})
