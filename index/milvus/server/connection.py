"""A connection to a Milvus server: every call with a time-out, every failure one of our errors.

Owns the client library, which this file alone imports. Knows nothing of collections or rows, nor of
what a failure means, which failures.py does.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property, lru_cache
from typing import Any, TypeVar

from index.errors import IndexFolderError
from index.location import Address
from index.milvus.server.failures import translate_error

QUERY_TIMEOUT = 10.0  # seconds that a question waits for the server
BULK_TIMEOUT = 60.0  # seconds for each message that writes rows or goes through them
ADMIN_TIMEOUT = 600.0  # seconds for what works on all rows, as loading them

_NODE_LOST = "failed to search/query delegator"

T = TypeVar("T")


class Connection:
    """A server, or a cluster of them, at an address; safe to use from several threads."""

    def __init__(self, address: Address) -> None:
        self.address, self._timeout = address, QUERY_TIMEOUT

    @cached_property
    def _client(self) -> Any:
        with self._translated_errors():
            return library().MilvusClient(
                self.address.uri, token=self.address.token or "", timeout=self._timeout
            )

    @contextmanager
    def _translated_errors(self) -> Iterator[None]:
        """Raise failures of the server as errors of ours."""
        milvus = library()
        import grpc

        try:
            yield
        except (milvus.MilvusException, grpc.RpcError) as error:
            raise translate_error(self.address, error) from error


def retry_once(read: Callable[[], T]) -> T:
    """Read a second time where a query node was lost meanwhile: others may hold the same rows."""
    try:
        return read()
    except library().MilvusException as error:
        if _NODE_LOST not in str(error):
            raise
        return read()


@lru_cache(maxsize=1)
def library() -> Any:
    """The client library, loaded now. Raises IndexFolderError where it is not installed."""
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
