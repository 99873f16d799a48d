from __future__ import annotations

import socket
import sys
import time

import pytest

from index.errors import IndexFolderError, IndexUnreachableError
from index.location import Address
from index.milvus.server import connection
from index.milvus.server.client import Server
from tests.support.processes import HOST, free_ports


def test_nobody_listens():
    (port,) = free_ports(1)
    message = (
        rf"^the server of milvus://{HOST}:{port}/news does not answer, or does not take the token"
        r" \(unavailable\); expected a Milvus server that runs and knows the token; start it or"
        r" wait, and check host, port and QA_MILVUS_TOKEN$"
    )
    with pytest.raises(IndexUnreachableError, match=message):
        Server(Address(f"http://{HOST}:{port}", "news")).has("news")


def test_a_server_that_never_answers_is_given_up_in_time(monkeypatch):
    monkeypatch.setattr(connection, "QUERY_TIMEOUT", 0.5)
    with socket.create_server((HOST, 0)) as silent:
        address = Address(f"http://{HOST}:{silent.getsockname()[1]}", "news")
        started = time.monotonic()
        with pytest.raises(IndexUnreachableError, match="does not answer"):
            Server(address).collections()
    assert time.monotonic() - started < 5


def test_a_missing_library_is_named_with_its_cure(monkeypatch):
    monkeypatch.setitem(sys.modules, "pymilvus", None)
    connection.library.cache_clear()
    with pytest.raises(
        IndexFolderError, match=r'; install it: pip install "article-qa\[milvus\]"$'
    ):
        Server(Address("http://127.0.0.1:1", "news")).has("news")
