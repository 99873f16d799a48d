from __future__ import annotations

import socket
import sys
import time

import numpy as np
import pytest

from index.errors import IndexFolderError, IndexMissingError, IndexUnreachableError
from index.location import Address
from index.milvus import client
from index.milvus.client import AT_ONCE, PAGE, Server, connected
from tests.support.processes import HOST, free_ports

FIELDS = [("pk", "VARCHAR", 64), ("kind", "INT64", 0), ("vector", "VECTOR", 2)]
ROWS = PAGE + AT_ONCE + 3


@pytest.fixture(scope="module")
def server(milvus):
    server = connected(Address(milvus.uri, "client"))
    server.create("client_rows", FIELDS, sorted_by=["kind"])
    server.upsert("client_rows", (row(n) for n in range(ROWS)))
    yield server
    server.drop("client_rows")


def row(n: int, kind: int = 0) -> dict[str, object]:
    return {"pk": f'"{n:05}\\', "kind": kind or n % 7, "vector": [1.0, float(n)]}


def numbers(rows) -> list[int]:
    return [int(row["pk"].strip('"\\')) for row in rows]


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
    monkeypatch.setattr(client, "TIMEOUT", 0.5)
    with socket.create_server((HOST, 0)) as silent:
        address = Address(f"http://{HOST}:{silent.getsockname()[1]}", "news")
        started = time.monotonic()
        with pytest.raises(IndexUnreachableError, match="does not answer"):
            Server(address).collections()
    assert time.monotonic() - started < 5


def test_a_missing_library_is_named_with_its_cure(monkeypatch):
    monkeypatch.setitem(sys.modules, "pymilvus", None)
    client._library.cache_clear()
    with pytest.raises(
        IndexFolderError, match=r'; install it: pip install "article-qa\[milvus\]"$'
    ):
        Server(Address("http://127.0.0.1:1", "news")).has("news")


def test_a_process_has_one_connection_to_an_address():
    assert connected(Address("http://h:1", "a")) is connected(Address("http://h:1", "a"))
    assert connected(Address("http://h:1", "a")) is not connected(Address("http://h:1", "b"))


@pytest.mark.slow
def test_rows_are_all_there_at_once_and_gone_through_in_order(server):
    assert server.count("client_rows", "kind >= 0") == ROWS
    assert numbers(server.iterate("client_rows", "kind >= 0", ["kind"])) == list(range(ROWS))
    some = list(server.iterate("client_rows", "kind == 3", ["kind"]))
    assert numbers(some) == list(range(3, ROWS, 7))
    assert {row["kind"] for row in some} == {3}
    assert list(server.iterate("client_rows", "kind == 70", ["kind"])) == []
    assert sorted(numbers(server.query("client_rows", "kind == 3", ["pk"]))) == numbers(some)


@pytest.mark.slow
def test_what_is_written_again_is_there_once(server):
    server.upsert("client_rows", [row(5, kind=50), row(6, kind=50)])
    assert server.count("client_rows", "kind == 50") == 2
    assert server.count("client_rows", "kind >= 0") == ROWS
    server.upsert("client_rows", [row(5), row(6)])
    assert server.count("client_rows", "kind == 50") == 0


@pytest.mark.slow
def test_what_is_deleted_is_gone_and_nothing_else(server):
    server.upsert("client_rows", [row(ROWS + n, kind=60) for n in range(3)])
    server.delete("client_rows", "kind == 60")
    server.delete("client_rows", "kind == 70")  # which nobody has
    assert server.count("client_rows", "kind >= 0", strong=True) == ROWS


@pytest.mark.slow
def test_the_nearest_of_those_that_a_condition_holds_for_are_found(server):
    vector = np.array([1.0, 0.0], dtype=np.float32)
    found = server.search("client_rows", vector, 3, "kind == 2", ["pk", "vector"])
    assert numbers(found) == [2, 9, 16]
    assert found[0]["vector"] == pytest.approx([1.0, 2.0])
    assert server.search("client_rows", vector, 3, "kind == 70", ["pk"]) == []


@pytest.mark.slow
def test_collections_and_their_fields_are_told(server):
    assert server.has("client_rows") and not server.has("client_others")
    assert "client_rows" in server.collections()
    assert server.fields("client_rows") == {"pk", "kind", "vector"}


@pytest.mark.slow
@pytest.mark.parametrize("died_before", ["_index", "_load"])
def test_a_collection_is_made_whole_where_who_began_it_died(server, monkeypatch, died_before):
    with monkeypatch.context() as patch:
        patch.setattr(Server, died_before, lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            server.create("client_begun", FIELDS)
    for _ in range(2):
        server.create("client_begun", FIELDS)
        server.upsert("client_begun", [row(1)])
        assert server.count("client_begun", "kind >= 0") == 1
    server.drop("client_begun")


@pytest.mark.slow
def test_a_collection_that_is_missing_is_an_index_that_is_missing(server):
    address = server.address
    with pytest.raises(
        IndexMissingError, match=rf"at {address}; .*; run qa index --index {address}$"
    ):
        server.query("client_others", "kind == 1", ["pk"])


@pytest.mark.slow
def test_what_the_server_refuses_is_said_in_one_short_line(server):
    with pytest.raises(IndexUnreachableError, match=r"^the server of .* fails: .*expr") as caught:
        server.query("client_rows", "kind ==", ["pk"])
    assert len(str(caught.value).splitlines()) == 1
    assert len(str(caught.value)) < 500
