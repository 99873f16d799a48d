"""The collections of an index in a server: their names, fields and keys.

Owns how rows are numbered and which of them a generation sees. Pure. Nothing is ever changed in
place: a build adds rows whose keys begin with its generation's number, and marks what goes with the
generation in which it died. A generation sees what was born by then and has not died.

    COLLECTION                  catalog: the generations there are, which is current, who writes
    COLLECTION_000007_passages  one row a passage, found by its vector
    COLLECTION_000007_records   files, the articles' text in parts, the terms' postings in blocks

The number in a name is that of the generation which made all anew: as long as the recipe stays,
builds add to the same two collections.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import IntEnum
from typing import Any

# A key is generation, batch of files, and number of the passage in it: 20, 23 and 20 bits.
GENERATION, BATCH = 1 << 43, 1 << 20
MERGED = (1 << 23) - 1  # the batch by which the segment that a build merged is called

ALIVE = 1 << 62  # the generation in which that dies which lives
TEXT = 65_535  # bytes that a text field takes
SPARE = "spare"  # a vector of two zeros, where a collection is not searched but must have one

Row = Mapping[str, Any]  # by the names of its fields
Field = tuple[str, str, int]  # name, type, size: bytes of a text, numbers of a vector

CATALOG: list[Field] = [("pk", "VARCHAR", 64), ("body", "VARCHAR", TEXT), (SPARE, "VECTOR", 2)]
RECORDS: list[Field] = [
    ("pk", "VARCHAR", 128),
    ("kind", "INT64", 0),
    ("name", "INT64", 0),
    ("key", "INT64", 0),
    ("part", "INT64", 0),
    ("died", "INT64", 0),
    ("body", "VARCHAR", TEXT),
    (SPARE, "VECTOR", 2),
]


class Kind(IntEnum):
    """What a record is. ``name`` is the digest of what it is looked up by, ``key`` that of its
    first passage, and of postings the number of their block and the key of their segment.
    """

    FILE = 1  # by its path
    ARTICLE = 2  # by its id
    TITLE = 3  # of an article, whose id it gives
    POSTINGS = 4
    COMMON = 5  # terms of a segment that have no postings in it, and how many passages hold them


def passage_fields(dim: int, columns: int) -> list[Field]:
    """The fields of passages; their sentences' vectors lie in text fields, as many as it takes."""
    packed = [(name, "VARCHAR", TEXT) for name in ("terms", *sentence_fields(columns))]
    numbers = [("pk", "INT64", 0), ("died", "INT64", 0), ("text", "INT64", 0)]
    return [*numbers, ("about", "VARCHAR", TEXT), *packed, ("vector", "VECTOR", dim)]


def sentence_fields(columns: int) -> list[str]:
    return [f"sentences_{i}" for i in range(columns)]


def passages_of(collection: str, epoch: int) -> str:
    return f"{collection}_{epoch:06d}_passages"


def records_of(collection: str, epoch: int) -> str:
    return f"{collection}_{epoch:06d}_records"


def epochs_of(collection: str, names: Iterable[str]) -> set[int]:
    """The epochs of which some of the given collections are."""
    form = re.compile(re.escape(collection) + r"_(\d{6,})_(?:passages|records)")
    return {int(found[1]) for name in names if (found := form.fullmatch(name))}


def first_key(generation: int, batch: int = 0) -> int:
    """The key of the first passage of a batch; all of an earlier generation are smaller."""
    return generation * GENERATION + batch * BATCH


def visible(generation: int, field: str = "key") -> str:
    """What a generation sees, as a filter."""
    return f"{field} < {first_key(generation + 1)} && died > {generation}"


def one_of(field: str, values: Iterable[int]) -> str:
    return f"{field} in {sorted(values)}"
