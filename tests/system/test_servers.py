"""The servers that other tests start: they serve, come back after a kill, and leave nothing."""

import logging
import os
import signal
import subprocess
import sys
import time

import pytest
from psutil import Process, pid_exists

from tests.support.dask_cluster import dask_cluster
from tests.support.later import Later
from tests.support.milvus_cluster import milvus_cluster
from tests.support.milvus_server import SESSION, milvus_server
from tests.support.paths import ROOT
from tests.support.processes import PATIENCE, PORTS, Program, free_ports, own_ports, wait_until

distributed, pymilvus = Later("distributed"), Later("pymilvus")
pytestmark = pytest.mark.slow

ROWS = [{"id": number, "vector": [1.0, float(number)]} for number in range(100)]
NEAREST = [0, 1, 2]  # to [1, 0], by cosine


@pytest.fixture(autouse=True)
def quiet():
    """pymilvus prints what it raises."""
    logger = logging.getLogger("pymilvus")
    before = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    yield
    logger.setLevel(before)


def store(client, replicas=1):
    schema = client.create_schema()
    schema.add_field("id", pymilvus.DataType.INT64, is_primary=True)
    schema.add_field("vector", pymilvus.DataType.FLOAT_VECTOR, dim=2)
    indexes = client.prepare_index_params()
    indexes.add_index("vector", index_type="FLAT", metric_type="COSINE")
    client.create_collection("points", schema=schema, consistency_level="Strong", timeout=30)
    client.create_index("points", indexes, timeout=30)
    client.load_collection("points", replica_number=replicas, timeout=60)
    client.upsert("points", ROWS, timeout=30)


def nearest(client):
    (hits,) = client.search("points", [[1.0, 0.0]], limit=len(NEAREST), timeout=10)
    return [hit["id"] for hit in hits]


def finds_again(client):
    try:
        return nearest(client) == NEAREST
    except pymilvus.MilvusException:  # not loaded yet
        return False


def children() -> set[int]:
    return {child.pid for child in Process().children(recursive=True)}


def test_a_milvus_server_keeps_its_data_when_it_is_killed(server_folder):
    before = children()
    with milvus_server(server_folder) as server:
        client = pymilvus.MilvusClient(server.uri, timeout=10)
        store(client)
        server.restart()
        wait_until(lambda: finds_again(client))
        client.close()
    assert children() == before


def test_a_milvus_server_that_was_frozen_goes_on(mortal_milvus):
    client = pymilvus.MilvusClient(mortal_milvus.uri, timeout=10)
    before = sorted(client.list_collections(timeout=10))
    mortal_milvus.freeze()
    time.sleep(SESSION / 5)
    mortal_milvus.thaw()
    assert sorted(client.list_collections(timeout=10)) == before
    client.close()


def test_a_secured_milvus_server_asks_for_its_token(server_folder):
    with milvus_server(server_folder, secured=True) as server:
        with pytest.raises(pymilvus.MilvusException):
            pymilvus.MilvusClient(server.uri, token="root:wrong", timeout=10)
        client = pymilvus.MilvusClient(server.uri, token=server.token, timeout=10)
        assert client.list_collections(timeout=10) == []
        client.close()


def test_servers_end_with_what_failed_meanwhile(server_folder):
    before = children()
    with pytest.raises(ZeroDivisionError), milvus_server(server_folder):
        raise ZeroDivisionError
    assert children() == before


@pytest.mark.cluster
def test_a_milvus_cluster_goes_on_without_a_query_node(server_folder):
    before = children()
    with milvus_cluster(server_folder) as cluster:
        client = pymilvus.MilvusClient(cluster.uri, timeout=10)
        store(client, replicas=2)
        wait_until(lambda: finds_again(client))
        cluster.kill_query_node(0)
        wait_until(lambda: finds_again(client))
        assert cluster.start_query_node() == 2
        cluster.kill_query_node(1)
        wait_until(lambda: finds_again(client))
        client.close()
    assert children() == before


def test_a_dask_worker_that_is_killed_comes_back(server_folder):
    before = children()
    with (
        dask_cluster(server_folder) as cluster,
        distributed.Client(cluster.address, timeout=10) as client,
    ):
        modules = client.submit(imported, pure=False).result(timeout=PATIENCE)
        assert modules == ["index", "tests.support.toys"]
        old = {cluster.worker_pid(0), cluster.worker_pid(1)}
        assert set(client.run(os.getpid).values()) == old
        addresses = set(cluster.workers())
        cluster.kill_worker(0)
        wait_until(lambda: len(set(cluster.workers()) - addresses) == 1)
        new = set(client.run(os.getpid).values())
        assert len(new) == 2 and len(new & old) == 1
    assert children() == before
    assert not any(pid_exists(pid) for pid in new)


def imported() -> list[str]:
    """Import a package of the repository and a module of the tests, and return their names."""

    import index
    from tests.support import toys

    return [index.__name__, toys.__name__]


STARTS_AND_WAITS = """
from pathlib import Path
from tests.support.processes import Program
print(Program(["sleep", "1000"], Path("log")).pid, flush=True)
input()
"""


def test_a_program_ends_with_whoever_started_it(server_folder):
    starter = subprocess.Popen(
        [sys.executable, "-c", STARTS_AND_WAITS],
        cwd=server_folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with starter:
        pid = int(starter.stdout.readline())
        wait_until(lambda: Process(pid).name() == "sleep")
        starter.send_signal(signal.SIGKILL)
    wait_until(lambda: not pid_exists(pid))


def test_a_program_that_ends_at_once_is_said_with_its_last_words(server_folder):
    program = Program(["sh", "-c", "echo no licence; exit 3"], server_folder / "log")
    with pytest.raises(RuntimeError, match="no licence"):
        program.wait_until(lambda: False)
    program.kill()


def test_no_port_is_given_twice():
    assert len({*free_ports(50), *free_ports(50)}) == 100
    own = [set(own_ports(f"gw{number}", "5")) for number in range(5)]
    assert sum(map(len, own)) == len(set.union(*own)) == len(PORTS)


def test_milvus_is_ready_to_use(mortal_milvus, milvus_lite):
    for place in (mortal_milvus.uri, milvus_lite):
        client = pymilvus.MilvusClient(place, timeout=10)
        assert isinstance(client.list_collections(), list)
        client.close()


def test_dask_is_ready_to_use(dask_cluster):
    assert len(dask_cluster.workers()) == 2
