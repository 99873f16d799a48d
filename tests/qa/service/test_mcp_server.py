"""The server over streams in memory, asked by the real client."""

import asyncio
import json
import threading

import pytest
from mcp.shared.exceptions import McpError
from mcp.shared.memory import create_connected_server_and_client_session

from index import build
from qa.service import mcp_server
from qa.service.mcp_server import FAILED, build_server


def talk(endpoints, conversation, *, update=False):
    """The results of a conversation with a client."""

    async def run():
        server = build_server(endpoints, update=update)
        async with create_connected_server_and_client_session(server) as client:
            return await conversation(client)

    return asyncio.run(run())


def test_tools_are_listed_and_update_only_where_it_is_allowed(endpoints):
    async def names(client):
        tools = (await client.list_tools()).tools
        return {tool.name: tool.annotations.readOnlyHint for tool in tools}

    asking = {"ask": True, "search": True, "check_text": True, "status": True}
    assert talk(endpoints(), names) == asking
    assert talk(endpoints(), names, update=True) == asking | {"update": False}


def test_a_result_is_json_twice_and_fits_its_schema(endpoints):
    async def call(client):
        await client.list_tools()  # from then on the client checks results by the schemas
        return [
            await client.call_tool(name, arguments)
            for name, arguments in (
                ("ask", {"question": "apple"}),
                ("search", {"question": "river", "limit": 1}),
                ("status", {}),
                ("update", {}),
            )
        ]

    results = talk(endpoints(), call, update=True)
    assert not any(result.isError for result in results)
    for result in results:
        assert json.loads(result.content[0].text) == result.structuredContent
    answer, found, status, update = [result.structuredContent for result in results]
    assert answer["citations"][0]["article"] == "a.txt"
    assert found["passages"][0]["article"] in ("a.txt", "news/b.txt")
    assert (status["generation"], update["generation"]) == (1, 1)


def test_a_mistake_is_one_line(endpoints):
    async def call(client):
        return [
            (await client.call_tool("ask", arguments)).content[0].text
            for arguments in ({"question": ""}, {}, {"question": 5})
        ]

    lines = talk(endpoints(), call)
    assert [line.count("; ") >= 2 and "\n" not in line for line in lines] == [True] * 3
    assert lines[0].startswith("the question is empty")


@pytest.mark.parametrize("name", ["update", "nothing", "", "__init__"])
def test_an_unknown_tool_is_told_which_there_are(endpoints, name):
    async def call(client):
        with pytest.raises(McpError, match="expected one of ask, search, check_text, status; call"):
            await client.call_tool(name, {})

    talk(endpoints(), call)


def test_an_error_that_nobody_foresaw_is_logged_in_one_line(endpoints, caplog):
    called = endpoints()
    called.ask = lambda question: 1 / 0

    async def call(client):
        return await client.call_tool("ask", {"question": "apple"})

    called.ask.__annotations__ = {"question": str, "return": dict}
    result = talk(called, call)
    assert result.isError and result.content[0].text == FAILED
    (record,) = [r for r in caplog.records if r.name == "qa.service.mcp_server"]
    assert record.exc_info is None and "ZeroDivisionError" in record.getMessage()


def test_more_calls_than_can_wait_are_told_to_come_again(endpoints, monkeypatch):
    monkeypatch.setattr(mcp_server, "MAX_WAITING", 1)
    called = endpoints()
    go = threading.Event()
    opened = called.newest.assistant
    ask = opened.ask
    monkeypatch.setattr(opened, "ask", lambda question, where: go.wait(60) and ask(question))

    async def call(client):
        waiting = [asyncio.create_task(client.call_tool("ask", {"question": f"apple {n}"}))
                   for n in range(6)]  # fmt: skip
        done, _ = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        status = await client.call_tool("status", {})
        go.set()
        return [one.result() for one in done], status, await asyncio.gather(*waiting)

    refused, status, results = talk(called, call)
    assert all("too many calls are waiting" in one.content[0].text for one in refused)
    assert not status.isError  # though the askers wait
    assert {one.isError for one in results} == {True, False}


def test_articles_are_listed_and_read_with_what_they_state(endpoints):
    async def read(client):
        listed = (await client.list_resources()).resources
        (template,) = (await client.list_resource_templates()).resourceTemplates
        return listed, template, (await client.read_resource(listed[1].uri)).contents

    listed, template, contents = talk(endpoints(), read)
    assert [(one.name, one.title, one.description) for one in listed] == [
        ("a.txt", None, "a.txt"),
        ("news/b.txt", "Rivers", "Rivers · Daily · 2023-11-07"),
    ]
    assert str(listed[1].uri) == "article:///news/b.txt"
    assert template.uriTemplate == "article:///{+id}"
    text, stated = contents
    assert (text.text, text.mimeType) == ("The river sank.\n", "text/plain")
    facts = json.loads(stated.text)
    assert (facts["title"], facts["published"]) == ("Rivers", "2023-11-07")


def test_an_unknown_article_is_not_found(endpoints):
    async def read(client):
        with pytest.raises(McpError, match="no article at 'article:///none'") as refused:
            await client.read_resource("article:///none")
        return refused.value.error.code

    assert talk(endpoints(), read) == -32002


def test_the_newest_generation_is_served_and_an_old_cursor_refused(
    endpoints, seeds, index, embedder, monkeypatch
):
    from qa.service import articles

    monkeypatch.setattr(articles, "PAGE_LENGTH", 1)
    called = endpoints()

    async def read(client):
        first = await client.list_resources()
        build(seeds({"a.txt": "An apple rose."}), index, embedder=embedder)
        with pytest.raises(McpError, match="the cursor '1-1'; expected one of generation 2"):
            await client.list_resources(first.nextCursor)
        asked = await client.call_tool("ask", {"question": "apple"})
        return asked.structuredContent["answer"], await client.read_resource("article:///a.txt")

    answer, article = talk(called, read)
    assert answer == "An apple rose." and article.contents[0].text == "An apple rose."


def test_without_an_index_a_client_is_told_how_to_build_one(endpoints):
    async def call(client):
        result = await client.call_tool("ask", {"question": "Who?"})
        with pytest.raises(McpError, match="no index in"):
            await client.list_resources()
        return result

    result = talk(endpoints({}), call)
    assert result.isError and result.content[0].text.endswith("; run qa index")
