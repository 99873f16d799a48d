"""A Milvus cluster of our own: a process for every role, etcd and a message broker beside them.

Owns which processes there are and in which order they start. The settings of a role and its
program are milvus_server.py's.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.support.milvus_server import BUILD, common_settings, etcd_addresses, healthy, start_role
from tests.support.paths import ROOT
from tests.support.processes import HOST, Program, free_ports

ETCD = BUILD / "etcd" / "usr" / "bin" / "etcd"  # put there by `make etcd`
# role -> the service whose port it listens on
ROLES = {
    "rootcoord": "rootCoord",
    "datacoord": "dataCoord",
    "querycoord": "queryCoord",
    "indexnode": "indexNode",
    "datanode": "dataNode",
    "proxy": "proxy",
}


class MilvusCluster:
    """All roles on this machine, with as many query nodes as are wanted."""

    def __init__(self, folder: Path, ending: ExitStack) -> None:
        self._folder, self._ending = folder, ending
        (self.port,) = free_ports(1)
        self.uri = f"http://{HOST}:{self.port}"
        self._settings = common_settings(folder)
        self._query_nodes: list[Program] = []

    def start(self, query_nodes: int) -> None:
        self._settings |= {
            "etcd.use.embed": "false",
            "etcd.endpoints": self._start_etcd(),
            "mq.type": "kafka",
            "kafka.brokerList": self._start_broker(),
        }
        started = [self._start(role, service) for role, service in ROLES.items()]
        started += [self._start_query_node() for _ in range(query_nodes)]
        for program, metrics in started:
            program.wait_until(lambda port=metrics: healthy(port))

    def start_query_node(self) -> int:
        """Returns its number."""
        program, metrics = self._start_query_node()
        program.wait_until(lambda: healthy(metrics))
        return len(self._query_nodes) - 1

    def kill_query_node(self, number: int) -> None:
        self._query_nodes[number].kill()

    def _start_query_node(self) -> tuple[Program, int]:
        name = f"querynode-{len(self._query_nodes)}"
        program, metrics = self._start("querynode", "queryNode", name)
        self._query_nodes.append(program)
        return program, metrics

    def _start(self, role: str, service: str, name: str = "") -> tuple[Program, int]:
        port, internal, metrics = free_ports(3)
        if role == "proxy":
            port = self.port
        settings = {f"{service}.port": port, "proxy.internalPort": internal}
        program = start_role(role, self._folder, self._settings | settings, metrics, name=name)
        return self._to_end(program), metrics

    def _start_etcd(self) -> str:
        client, peer = (f"{HOST}:{port}" for port in free_ports(2))
        addresses = etcd_addresses(f"http://{client}", f"http://{peer}")
        words = [f"--{name}={value}" for name, value in addresses.items()]
        command = [shutil.which("etcd") or ETCD, "--data-dir", self._folder / "etcd", *words]
        etcd = self._to_end(Program(command, self._folder / "etcd.log"))
        etcd.wait_until(lambda: "ready to serve client requests" in etcd.output())
        return client

    def _start_broker(self) -> str:
        command = [sys.executable, ROOT / "tests/programs/mock_broker.py"]
        broker = self._to_end(Program(command, self._folder / "broker.log"))
        broker.wait_until(lambda: broker.output().endswith("\n"))
        return broker.output().strip()

    def _to_end(self, program: Program) -> Program:
        self._ending.callback(program.kill)
        return program


@contextmanager
def milvus_cluster(folder: Path, *, query_nodes: int = 2) -> Iterator[MilvusCluster]:
    with ExitStack() as ending:
        cluster = MilvusCluster(folder, ending)
        cluster.start(query_nodes)
        yield cluster
