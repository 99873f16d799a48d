"""A writer that stands still for longer than its lease lasts, and goes on after another."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from index import Address, build, load, status
from index.milvus import lease
from index.milvus.catalog import Catalog
from index.milvus.lease import WRITER
from index.milvus.server.client import connect
from tests.programs.stopped_milvus import LEASE_TIMEOUT
from tests.support.paths import ROOT
from tests.support.processes import PATIENCE
from tests.support.toys import ToyEmbedder

pytestmark = pytest.mark.slow


@pytest.fixture
def place(milvus, request) -> Iterator[Address]:
    one = Address(milvus.uri, request.node.callspec.id.replace("-", "_"), replicas=1, shards=1)
    yield one
    server = connect(one)
    for name in server.collections():
        if name.startswith(one.collection):
            server.drop(name)


@contextmanager
def writer(place: Address, folder: Path, where: str) -> Iterator[subprocess.Popen]:
    """One that has reached where it waits."""
    command = [
        sys.executable,
        "-m",
        "tests.programs.stopped_milvus",
        f"{place}?replicas=1&shards=1",
        str(folder / "seeds"),
        str(folder),
        where,
    ]
    program = ["setpriv", "--pdeathsig", "KILL", *command]
    variables = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        program, env=variables, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as one:
        try:
            end = time.monotonic() + PATIENCE
            while not (folder / "reached").exists():
                assert one.poll() is None, one.communicate()
                assert time.monotonic() < end
                time.sleep(0.05)
            yield one
        finally:
            one.kill()


def wait_until_may_be_taken_over(place: Address) -> None:
    """Until the lease of a writer that is stopped may be another's."""
    at = Catalog(connect(place)).read(WRITER, strong=True)["at"]
    time.sleep(max(0.0, at + lease.TAKEOVER_TIMEOUT - time.time()))


def texts(place: Address) -> set[str]:
    content = load(place, embedder=ToyEmbedder()).content
    assert content.is_whole()
    return {passage.text for passage in content.passages}


@pytest.mark.parametrize("first", [True, False], ids=["new", "update"])
@pytest.mark.parametrize("where", ["embedding", "publishing"])
def test_a_writer_that_lost_its_lease_touches_nothing(place, where, first, tmp_path, monkeypatch):
    monkeypatch.setattr(lease, "TAKEOVER_TIMEOUT", LEASE_TIMEOUT + 0.5)
    monkeypatch.setattr(lease, "WRITE_DELAY", 0.1)
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    if not first:
        (seeds / "a.txt").write_text("Stone.")
        build(seeds, place, embedder=ToyEmbedder())
    (seeds / "a.txt").write_text("Apple.\n\nRiver.")
    with writer(place, tmp_path, where) as stopped:
        stopped.send_signal(signal.SIGSTOP)
        wait_until_may_be_taken_over(place)
        (seeds / "b.txt").write_text("Moon.")
        report = build(seeds, place, embedder=ToyEmbedder())
        assert texts(place) == {"Apple.", "River.", "Moon."}
        (tmp_path / "go").touch()
        stopped.send_signal(signal.SIGCONT)
        out, err = stopped.communicate(timeout=PATIENCE)
    assert (stopped.returncode, out) == (2, "")
    assert err.count("\n") == 1 and "; expected " in err and "lease" in err
    assert texts(place) == {"Apple.", "River.", "Moon."}
    catalog = Catalog(connect(place))
    assert (catalog.current(), catalog.read(WRITER)) == (report.generation, None)
    assert not status(place)
    (seeds / "b.txt").unlink()
    build(seeds, place, embedder=ToyEmbedder())
    assert texts(place) == {"Apple.", "River."}
