"""The rows of a Milvus server: writing, deleting, looking up and searching them.

Owns how many rows a message takes. Knows nothing of what the rows hold.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from index.embedding.protocol import Vectors
from index.location import Address
from index.milvus.schema import Row
from index.milvus.server.collections import Collections
from index.milvus.server.connection import ADMIN_TIMEOUT, BULK_TIMEOUT, retry_once

ROWS_PER_UPSERT = 500  # some 3 MB of the 64 that a server takes in one message
ROWS_PER_QUERY = 1000
_EF_PER_RESULT = 2  # rows an HNSW search visits for each result: more cost time and find nothing


class Server(Collections):
    """A server's collections and their rows; conditions are Milvus' filter expressions."""

    def upsert(self, collection: str, rows: Iterable[Row]) -> None:
        """Write rows over those of the same primary key; their writer sees them at once."""
        some: list[Row] = []
        for row in rows:
            some.append(row)
            if len(some) == ROWS_PER_UPSERT:
                self._upsert(collection, some)
                some = []
        if some:
            self._upsert(collection, some)

    def delete(self, collection: str, condition: str) -> None:
        """Delete all rows for which a condition holds; where none is to be expected, count first,
        which takes the server far less time than deleting nothing.
        """
        with self._translated_errors():
            self._client.delete(collection, filter=condition, timeout=ADMIN_TIMEOUT)

    def query(
        self, collection: str, condition: str, fields: Sequence[str], *, strong: bool = False
    ) -> list[Row]:
        """All rows for which a condition holds, in no order; meant for few.

        With ``strong`` all that anybody has written by now is seen, which takes some tenths of a
        second; without, one's own writes are seen at once, and others' soon.
        """
        with self._translated_errors():
            found = retry_once(
                lambda: self._client.query(
                    collection,
                    filter=condition,
                    output_fields=list(fields),
                    consistency_level="Strong" if strong else "Session",
                    timeout=self._timeout,
                )
            )
            return list(found)

    def iterate(self, collection: str, condition: str, fields: Sequence[str]) -> Iterator[Row]:
        """All rows for which a condition holds, by ascending primary key, a page at a time."""
        # As the library's own iterator does, which takes a second to begin.
        after = ""
        while True:
            page = self._page(collection, f"({condition}){after}", fields)
            yield from page
            if len(page) < ROWS_PER_QUERY:
                return
            after = f" && pk > {json.dumps(page[-1]['pk'])}"

    def search(
        self, collection: str, vector: Vectors, n: int, condition: str, fields: Sequence[str]
    ) -> list[Row]:
        """The n rows nearest to a vector, among those for which a condition holds.

        ``distance`` of a row is its cosine.
        """
        with self._translated_errors():
            found = retry_once(
                lambda: self._client.search(
                    collection,
                    [vector],
                    anns_field="vector",
                    limit=n,
                    filter=condition,
                    output_fields=list(fields),
                    search_params={"params": {"ef": _EF_PER_RESULT * n}},
                    timeout=self._timeout,
                )
            )
            return [{**hit["entity"], "distance": hit["distance"]} for hit in found[0]]

    def count(self, collection: str, condition: str, *, strong: bool = False) -> int:
        """Number of rows for which a condition holds, on the nodes that answer."""
        (row,) = self.query(collection, condition, ["count(*)"], strong=strong)
        return int(row["count(*)"])

    def _page(self, collection: str, condition: str, fields: Sequence[str]) -> list[Row]:
        """The first rows for which a condition holds, by ascending primary key."""
        with self._translated_errors():
            page = retry_once(
                lambda: self._client.query(
                    collection,
                    filter=condition,
                    output_fields=["pk", *(name for name in fields if name != "pk")],
                    limit=ROWS_PER_QUERY,
                    timeout=BULK_TIMEOUT,
                )
            )
        return sorted(page, key=lambda row: row["pk"])

    def _upsert(self, collection: str, rows: list[Row]) -> None:
        with self._translated_errors():
            self._client.upsert(collection, rows, timeout=BULK_TIMEOUT)


@lru_cache(maxsize=8)
def connect(address: Address) -> Server:
    """The one connection of this process to an address."""
    return Server(address)
