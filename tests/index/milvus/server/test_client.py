from __future__ import annotations

import numpy as np
import pytest

from index.errors import IndexMissingError, IndexUnreachableError
from index.location import Address
from index.milvus.server.client import ROWS_PER_QUERY, ROWS_PER_UPSERT, connect

FIELDS = [("pk", "VARCHAR", 64), ("kind", "INT64", 0), ("vector", "VECTOR", 2)]
ROWS = ROWS_PER_QUERY + ROWS_PER_UPSERT + 3


@pytest.fixture(scope="module")
def server(milvus):
    server = connect(Address(milvus.uri, "client"))
    server.create("client_rows", FIELDS, sorted_by=["kind"])
    server.upsert("client_rows", (row(n) for n in range(ROWS)))
    yield server
    server.drop("client_rows")


def row(n: int, kind: int = 0) -> dict[str, object]:
    return {"pk": f'"{n:05}\\', "kind": kind or n % 7, "vector": [1.0, float(n)]}


def numbers(rows) -> list[int]:
    return [int(row["pk"].strip('"\\')) for row in rows]


def test_a_process_has_one_connection_to_an_address():
    assert connect(Address("http://h:1", "a")) is connect(Address("http://h:1", "a"))
    assert connect(Address("http://h:1", "a")) is not connect(Address("http://h:1", "b"))


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
