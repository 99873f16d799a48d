"""``qa mcp`` as a process of its own, asked by the real client."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from contextlib import asynccontextmanager

import pytest
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.shared.exceptions import McpError

from index import build, open_embedder
from tests.support.paths import ROOT

pytestmark = pytest.mark.slow
VARIABLES = {"PYTHONPATH": str(ROOT)}
HELLO = {
    "jsonrpc": "2.0", "id": 1, "method": "initialize",
    "params": {"protocolVersion": "2025-06-18", "capabilities": {},
               "clientInfo": {"name": "test", "version": "1"}},
}  # fmt: skip
QUESTION = {"question": "What fell on the stone?"}


@pytest.fixture(scope="module")
def real():
    return open_embedder()


@asynccontextmanager
async def client_of(index, *words):
    command = ["-m", "qa.commands.cli", "mcp", "--index", str(index), *words]
    server = StdioServerParameters(command=sys.executable, args=command, env=VARIABLES)
    async with stdio_client(server) as (read, write), ClientSession(read, write) as client:
        await client.initialize()
        yield client


def started(index):
    command = [sys.executable, "-m", "qa.commands.cli", "mcp", "--index", str(index)]
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | VARIABLES,
    )


def test_a_client_calls_every_tool_and_reads_articles(seeds, index, real):
    build(seeds({"a.txt": "An apple fell on the stone."}), index, embedder=real)

    async def talk():
        async with client_of(index) as client:
            tools = [tool.name for tool in (await client.list_tools()).tools]
            calls = {
                "ask": QUESTION,
                "search": {"question": "apple", "limit": 1},
                "check_text": {"text": "An apple fell on the stone."},
                "status": {},
            }
            results = {
                n: (await client.call_tool(n, a)).structuredContent for n, a in calls.items()
            }
            bad = await client.call_tool("ask", {"question": 5})
            (listed,) = (await client.list_resources()).resources
            article = (await client.read_resource(listed.uri)).contents
            with pytest.raises(McpError, match="no article at 'article:///none'"):
                await client.read_resource("article:///none")
            return tools, results, bad, article

    tools, results, bad, article = asyncio.run(talk())
    assert tools == list(results)
    assert results["ask"]["citations"][0]["sentence"] == "An apple fell on the stone."
    assert results["search"]["passages"][0]["text"] == "An apple fell on the stone."
    assert results["check_text"]["statements"][0]["verdict"] == "supported"
    assert results["status"]["generation"] == 1
    assert bad.isError and bad.content[0].text.startswith("question of ask is 5; expected a valid")
    assert article[0].text == "An apple fell on the stone."


def test_an_index_is_served_once_it_is_built_and_whenever_it_is_updated(seeds, index, real):
    folder = seeds({"a.txt": "An apple fell on the stone."})

    async def talk():
        async with client_of(index, "--allow-update") as client:
            missing = await client.call_tool("ask", QUESTION)
            build(folder, index, embedder=real)
            first = await client.call_tool("ask", QUESTION)
            seeds({"a.txt": "A pear fell on the stone."})
            update = await client.call_tool("update", {})
            return missing, first, update, await client.call_tool("ask", QUESTION)

    missing, first, update, second = asyncio.run(talk())
    assert missing.isError and "; run qa index" in missing.content[0].text
    assert "apple" in first.structuredContent["citations"][0]["sentence"]
    assert update.structuredContent["generation"] == 2
    assert "pear" in second.structuredContent["citations"][0]["sentence"]


def test_only_the_protocol_is_on_standard_output_and_its_end_is_that_of_standard_input(tmp_path):
    process = started(tmp_path / "none")
    calls = [
        HELLO,
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        {"jsonrpc": "2.0", "id": 2, "method": "tools/list"},
        {"jsonrpc": "2.0", "id": 3, "method": "nothing/known"},
    ]
    lines = [json.dumps(call).encode() for call in calls]
    lines.insert(2, b"no JSON \x1b[2J \xff")
    for line in lines:
        process.stdin.write(line + b"\n")
    process.stdin.flush()
    said = [json.loads(process.stdout.readline()) for _ in range(4)]
    process.stdin.close()
    rest, errors = process.stdout.read(), process.stderr.read()
    assert (process.wait(60), rest) == (0, b"")
    assert all(one["jsonrpc"] == "2.0" for one in said)
    assert {one["id"] for one in said if "id" in one} == {1, 2, 3}
    assert b"Traceback" not in errors and b"\x1b" not in errors
    process.stdout.close()
    process.stderr.close()


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_though_a_client_says_nothing(tmp_path, ending):
    with started(tmp_path / "none") as process:
        process.stdin.write(json.dumps(HELLO).encode() + b"\n")
        process.stdin.flush()
        process.stdout.readline()
        process.send_signal(ending)
        assert process.wait(60) == -ending


def test_what_is_printed_goes_to_standard_error():
    code = (
        "import os, sys; from qa.service.stdio import _private_output;"
        "protocol = _private_output(); print('printed'); os.write(1, b'written');"
        "os.system('echo by another'); protocol.write('{}\\n'); protocol.flush()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=ROOT, check=True)
    assert done.stdout == b"{}\n"
    assert all(words in done.stderr for words in (b"printed", b"written", b"by another"))


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["--index", "milvus://"], "the index is 'milvus://'; expected a folder"),
        (["--nothing"], "unrecognized arguments: --nothing; expected"),
    ],
)
def test_a_mistake_of_the_command_line_is_one_line_and_status_2(words, line):
    command = [sys.executable, "-m", "qa.commands.cli", "mcp", *words]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, input="", check=False)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert line in done.stderr
