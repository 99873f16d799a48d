"""A real server on loopback that asks for a login, serves MCP or both: who is let in, and how often
others may try.
"""

import asyncio
import base64
import json

import httpx
import pytest
from gradio_client import Client
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client

from page.server.credentials import Credentials, hash_password

pytestmark = pytest.mark.slow

RIGHT, WRONG = "correct horse", {"username": "ann", "password": "wrong"}
LIST = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}


@pytest.fixture(scope="module")
def login():
    return Credentials({"ann": hash_password(RIGHT)})


def tries(url, addresses, **data):
    """Status of a login from each address, as a client says where a proxy forwards it."""
    return [
        httpx.post(
            f"{url}/login", data=WRONG | data, headers={"X-Forwarded-For": address}
        ).status_code
        for address in addresses
    ]


def talk(url, conversation, **headers):
    """The results of a conversation of a real MCP client with the page."""

    async def session():
        async with (
            httpx.AsyncClient(headers=headers, timeout=60) as http,
            streamable_http_client(f"{url}/gradio_api/mcp/", http_client=http) as (read, write, _),
            ClientSession(read, write) as client,
        ):
            await client.initialize()
            return await conversation(client)

    return asyncio.run(session())


def basic(name, password):
    return "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()


async def ask_apple(client):
    return (await client.call_tool("ask", {"question": "apple"})).structuredContent["answer"]


def test_a_real_mcp_client_lists_and_calls_the_tools_and_reads_articles(served, seeds):
    async def conversation(client):
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        good = await client.call_tool("ask", {"question": "apple"})
        bad = await client.call_tool("ask", {"question": ""})
        seeds({"b.txt": "A stone sank."})
        update = await client.call_tool("update", {})
        resources = (await client.list_resources()).resources
        return tools, good, bad, update, resources

    site = served(mcp=True)
    tools, good, bad, update, resources = talk(site.url, conversation)
    assert set(tools) == {"ask", "check_text", "search", "status", "update"}
    assert tools["ask"].inputSchema["properties"]["question"]["description"].startswith("one quest")
    answer = json.loads(good.content[0].text)
    assert answer["answer"] == "An apple fell on the stone." and not good.isError
    assert bad.isError and "the question is empty" in bad.content[0].text
    assert update.structuredContent["generation"] == 2
    assert site.monitor.job.state.report.generation == 2  # which every visitor sees
    assert [str(one.uri) for one in resources] == ["article:///a.txt", "article:///b.txt"]


def test_mcp_is_guarded_as_the_page_is(served):
    url = f"{served(mcp=True).url}/gradio_api/mcp/"
    headers = {"Accept": "application/json, text/event-stream"}
    assert httpx.post(url, json=LIST, headers=headers).status_code == 200
    for wrong, status in (
        ({"Host": "evil.example"}, 421),
        ({"Origin": "https://evil.example"}, 403),
    ):
        assert httpx.post(url, json=LIST, headers=headers | wrong).status_code == status
    assert httpx.post(url, content=b"x" * 2_000_000, headers=headers).status_code == 413
    for method in ("GET", "DELETE", "PUT"):
        assert httpx.request(method, url, headers=headers).status_code == 405


def test_without_the_option_there_is_no_mcp(site):
    assert httpx.post(f"{site.url}/gradio_api/mcp/", json=LIST).status_code in (404, 405)


def test_mcp_behind_a_login_asks_for_it_in_every_request(served, login):
    url = served(login, mcp=True).url
    assert talk(url, ask_apple, Authorization=basic("ann", RIGHT)) == "An apple fell on the stone."
    mcp = f"{url}/gradio_api/mcp"
    for headers in ({}, {"Authorization": basic("ann", "wrong")}, {"Authorization": "Bearer x"}):
        for path in (mcp, f"{mcp}/"):
            reply = httpx.post(path, json=LIST, headers=headers)
            assert reply.status_code == 401
            assert reply.headers["www-authenticate"].startswith("Basic ")
            assert "ask" not in reply.json()
    assert httpx.get(f"{url}/config").status_code == 401  # the page itself asks for its own


def test_passwords_cannot_be_tried_by_mcp_beside_the_login_of_the_page(served, login):
    url = served(login, mcp=True, logins_per_minute=3).url
    mcp, good = f"{url}/gradio_api/mcp/", basic("ann", RIGHT)
    assert talk(url, ask_apple, Authorization=good)  # one attempt
    codes = [
        httpx.post(mcp, headers={"Authorization": basic("ann", "wrong")}).status_code,
        httpx.post(f"{url}/login", data=WRONG).status_code,
        httpx.post(mcp, headers={"Authorization": basic("ann", "worse")}).status_code,
        httpx.post(f"{url}/login", data=WRONG).status_code,
    ]
    assert codes == [401, 400, 429, 429]
    assert talk(url, ask_apple, Authorization=good)  # who was let in before is not shut out


def test_a_login_guards_everything(served, login):
    url = served(login).url
    for path in ("/config", "/gradio_api/info", "/gradio_api/openapi.json"):
        assert httpx.get(url + path).status_code == 401
    assert httpx.post(f"{url}/gradio_api/call/ask", json={"data": ["apple"]}).status_code == 401
    assert (
        httpx.post(f"{url}/gradio_api/upload", files={"files": ("a.txt", b"x")}).status_code == 401
    )
    assert httpx.post(f"{url}/login", data=WRONG).status_code == 400
    client = Client(url, auth=("ann", RIGHT), verbose=False)
    assert client.predict("apple", api_name="/ask")["answer"] == "An apple fell on the stone."


def test_passwords_cannot_be_tried_fast(served, login):
    url = served(login, logins_per_minute=2).url
    codes = [httpx.post(f"{url}/login", data=WRONG).status_code for _ in range(3)]
    assert codes == [400, 400, 429]


def test_a_client_cannot_say_that_it_is_another(served, login):
    url = served(login, logins_per_minute=2).url
    assert tries(url, [f"10.0.0.{n}" for n in range(4)]) == [400, 400, 429, 429]


def test_a_proxy_that_is_named_is_believed(served, login):
    url = served(login, logins_per_minute=1, proxy="127.0.0.1").url
    assert tries(url, [f"10.0.0.{n}" for n in range(3)], username="eve") == [400, 400, 400]


def test_a_name_has_few_tries_from_whatever_address(served, login):
    url = served(login, logins_per_minute=1000).url
    codes = [httpx.post(f"{url}/login", data=WRONG).status_code for _ in range(11)]
    assert codes == [400] * 10 + [429]
