"""That no library tells others of its use: by the variables, and by what the system was asked."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from index.telemetry import OFF
from tests.support.paths import ROOT
from tests.support.processes import HOST, Program, free_ports
from tests.support.toys import SEED, SEEDS
from tests.support.traced import Deeds, Traced

QA = (sys.executable, "-m", "qa.commands.cli")
QUESTION = "When does Blinken visit Korea?"
ANSWER = "afternoon of the 8th"
# Directly in it are semaphores of multiprocessing, which joblib makes to see if it can; tests' own
# folders may be further down.
SHARED = Path("/dev/shm")
DEVICES = (Path("/dev/null"), Path("/dev/tty"))

# Asks by MCP; it starts the server, which is traced with it.
MCP_CLIENT = f"""
import asyncio, os, sys
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client
async def ask():
    command = ["-m", "qa.commands.cli", "mcp", "--index", sys.argv[1]]
    server = StdioServerParameters(command=sys.executable, args=command, env=dict(os.environ))
    async with stdio_client(server) as (read, write), ClientSession(read, write) as client:
        await client.initialize()
        print((await client.call_tool("ask", {{"question": {QUESTION!r}}})).content[0].text)
asyncio.run(ask())
"""

traced_only = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("strace") is None, reason="no strace"),
]


def of_fresh_process(code: str, **variables: str) -> str:
    environment = {k: v for k, v in os.environ.items() if k not in OFF} | variables
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT,
                          check=True, env=environment)  # fmt: skip
    return done.stdout.strip()


LIBRARIES = ("numpy", "faiss", "onnxruntime", "torch", "transformers", "gradio", "huggingface_hub")
# Says of each library, when it is about to be loaded, whether all is turned off by then.
WATCHED = f"""
import os, sys
class Watch:
    def find_spec(self, name, path=None, target=None):
        if name in {LIBRARIES!r}:
            print(name, all(os.environ.get(k) == v for k, v in {OFF!r}.items()))
sys.meta_path.insert(0, Watch())
import """


@pytest.mark.parametrize(
    "module",
    [
        "index.backend",
        *(
            pytest.param(name, marks=pytest.mark.slow)
            for name in (
                "index.embedding.network",
                "qa.assistant",
                "qa.service.mcp_server",
                "qa.integrations.langchain",
                "page.launch",
                "app, index.backend",
            )
        ),
    ],
)
def test_all_is_turned_off_before_any_library_is_loaded(module):
    seen = dict(line.split() for line in of_fresh_process(WATCHED + module).splitlines())
    assert "numpy" in seen and set(seen.values()) == {"True"}, seen


@pytest.mark.slow
def test_no_variable_of_the_user_turns_it_on_again():
    loud = {name: "0" if value == "1" else "True" for name, value in OFF.items()}
    said = of_fresh_process(
        "import json, os, index\nfrom index.telemetry import OFF\n"
        "print(json.dumps({k: os.environ[k] for k in OFF}))",
        **loud,
    )
    assert json.loads(said) == OFF


@pytest.fixture
def traced(tmp_path) -> Traced:
    return Traced(tmp_path, {"PYTHONPATH": str(ROOT)})


def seeds_in(folder: Path) -> Path:
    seeds = folder / "seeds"
    seeds.mkdir()
    shutil.copy(SEEDS / SEED, seeds)
    (seeds / "a.html").write_text("<title>A</title><p>The bridge of Ostrava opened in 2021.</p>")
    return seeds


@pytest.fixture
def seeds(tmp_path) -> Path:
    return seeds_in(tmp_path)


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """An index, which no test changes."""
    from index import build, open_embedder

    folder = tmp_path_factory.mktemp("built")
    build(seeds_in(folder), folder / "index", embedder=open_embedder())
    return folder / "index"


def is_silent(traced: Traced, program: Program, *places: Path) -> Deeds:
    """Nothing reached, nothing made elsewhere; what it did."""
    deeds = traced.deeds(program)
    assert deeds.reached == ()
    made = deeds.outside(traced.temporary, *DEVICES, *places)
    made = [path for path in made if path.parent.name != "__pycache__"]  # Python's own
    assert [path for path in made if path.parent != SHARED] == []
    assert list(traced.home.iterdir()) == []
    return deeds


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("strace") is None, reason="no strace")
def test_what_is_traced_is_seen(traced):
    """Else the tests below would prove nothing."""
    code = (
        "import os, socket, pathlib\n"
        "s = socket.socket(type=socket.SOCK_DGRAM); s.connect(('192.0.2.1', 9))\n"
        "s.connect(('127.0.0.1', 9))\n"
        "t = socket.socket(type=socket.SOCK_DGRAM); t.sendto(b'x', ('127.0.0.1', 53))\n"
        "(pathlib.Path.home() / 'x').mkdir(); open('y', 'w'); os.rename('y', 'z')"
    )
    deeds = traced.deeds(traced.start(sys.executable, "-c", code))
    assert ["192.0.2.1" in line or "htons(53)" in line for line in deeds.reached] == [True, True]
    work = traced.work
    assert deeds.outside(traced.temporary) == [traced.home / "x", work / "y", work / "z"]


class TestTraced:
    pytestmark = traced_only

    def test_building_is_silent(self, traced, seeds, tmp_path):
        index = tmp_path / "index"
        program = traced.start(*QA, "index", seeds, "--index", index)
        deeds = is_silent(traced, program, index)
        assert "2 articles" in program.output()
        assert index / "000001" / "manifest.json" in deeds.made

    def test_asking_is_silent(self, traced, built):
        program = traced.start(*QA, "ask", QUESTION, "--index", built)
        is_silent(traced, program, built)
        assert ANSWER in program.output()

    def test_watching_is_silent(self, traced, seeds, tmp_path):
        index = tmp_path / "index"
        program = traced.start(*QA, "index", seeds, "--index", index, "--watch")
        program.wait_until(lambda: "generation 1" in program.output())
        (seeds / "b.txt").write_text("A stone sank in the river.")
        program.wait_until(lambda: "generation 2" in program.output())
        program.send(signal.SIGINT)
        is_silent(traced, program, index)

    def test_the_page_is_silent(self, traced, built):
        (port,) = free_ports(1)
        program = traced.start(*QA, "serve", "--index", built, "--port", str(port))
        program.wait_until(lambda: "Ctrl-C" in program.output())
        assert ANSWER in asked(port)
        program.send(signal.SIGTERM)
        is_silent(traced, program, built)
        assert list(traced.temporary.iterdir()) == []

    def test_mcp_is_silent(self, traced, built):
        program = traced.start(sys.executable, "-c", MCP_CLIENT, built)
        is_silent(traced, program, built)
        assert ANSWER in program.output()

    def test_building_by_workers_is_silent(self, traced, seeds, tmp_path, dask_cluster):
        index, workers = tmp_path / "index", dask_cluster.address.replace("tcp://", "dask://")
        program = traced.start(*QA, "index", seeds, "--index", index, "--workers", workers)
        is_silent(traced, program, index)
        assert "2 articles" in program.output()


def asked(port: int) -> str:
    """The response of the page to a program."""
    call = f"http://{HOST}:{port}/gradio_api/call/ask"
    event = httpx.post(call, json={"data": [QUESTION]}, timeout=120).json()["event_id"]
    return httpx.get(f"{call}/{event}", timeout=120).text
