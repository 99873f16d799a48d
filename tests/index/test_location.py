from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import SettingsError
from index.location import PORT, Address, location_of


@pytest.mark.parametrize(
    ("text", "uri", "collection"),
    [
        ("milvus://host/news", f"http://host:{PORT}", "news"),
        ("milvus://host:1/news/", "http://host:1", "news"),
        ("milvus://127.0.0.1:19530/_n1", "http://127.0.0.1:19530", "_n1"),
        ("milvus://[::1]:5/news", "http://[::1]:5", "news"),
        ("milvus://host/news?replicas=2&shards=2", f"http://host:{PORT}", "news"),
    ],
)
def test_an_address_names_a_server_and_a_collection(text, uri, collection):
    assert location_of(text, token="user:secret") == Address(uri, collection, "user:secret")


@pytest.mark.parametrize("text", [".index", "a/b", "milvus", "milvus:news"])
def test_everything_else_is_a_folder(text):
    assert location_of(text) == location_of(Path(text)) == Path(text)


@pytest.mark.parametrize(
    "text",
    [
        "milvus://",
        "milvus://host",
        "milvus://host/",
        "milvus:///news",
        "milvus://host:port/news",
        "milvus://host:99999/news",
        "milvus://host/a/b",
        "milvus://host/a-b",
        "milvus://host/news?replicas=0",
        "milvus://host/news?replicas=two",
        "milvus://host/news?colour=red",
        "milvus://host/news?replicas",
        "milvus://host/1a",
        "milvus://host/ä",
        "milvus://host/" + "a" * 201,
        "milvus://[::1/news",
        "milvus://host/news?a=1",
        "milvus://host/news#a",
        "http://host:1/news",
    ],
)
def test_an_address_of_another_form_is_refused(text):
    message = (
        r"^the index is '.*'; expected a folder, or milvus://HOST:PORT/COLLECTION of .*; correct"
    )
    with pytest.raises(SettingsError, match=message):
        location_of(text)


def test_a_password_is_refused_and_not_repeated():
    with pytest.raises(SettingsError, match=r"QA_MILVUS_TOKEN$") as caught:
        location_of("milvus://user:secret@host/news")
    assert "secret" not in str(caught.value)


def test_an_address_is_printed_as_it_is_typed_and_its_token_never():
    address = location_of("milvus://host:1/news", token="user:secret")
    assert str(address) == "milvus://host:1/news"
    assert "secret" not in repr(address)
    assert location_of(str(address), token="user:secret") == address


def test_an_address_says_how_often_and_how_far_an_index_is_spread():
    address = location_of("milvus://host/news?replicas=3&shards=8")
    assert (address.replicas, address.shards) == (3, 8)


def test_a_folder_is_named_as_shells_do(monkeypatch):
    monkeypatch.setenv("HOME", "/home/ann")
    assert location_of("~/news") == Path("/home/ann/news") and location_of("~") == Path("/home/ann")
    assert location_of("./~") == Path("~") == location_of(Path("~"))
    with pytest.raises(SettingsError, match=r"^setting index is empty; expected a path"):
        location_of("")


@pytest.mark.parametrize("text", ["a\udcff", Path("a\udcff/b")])
def test_a_folder_that_faiss_cannot_open_is_refused(text):
    with pytest.raises(SettingsError, match=r"has a name that is not UTF-8; expected one that is;"):
        location_of(text)
