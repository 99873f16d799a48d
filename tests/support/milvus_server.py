"""A Milvus server of our own: the real one, out of the package `milvus`, on loopback ports.

Owns where its program is unpacked, its settings, and starting, freezing and killing it. The
package's own launcher is left alone: it unpacks 246 MB for every folder, and its `stop` waits for
a server that does not go.
"""

from __future__ import annotations

import json
import lzma
import re
import shutil
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from tempfile import mkdtemp

from filelock import FileLock

from tests.support.paths import ROOT
from tests.support.processes import HOST, Program, free_ports

BUILD = ROOT / "build"
SERVICES = ("rootCoord", "dataCoord", "queryCoord", "indexNode", "dataNode", "queryNode", "proxy")
# A server that died is given up after this many seconds: until then the next one waits. One that
# stands still for longer, or gets no processor, never comes back.
SESSION = 5
# Milliseconds after which what was written can be read, as servers are set.
TICK = 200
# Milliseconds, and a second, between two looks at what is to be loaded. As servers are set, each
# new collection waits three seconds for them; more looks than these take more processor than time.
LOOKS = {
    **{f"queryCoord.{what}Interval": 250 for what in ("check", "checkChannel", "checkSegment")},
    "queryCoord.distPullInterval": 250,
    "queryCoord.UpdateNextTargetInterval": 1,
}


class MilvusServer:
    """One process that keeps its data in a folder; where `secured`, it asks for the token."""

    def __init__(
        self, folder: Path, *, secured: bool = False, tick: int = TICK, session: int = SESSION
    ) -> None:
        self._folder, self._etcd = folder, free_ports(2)
        self._metrics, self.port, internal, *others = free_ports(len(SERVICES) + 2)
        services = [service for service in SERVICES if service != "proxy"]
        self.uri = f"http://{HOST}:{self.port}"
        self.token = "root:Milvus" if secured else ""
        self._settings = (
            common_settings(folder)
            | LOOKS
            | {
                "proxy.port": self.port,
                "proxy.internalPort": internal,
                **{f"{service}.port": port for service, port in zip(services, others, strict=True)},
                "common.security.authorizationEnabled": str(secured).lower(),
                "common.session.ttl": session,
                "proxy.timeTickInterval": tick,
                "etcd.use.embed": "true",
                "etcd.data.dir": folder / "etcd",
                "etcd.log.path": folder / "etcd.log",
                "etcd.config.path": folder / "etcd.yaml",
                "mq.type": "rocksmq",
                "rocksmq.path": folder / "rocksmq",
            }
        )
        self._program: Program | None = None

    def start(self) -> None:
        client, peer = (f"http://{HOST}:{port}" for port in self._etcd)
        (self._folder / "etcd.yaml").write_text(json.dumps(etcd_addresses(client, peer)))
        self._program = start_role("standalone", self._folder, self._settings, self._metrics)
        self._program.wait_until(lambda: healthy(self._metrics))

    def kill(self) -> None:
        """As `kill -9` does; what was written is there at the next start."""
        if self._program:
            self._program.kill()

    def restart(self) -> None:
        """On the same data and port; collections that were loaded take some seconds more."""
        self.kill()
        self.start()

    def freeze(self) -> None:
        self._program.send(signal.SIGSTOP)

    def thaw(self) -> None:
        self._program.send(signal.SIGCONT)


@contextmanager
def milvus_server(
    folder: Path, *, secured: bool = False, tick: int = TICK, session: int = SESSION
) -> Iterator[MilvusServer]:
    server = MilvusServer(folder, secured=secured, tick=tick, session=session)
    try:
        server.start()
        yield server
    finally:
        server.kill()


def common_settings(folder: Path) -> dict[str, object]:
    """The settings of every server: files in the folder, services that meet on loopback."""
    return {
        **{f"{service}.ip": HOST for service in SERVICES},
        "localStorage.path": folder / "files",
        "common.storageType": "local",
        "common.session.ttl": SESSION,
        "log.level": "warn",
    }


def start_role(
    role: str, folder: Path, settings: Mapping[str, object], metrics: int, *, name: str = ""
) -> Program:
    """Start one role; its settings are the package's, and over them those that are given, which
    the server takes from the environment: `proxy.port` is PROXY_PORT there.
    """
    name, program, configs = name or role, unpacked(), folder / "configs"
    if not configs.exists():
        _write_configs(configs)
    variables = {key.replace(".", "_").upper(): str(value) for key, value in settings.items()} | {
        "DEPLOY_MODE": "STANDALONE" if role == "standalone" else "CLUSTER",
        "LD_LIBRARY_PATH": str(program.parent),
        "METRICS_PORT": str(metrics),
        "MILVUSCONF": str(configs),
        "MILVUS_RUN_DIR": str(folder / "run" / name),
        # Go looks for garbage less often and begins with larger stacks, which spares the processor.
        "GOGC": "400",
        "GODEBUG": "adaptivestackstart=1",
    }
    return Program([program, "run", role, "-alias", name], folder / f"{name}.log", variables)


def healthy(metrics: int) -> bool:
    connection = HTTPConnection(HOST, metrics, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return b"OK" in connection.getresponse().read()
    except OSError:
        return False
    finally:
        connection.close()


def etcd_addresses(client: str, peer: str) -> dict[str, str]:
    return {
        "listen-client-urls": client,
        "advertise-client-urls": client,
        "listen-peer-urls": peer,
        "initial-advertise-peer-urls": peer,
        "initial-cluster": f"default={peer}",
    }


def unpacked() -> Path:
    """The server's program, beside its libraries: unpacked once, then used by all."""
    folder = BUILD / f"milvus-{version('milvus')}"
    BUILD.mkdir(exist_ok=True)
    with FileLock(BUILD / "milvus.lock"):
        if not folder.exists():
            partial = Path(mkdtemp(dir=BUILD))
            for packed in (_package_data() / "bin").glob("*.lzma"):
                _unpack(packed, partial / packed.stem)
            partial.rename(folder)
    return folder / "milvus"


def _unpack(packed: Path, target: Path) -> None:
    with lzma.open(packed) as source, target.open("wb") as file:
        shutil.copyfileobj(source, file)
    target.chmod(0o755)


def _write_configs(configs: Path) -> None:
    configs.mkdir(parents=True)
    shutil.copy(_package_data() / "glog.conf", configs)
    template = (_package_data() / "config.yaml.template").read_text()
    without_blanks = re.sub(r".*\{\{.*\n", "", template)  # lines that wait to be filled in
    (configs / "milvus.yaml").write_text(without_blanks)


def _package_data() -> Path:
    return Path(find_spec("milvus").origin).with_name("data")
