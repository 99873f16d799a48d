"""The collections of a Milvus server: creating, loading and dropping them.

Owns the types of fields and the kinds of index. Knows nothing of what the rows hold.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from index.location import Address
from index.milvus.schema import Field
from index.milvus.server.connection import ADMIN_TIMEOUT, Connection, library

_log = logging.getLogger(__name__)
_ONE_REPLICA = (
    "the index at {address} is held once, as there are fewer than {wanted} query nodes: should the"
    " one fail, answers stop or are degraded until it is back"
)
_TOO_FEW_NODES = "nodes not enough"
_HNSW = {"M": 16, "efConstruction": 200}


class Collections(Connection):
    """A server's collections, by their names."""

    def __init__(self, address: Address) -> None:
        super().__init__(address)
        self._warned = False  # of too few query nodes

    def has(self, collection: str) -> bool:
        with self._translated_errors():
            return bool(self._client.has_collection(collection, timeout=self._timeout))

    def fields(self, collection: str) -> set[str]:
        """The names of a collection's fields."""
        with self._translated_errors():
            found = self._client.describe_collection(collection, timeout=self._timeout)
            return {field["name"] for field in found["fields"]}

    def collections(self) -> list[str]:
        """The names of all collections, those of other indexes too."""
        with self._translated_errors():
            return list(self._client.list_collections(timeout=self._timeout))

    def create(
        self, collection: str, fields: Sequence[Field], *, sorted_by: Sequence[str] = ()
    ) -> None:
        """Create a collection and load it; fields in ``sorted_by`` are looked up by value.

        Completes a creation that was killed.
        """
        exists = self.has(collection)
        with self._translated_errors():
            if not exists:
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
        with self._translated_errors():
            self._client.drop_collection(collection, timeout=ADMIN_TIMEOUT)

    def flush(self, collection: str) -> None:
        """Ask the server to close the segment that is being written, so that it is indexed."""
        with self._translated_errors():
            self._client.flush(collection, timeout=ADMIN_TIMEOUT)

    def unindexed(self, collection: str) -> int:
        """Number of flushed rows whose vectors are not indexed yet; a search compares them all."""
        with self._translated_errors():
            found = self._client.describe_index(collection, "vector", timeout=self._timeout)
            return int(found["pending_index_rows"])

    def _schema(self, fields: Sequence[Field]) -> Any:
        types = library().DataType
        schema = self._client.create_schema(auto_id=False, enable_dynamic_field=False)
        for name, kind, size in fields:
            if kind == "VECTOR":
                schema.add_field(name, types.FLOAT_VECTOR, dim=size)
            elif kind == "VARCHAR":
                schema.add_field(name, types.VARCHAR, max_length=size, is_primary=name == "pk")
            else:
                schema.add_field(name, types.INT64, is_primary=name == "pk")
        return schema

    def _index(self, collection: str, fields: Sequence[Field], sorted_by: Sequence[str]) -> None:
        params = self._client.prepare_index_params()
        # Milvus Lite: its HNSW loses rows where many are alike.
        lite = not self.address.uri.startswith("http")
        for name, kind, _ in fields:
            if kind == "VECTOR" and name == "vector" and not lite:
                params.add_index(name, index_type="HNSW", metric_type="COSINE", params=_HNSW)
            elif kind == "VECTOR":
                metric = "COSINE" if name == "vector" else "L2"
                params.add_index(name, index_type="FLAT", metric_type=metric)
        for name in sorted_by:
            params.add_index(name, index_type="INVERTED" if lite else "STL_SORT")
        # Waiting goes in steps of half a second, and without rows there is nothing to wait for.
        self._client.create_index(collection, params, timeout=ADMIN_TIMEOUT, sync=False)

    def _is_to_load(self, collection: str) -> bool:
        found = self._client.get_load_state(collection, timeout=self._timeout)
        return bool(found["state"].name == "NotLoad")

    def _load(self, collection: str) -> None:
        """Load as many replicas as the address asks for, or one where query nodes are too few."""
        wanted = self.address.replicas
        try:
            self._client.load_collection(collection, replica_number=wanted, timeout=ADMIN_TIMEOUT)
        except library().MilvusException as error:
            if _TOO_FEW_NODES not in str(error):
                raise
            if not self._warned:
                _log.warning("%s", _ONE_REPLICA.format(address=self.address, wanted=wanted))
            self._warned = True
            self._client.load_collection(collection, replica_number=1, timeout=ADMIN_TIMEOUT)
