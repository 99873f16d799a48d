from __future__ import annotations

import pytest

from index.location import Address
from index.milvus.server.client import Server, connect
from tests.index.milvus.server.test_client import FIELDS, row


@pytest.fixture(scope="module")
def server(milvus):
    server = connect(Address(milvus.uri, "collections"))
    server.create("collections_rows", FIELDS, sorted_by=["kind"])
    yield server
    server.drop("collections_rows")


@pytest.mark.slow
def test_collections_and_their_fields_are_told(server):
    assert server.has("collections_rows") and not server.has("collections_others")
    assert "collections_rows" in server.collections()
    assert server.fields("collections_rows") == {"pk", "kind", "vector"}


@pytest.mark.slow
@pytest.mark.parametrize("died_before", ["_index", "_load"])
def test_a_collection_is_made_whole_where_who_began_it_died(server, monkeypatch, died_before):
    with monkeypatch.context() as patch:
        patch.setattr(Server, died_before, lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            server.create("collections_begun", FIELDS)
    for _ in range(2):
        server.create("collections_begun", FIELDS)
        server.upsert("collections_begun", [row(1)])
        assert server.count("collections_begun", "kind >= 0") == 1
    server.drop("collections_begun")
