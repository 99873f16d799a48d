"""Failures of an index in a server: their messages, the delay of these, and later answers."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import traceback
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

import pytest

import index as index_package
from index import Address, build, load
from index.errors import IndexMismatchError, IndexUnreachableError
from index.milvus import lease
from index.milvus.server import connection
from index.milvus.server.client import connect
from qa import Assistant, Settings
from qa.readers.sentence_reader import SentenceReader
from tests.support.later import Later
from tests.support.milvus_server import MilvusServer, milvus_server
from tests.support.paths import ROOT
from tests.support.processes import HOST, PATIENCE, free_ports
from tests.support.server_fixtures import QUICK
from tests.support.toys import APPLES, ToyEmbedder, run

pymilvus = Later("pymilvus")
pytestmark = pytest.mark.slow

RIVER = "The river rose."
COMMANDS = (
    ("ask", "apple?"),
    ("index", "seeds"),
    ("index", "seeds", "--dry-run"),
    ("status",),
    ("rollback",),
    ("serve",),
)


@pytest.fixture(scope="module")
def server(mortal_milvus):
    return mortal_milvus


@pytest.fixture(scope="module")
def fruit(server, tmp_path_factory) -> Path:
    """The seeds of an index in that server."""
    folder = tmp_path_factory.mktemp("fruit")
    (folder / "a.txt").write_text(APPLES)
    build(folder, at(server), embedder=ToyEmbedder())
    return folder


@pytest.fixture
def commands(toy_models, monkeypatch, capfd):
    """Run a command on an index; status, output, complaints."""
    Path("seeds").mkdir()
    Path("seeds", "a.txt").write_text(APPLES)
    monkeypatch.setenv("QA_READER", "sentence")
    monkeypatch.setenv("QA_THRESHOLD", "0")
    monkeypatch.setattr(sys, "argv", sys.argv)  # which `qa serve` replaces
    capfd.readouterr()

    def command(*words: str, index: object) -> tuple[int, str, str]:
        try:
            return run(capfd, *words, "--index", str(index))
        except SystemExit as ended:  # of the page
            return ended.code, *capfd.readouterr()

    return command


@pytest.fixture
def impatient(monkeypatch):
    """Questions wait for a second."""
    monkeypatch.setattr(connection, "QUERY_TIMEOUT", 1.0)
    connect.cache_clear()
    yield
    connect.cache_clear()


def at(server: MilvusServer, collection: str = "fruit", token: str | None = None) -> Address:
    return Address(server.uri, collection, token, replicas=1, shards=1)


def assistant(server: MilvusServer) -> Assistant:
    settings = Settings(threshold=0.0)
    embedder = ToyEmbedder()
    return Assistant(at(server), embedder=embedder, reader=SentenceReader(), settings=settings)


def until_answered(ask) -> list[str]:
    """The messages until there was an answer, each once."""
    said, end = {}, time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            ask()
            return list(said)
        except IndexUnreachableError as error:
            said[str(error)] = None
        time.sleep(0.1)
    raise TimeoutError(said)


BUSY = 20  # seconds


@contextmanager
def soon(seconds: float):
    """Within seconds of its own time-outs, and what a busy machine takes; not in minutes."""
    started = time.monotonic()
    yield
    assert time.monotonic() - started < seconds + BUSY


def texts(place: Address) -> Counter[str]:
    content = load(place, embedder=ToyEmbedder()).content
    return Counter(passage.text for passage in content.passages)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_server_that_is_down_is_said_in_one_line(words, commands):
    index = f"milvus://{HOST}:{free_ports(1)[0]}/fruit"
    with soon(5):
        status, out, err = commands(*words, index=index)
    assert (status, out) == (2, "")
    assert err == (
        f"the server of {index} does not answer, or does not take the token (unavailable); expected"
        " a Milvus server that runs and knows the token; start it or wait, and check host, port and"
        " QA_MILVUS_TOKEN\n"
    )


@pytest.mark.parametrize("words", [("ask", "apple?"), ("index", "seeds"), ("status",)])
def test_a_port_that_never_answers_is_given_up(words, commands, impatient):
    with socket.create_server((HOST, 0)) as silent, soon(5):
        index = f"milvus://{HOST}:{silent.getsockname()[1]}/fruit"
        status, out, err = commands(*words, index=index)
    assert (status, out) == (2, "")
    assert err.startswith(f"the server of {index} does not answer") and err.count("\n") == 1


@pytest.mark.parametrize(
    "index",
    ["milvus://", "milvus://h", "milvus://[::1/x", "milvus://u:secret@h/x", "https://h:1/x"],
)
def test_an_address_that_is_none_is_said_before_anything_is_done(index, commands):
    for words in COMMANDS:
        status, out, err = commands(*words, index=index)
        assert (status, out) == (2, "") and err.startswith("the index is '")
        assert err.count("\n") == 1 and "secret" not in err


@pytest.mark.parametrize("words", [("status",), ("index", "seeds")], ids=" ".join)
def test_without_the_library_its_name_is_said(words, tmp_path):
    (tmp_path / "seeds").mkdir()
    hidden = (
        "import sys; sys.modules['pymilvus'] = None;"
        " from qa.commands.cli import main; sys.exit(main())"
    )
    done = subprocess.run(
        [sys.executable, "-c", hidden, *words, "--index", "milvus://h:1/x"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "the library to talk to a Milvus server is not installed; expected pymilvus; install it:"
        ' pip install "article-qa[milvus]"\n'
    )


def test_where_no_index_was_built_it_is_said_how_to(server, commands):
    place = at(server, "vegetables")
    for words in (("ask", "apple?"), ("status",), ("rollback",), ("serve",)):
        assert commands(*words, index=place) == (
            2,
            "",
            f"no index at {place}; expected one built before; run qa index --index {place}\n",
        )


def test_an_index_of_another_embedder_is_not_asked(server, fruit):
    with pytest.raises(IndexMismatchError, match=r"built with embedder 'toy'.*'other'.*qa index"):
        load(at(server), embedder=ToyEmbedder("other"))


@pytest.mark.parametrize("dynamic", [True, False])
def test_a_collection_of_other_data_is_refused_and_left_as_it_is(server, commands, dynamic):
    own = pymilvus.MilvusClient(server.uri)
    schema = own.create_schema(enable_dynamic_field=dynamic)
    schema.add_field("id", 5, is_primary=True)
    schema.add_field("vector", 101, dim=2)
    index = own.prepare_index_params()
    index.add_index("vector", index_type="FLAT", metric_type="L2")
    own.create_collection("own", schema=schema, index_params=index, consistency_level="Strong")
    own.insert("own", [{"id": 1, "vector": [1.0, 2.0]}])
    before = own.query("own", filter="id > 0"), own.describe_collection("own")
    for words in (("index", "seeds"), ("index", "seeds", "--rebuild"), ("ask", "apple?")):
        status, out, err = commands(*words, index=at(server, "own"))
        assert (status, out, err.count("\n")) == (2, "", 1)
        if "index" in words:
            assert "is no index, and holds other data; expected an index, or a name that" in err
    assert (own.query("own", filter="id > 0"), own.describe_collection("own")) == before
    own.drop_collection("own")
    own.close()


def test_a_frozen_server_is_given_up_in_time_and_answers_again(server, fruit, impatient, capfd):
    asked = assistant(server)
    asked.ask("stone?")
    server.freeze()
    try:
        for ask in (asked.ask, asked.retrieve, lambda _: asked.refresh()):
            with (
                soon(connection.QUERY_TIMEOUT + 0.5),
                pytest.raises(IndexUnreachableError, match=r"not answer.*\(deadline exceeded\)"),
            ):
                ask("river?")
    finally:
        server.thaw()
    until_answered(lambda: asked.ask("river?"))
    assert asked.ask("river?").text == RIVER
    assert capfd.readouterr() == ("", "")  # the library would print what it raises


def test_a_killed_server_answers_again_through_the_same_assistant(server, fruit, capfd):
    asked = assistant(server)
    server.kill()
    with soon(2), pytest.raises(IndexUnreachableError, match="does not answer"):
        asked.ask("river?")
    server.start()
    said = until_answered(lambda: asked.ask("river?"))
    assert asked.ask("river?").text == RIVER
    assert len(said) <= 2 and all("; expected" in line and len(line) < 500 for line in said)
    assert capfd.readouterr() == ("", "")


def test_a_server_that_is_killed_in_a_build_keeps_the_old_index(
    server, fruit, commands, monkeypatch
):
    place, seeds = at(server), str(fruit)
    more = "\n\n".join(f"Stone {n} of the wall." for n in range(20))
    (fruit / "a.txt").write_text(more)

    class Killing(ToyEmbedder):
        def encode_passages(self, *given, **named):
            server.kill()
            return super().encode_passages(*given, **named)

    with monkeypatch.context() as patch, soon(15):
        patch.setattr(index_package, "open_embedder", lambda name: Killing())
        status, out, err = commands("index", seeds, index=place)
    assert (status, out, err.count("\n")) == (2, "", 1) and "does not answer" in err
    server.start()
    until_answered(lambda: load(place, embedder=ToyEmbedder()).content.is_whole())
    assert texts(place) == Counter(APPLES.split("\n\n"))
    monkeypatch.setattr(lease, "TAKEOVER_TIMEOUT", 0.0)
    status, out, err = commands("index", seeds, "--json", index=place)
    assert (status, json.loads(out)["embedded"], err) == (0, 20, "")
    assert texts(place) == Counter(more.split("\n\n"))
    assert load(place, embedder=ToyEmbedder()).content.is_whole()
    (fruit / "a.txt").write_text(APPLES)
    assert commands("index", seeds, index=place)[0] == 0


def test_a_build_that_is_killed_anywhere_leaves_the_old_index_or_the_new(server, tmp_path):
    program = [sys.executable, "-m", "tests.programs.crash_milvus"]
    done = subprocess.run(
        [*program, server.uri, str(tmp_path), "2"],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert json.loads(done.stdout)["updates"] > 5


def test_a_token_is_asked_for_taken_and_never_shown(server_folder, commands, monkeypatch):
    said = []
    with milvus_server(server_folder, secured=True, tick=QUICK) as secured:
        place = at(secured)
        for token in (None, "root:secret-and-wrong", secured.token):
            monkeypatch.delenv("QA_MILVUS_TOKEN", raising=False)
            if token:
                monkeypatch.setenv("QA_MILVUS_TOKEN", token)
            for words in (("index", "seeds"), ("ask", "apple?"), ("status",)):
                status, out, err = commands(*words, index=place)
                said += [out, err]
                assert status == (0 if token == secured.token else 2), err
                if status:
                    assert "does not take the token" in err and "QA_MILVUS_TOKEN" in err
        wrong = at(secured, token="root:secret-and-wrong")
        with pytest.raises(IndexUnreachableError) as raised:
            load(wrong, embedder=ToyEmbedder())
        said += traceback.format_exception(raised.value)
        said += [repr(place), str(wrong), repr(wrong), repr(Settings(milvus_token="root:secret"))]
    assert not any("secret" in text or secured.token in text for text in said)
