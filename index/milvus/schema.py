"""The collections of an index in a server: their names, fields and keys.

Owns how rows are numbered and which of them a generation sees. Pure. Rows are never changed in
place: a build adds rows whose keys begin with its generation's number, and sets a tombstone on
those that it removes, the number of the generation that deleted them. A generation sees the rows
that were written by then and not deleted by then.

    COLLECTION                  catalog: the generations there are, which is current, who writes
    COLLECTION_000007_passages  one row a passage, found by its vector
    COLLECTION_000007_records   files, the articles' text in parts, the terms' postings in blocks

The number in a name is the epoch, which is the generation that created both collections: as long as
the recipe stays, builds add to the same two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import IntEnum
from typing import Any

import numpy as np

from index.filtering.selection import Selection

# A key is generation, batch of files, and number of the passage in it: 20, 23 and 20 bits.
KEYS_PER_GENERATION, KEYS_PER_BATCH = 1 << 43, 1 << 20
MERGED_BATCH = (1 << 23) - 1  # the batch number of the segment that a build merged

DELETED_IN = "died"  # field: the generation that deleted a row
NOT_DELETED = 1 << 62  # its value in rows that none has deleted
TEXT = 65_535  # bytes that a text field takes
RUNS_PER_FILTER = 64  # runs of keys that a filter compares by their ends
KEYS_PER_FILTER = 20_000  # that a filter lists otherwise: 400 KB of the 64 MB that a message takes
PLACEHOLDER = "spare"  # field: two zeros, where a collection needs a vector and is not searched

Row = Mapping[str, Any]  # by the names of its fields
Field = tuple[str, str, int]  # name, type, size: bytes of a text, numbers of a vector

CATALOG: list[Field] = [
    ("pk", "VARCHAR", 64),
    ("body", "VARCHAR", TEXT),
    (PLACEHOLDER, "VECTOR", 2),
]
RECORDS: list[Field] = [
    ("pk", "VARCHAR", 128),
    ("kind", "INT64", 0),
    ("name", "INT64", 0),
    ("key", "INT64", 0),
    ("part", "INT64", 0),
    (DELETED_IN, "INT64", 0),
    ("body", "VARCHAR", TEXT),
    (PLACEHOLDER, "VECTOR", 2),
]


class Kind(IntEnum):
    """The kind of a record. Its ``name`` is the digest of what it is looked up by, its ``key`` that
    of its first passage; of postings the number of their block and the key of their segment.
    """

    FILE = 1  # looked up by its path
    ARTICLE = 2  # looked up by its id
    TITLE = 3  # of an article, whose id it holds
    POSTINGS = 4
    COMMON = 5  # terms without postings in a segment, and how many passages hold them


def passage_fields(dim: int, columns: int) -> list[Field]:
    """The fields of a passage; the vectors of its sentences are in ``columns`` text fields."""
    packed = [(name, "VARCHAR", TEXT) for name in ("terms", *sentence_fields(columns))]
    numbers = [("pk", "INT64", 0), (DELETED_IN, "INT64", 0), ("text", "INT64", 0)]
    return [*numbers, ("about", "VARCHAR", TEXT), *packed, ("vector", "VECTOR", dim)]


def sentence_fields(columns: int) -> list[str]:
    return [f"sentences_{i}" for i in range(columns)]


def passages_collection(collection: str, epoch: int) -> str:
    return f"{collection}_{epoch:06d}_passages"


def records_collection(collection: str, epoch: int) -> str:
    return f"{collection}_{epoch:06d}_records"


def epochs_of(collection: str, names: Iterable[str]) -> set[int]:
    """The epochs that some of the given collections belong to."""
    form = re.compile(re.escape(collection) + r"_(\d{6,})_(?:passages|records)")
    return {int(found[1]) for name in names if (found := form.fullmatch(name))}


def first_key(generation: int, batch: int = 0) -> int:
    """The key of the first passage of a batch; keys of earlier generations are smaller."""
    return generation * KEYS_PER_GENERATION + batch * KEYS_PER_BATCH


def visible_filter(generation: int, field: str = "key") -> str:
    """The rows that a generation sees, as a filter."""
    return f"{field} < {first_key(generation + 1)} && {DELETED_IN} > {generation}"


def is_in(field: str, values: Iterable[int]) -> str:
    """The rows whose field has one of the values, as a filter."""
    return f"{field} in {sorted(values)}"


def is_left(field: str, left: Selection) -> list[str]:
    """The rows whose field is a key that a filter has left, as filters that exclude each other.

    Few runs are compared by their ends; of many, the keys are listed, some in each filter.
    """
    if len(left.starts) <= RUNS_PER_FILTER:
        runs = zip(left.starts.tolist(), left.ends.tolist(), strict=True)
        return [" || ".join(f"({field} >= {start} && {field} < {end})" for start, end in runs)]
    some, counts = left.starts, left.ends - left.starts
    keys = np.repeat(some - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())
    return [
        is_in(field, keys[at : at + KEYS_PER_FILTER].tolist())
        for at in range(0, len(keys), KEYS_PER_FILTER)
    ]
