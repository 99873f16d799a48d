"""Talking to a Milvus server: every call with a time-out, every failure one of our errors.

Owns the client library, which this file alone imports, and the kinds of index that are made. Knows
nothing of what the rows hold, nor of what a failure means, which failures.py does.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property, lru_cache
from typing import Any

from index.embedding.protocol import Vectors
from index.errors import IndexFolderError
from index.location import Address
from index.milvus.failures import told
from index.milvus.schema import Field, Row

TIMEOUT = 10.0  # seconds that a question may wait for the server
PATIENT = 60.0  # and what writes or goes through rows, for each message of them
LONG = 600.0  # and what works on all rows, as loading them
AT_ONCE = 500  # rows sent in one message: some 3 MB of the 64 that a server takes
PAGE = 1000  # rows fetched in one message

_log = logging.getLogger(__name__)
_FEW = (
    "the index at {address} is held once, as there are fewer than {wanted} query nodes: should the"
    " one fail, answers stop or are degraded until it is back"
)

_TOO_FEW_NODES, _NODE_LOST = "nodes not enough", "failed to search/query delegator"
# Beyond the few rows that a search goes through before it stops, more cost time and find nothing.
_SEARCHED, _BUILD = 2, {"M": 16, "efConstruction": 200}


class Server:
    """One server, or a cluster of them, at an address; safe to use from several threads."""

    def __init__(self, address: Address) -> None:
        self.address, self._timeout = address, TIMEOUT
        self._few = False  # that there are few query nodes has been said

    def has(self, collection: str) -> bool:
        with self._mapped():
            return bool(self._client.has_collection(collection, timeout=self._timeout))

    def fields(self, collection: str) -> set[str]:
        """The names of a collection's fields."""
        with self._mapped():
            told = self._client.describe_collection(collection, timeout=self._timeout)
            return {field["name"] for field in told["fields"]}

    def collections(self) -> list[str]:
        with self._mapped():
            return list(self._client.list_collections(timeout=self._timeout))

    def create(
        self, collection: str, fields: Sequence[Field], *, sorted_by: Sequence[str] = ()
    ) -> None:
        """Make a collection, and load it; fields in ``sorted_by`` are looked up by value.

        Goes on where who began it died.
        """
        there = self.has(collection)
        with self._mapped():
            if not there:
                self._client.create_collection(
                    collection,
                    schema=self._schema(fields),
                    num_shards=self.address.shards,
                    consistency_level="Session",
                    timeout=self._timeout,
                )
            if self._is_to_load(collection):
                self._index(collection, fields, sorted_by)
                self._load(collection)

    def drop(self, collection: str) -> None:
        with self._mapped():
            self._client.drop_collection(collection, timeout=LONG)

    def upsert(self, collection: str, rows: Iterable[Row]) -> None:
        """Write rows over those of the same primary key; they are seen by who writes at once."""
        some: list[Row] = []
        for row in rows:
            some.append(row)
            if len(some) == AT_ONCE:
                self._upsert(collection, some)
                some = []
        if some:
            self._upsert(collection, some)

    def delete(self, collection: str, condition: str) -> None:
        """Take away all rows for which a condition holds."""
        if not self.count(collection, condition):
            return  # which takes the server far less than to find nothing to take away
        with self._mapped():
            self._client.delete(collection, filter=condition, timeout=LONG)

    def query(
        self, collection: str, condition: str, fields: Sequence[str], *, strong: bool = False
    ) -> list[Row]:
        """All rows for which a condition holds, in no order; meant for few.

        With ``strong`` all that anybody has written by now is seen, which takes some tenths of a
        second; without, one's own writes at once, and others' soon.
        """
        with self._mapped():
            found = _again(
                self._client.query,
                collection,
                filter=condition,
                output_fields=list(fields),
                consistency_level="Strong" if strong else "Session",
                timeout=self._timeout,
            )
            return list(found)

    def iterate(self, collection: str, condition: str, fields: Sequence[str]) -> Iterator[Row]:
        """All rows for which a condition holds, by primary key, a page at a time."""
        # As the library's own iterator does, which takes a second to begin.
        after = ""
        while True:
            with self._mapped():
                page = _again(
                    self._client.query,
                    collection,
                    filter=f"({condition}){after}",
                    output_fields=["pk", *(name for name in fields if name != "pk")],
                    limit=PAGE,
                    timeout=PATIENT,
                )
            page = sorted(page, key=lambda row: row["pk"])
            yield from page
            if len(page) < PAGE:
                return
            after = f" && pk > {json.dumps(page[-1]['pk'])}"

    def search(
        self, collection: str, vector: Vectors, n: int, condition: str, fields: Sequence[str]
    ) -> list[Row]:
        """The n rows nearest to a vector, among those for which a condition holds; ``distance`` is
        the cosine.
        """
        with self._mapped():
            found = _again(
                self._client.search,
                collection,
                [vector],
                anns_field="vector",
                limit=n,
                filter=condition,
                output_fields=list(fields),
                search_params={"params": {"ef": _SEARCHED * n}},
                timeout=self._timeout,
            )
            return [{**hit["entity"], "distance": hit["distance"]} for hit in found[0]]

    def count(self, collection: str, condition: str, *, strong: bool = False) -> int:
        """How many rows there are for which a condition holds, as far as the server can see."""
        (row,) = self.query(collection, condition, ["count(*)"], strong=strong)
        return int(row["count(*)"])

    def flush(self, collection: str) -> None:
        """Ask the server to close what is being written, so that it is indexed."""
        with self._mapped():
            self._client.flush(collection, timeout=LONG)

    def unindexed(self, collection: str) -> int:
        """How many of the flushed rows are not in the vectors' index yet; they are compared."""
        with self._mapped():
            field = "vector"
            told = self._client.describe_index(collection, field, timeout=self._timeout)
            return int(told["pending_index_rows"])

    @cached_property
    def _client(self) -> Any:
        library = _library()
        with self._mapped():
            return library.MilvusClient(
                self.address.uri, token=self.address.token or "", timeout=self._timeout
            )

    def _schema(self, fields: Sequence[Field]) -> Any:
        library = _library()
        schema = self._client.create_schema(auto_id=False, enable_dynamic_field=False)
        for name, kind, size in fields:
            if kind == "VECTOR":
                schema.add_field(name, library.DataType.FLOAT_VECTOR, dim=size)
            elif kind == "VARCHAR":
                schema.add_field(
                    name, library.DataType.VARCHAR, max_length=size, is_primary=name == "pk"
                )
            else:
                schema.add_field(name, library.DataType.INT64, is_primary=name == "pk")
        return schema

    def _index(self, collection: str, fields: Sequence[Field], sorted_by: Sequence[str]) -> None:
        params = self._client.prepare_index_params()
        lite = not self.address.uri.startswith("http")  # its HNSW loses rows where many are alike
        for name, kind, _ in fields:
            if kind == "VECTOR" and name == "vector" and not lite:
                params.add_index(name, index_type="HNSW", metric_type="COSINE", params=_BUILD)
            elif kind == "VECTOR":
                metric = "COSINE" if name == "vector" else "L2"
                params.add_index(name, index_type="FLAT", metric_type=metric)
        for name in sorted_by:
            params.add_index(name, index_type="INVERTED" if lite else "STL_SORT")
        # Not waited for, in steps of half a second: of no rows an index is made at once.
        self._client.create_index(collection, params, timeout=LONG, sync=False)

    def _is_to_load(self, collection: str) -> bool:
        told = self._client.get_load_state(collection, timeout=self._timeout)
        return bool(told["state"].name == "NotLoad")

    def _load(self, collection: str) -> None:
        """Load it as often as the address says, or once where there are fewer query nodes."""
        wanted = self.address.replicas
        try:
            self._client.load_collection(collection, replica_number=wanted, timeout=LONG)
        except _library().MilvusException as error:
            if _TOO_FEW_NODES not in str(error):
                raise
            if not self._few:
                _log.warning("%s", _FEW.format(address=self.address, wanted=wanted))
            self._few = True
            self._client.load_collection(collection, replica_number=1, timeout=LONG)

    def _upsert(self, collection: str, rows: list[Row]) -> None:
        with self._mapped():
            self._client.upsert(collection, rows, timeout=PATIENT)

    @contextmanager
    def _mapped(self) -> Iterator[None]:
        """Failures of the server as errors of ours."""
        library = _library()
        import grpc

        try:
            yield
        except (library.MilvusException, grpc.RpcError) as error:
            raise told(self.address, error) from error


@lru_cache(maxsize=8)
def connected(address: Address) -> Server:
    """The one connection of this process to an address."""
    return Server(address)


@lru_cache(maxsize=1)
def _library() -> Any:
    try:
        import pymilvus
    except ImportError as error:
        raise IndexFolderError(
            found="the library to talk to a Milvus server is not installed",
            expected="pymilvus",
            cure='install it: pip install "article-qa[milvus]"',
        ) from error
    logging.getLogger("pymilvus").setLevel(logging.CRITICAL)  # it prints tracebacks by itself
    return pymilvus


def _again(read: Callable[..., Any], *asked: Any, **how: Any) -> Any:
    """Read a second time where a query node was lost meanwhile: others may hold the same."""
    try:
        return read(*asked, **how)
    except _library().MilvusException as error:
        if _NODE_LOST not in str(error):
            raise
        return read(*asked, **how)
