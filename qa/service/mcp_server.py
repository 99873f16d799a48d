"""A server of the Model Context Protocol: endpoints as tools, articles as resources.

Owns which requests there are, how many calls work at once, and how results and errors are written.
The transport, standard input and output or HTTP, is the caller's.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, TypeVar

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from mcp import types
from mcp.server.lowlevel import Server
from mcp.shared.exceptions import McpError
from pydantic import AnyUrl

import qa
from index.corpus import Article
from index.errors import ArgumentError, ArticleQAError
from index.interface import Opened
from qa.service.articles import URI_TEMPLATE, byline, facts_of, list_articles, read_article, uri_of
from qa.service.endpoints import ENDPOINTS, EndpointError, Endpoints
from qa.service.tools import Tool, result_text, tools_of
from qa.text.printable import printable

CONCURRENT = 2  # questions, searches and checks at once: one for each core of a small machine
MAX_WAITING = 16  # more are refused as busy
BUSY = "too many calls are waiting; expected fewer; call again in a moment"
FAILED = "the call failed; expected a result; see the log of the server"
NOT_FOUND = -32002  # the protocol's code for a resource that is not there
INSTRUCTIONS = (
    "The user's own articles. ask answers a question with a quote from them, or says that they do"
    " not answer it; search finds passages; check_text holds a text against them. Quotes and"
    " offsets are exact: cite the article and its date, and change nothing in a quote."
)

T = TypeVar("T")
_log = logging.getLogger(__name__)


def build_server(endpoints: Endpoints, *, update: bool) -> Server[Any, Any]:
    """A server whose tools are the endpoints, ``update`` only where it is allowed."""
    names = [name for name in ENDPOINTS if update or name != "update"]
    tools, resources = _Tools(tools_of(endpoints, names)), _Resources(endpoints)
    server: Server[Any, Any] = Server(
        "article-qa", version=qa.__version__, instructions=INSTRUCTIONS
    )
    server.request_handlers.update({
        types.ListToolsRequest: tools.list,
        types.CallToolRequest: tools.call,
        types.ListResourcesRequest: resources.list,
        types.ListResourceTemplatesRequest: resources.list_templates,
        types.ReadResourceRequest: resources.read,
    })  # fmt: skip
    return server


class _Tools:
    """Lists and calls tools; each call works in a thread, so that none delays another request."""

    def __init__(self, tools: dict[str, Tool]) -> None:
        self._tools = tools
        asking = CapacityLimiter(CONCURRENT)
        self._limiters = dict.fromkeys(("ask", "search", "check_text"), asking)
        self._limiters["update"] = CapacityLimiter(1)

    async def list(self, _: types.ListToolsRequest | None) -> types.ServerResult:
        tools = [_described(tool) for tool in self._tools.values()]
        return types.ServerResult(types.ListToolsResult(tools=tools))

    async def call(self, request: types.CallToolRequest) -> types.ServerResult:
        """The result as JSON, or an error as its line. Raises McpError for an unknown tool."""
        name, arguments = request.params.name, request.params.arguments or {}
        if name not in self._tools:
            known = ", ".join(self._tools)
            line = f"no tool {name!r:.60}; expected one of {known}; call one of them"
            raise McpError(types.ErrorData(code=types.INVALID_PARAMS, message=line))
        limiter = self._limiters.get(name)
        if limiter and limiter.statistics().tasks_waiting >= MAX_WAITING:
            return _failure(BUSY)
        try:
            result = await run_sync(self._tools[name].call, arguments, limiter=limiter)
        except (ArticleQAError, EndpointError) as error:
            return _failure(printable(str(error)))
        except Exception as error:
            _log.error("%s failed: %r", name, error)
            return _failure(FAILED)
        return types.ServerResult(
            types.CallToolResult(content=[_text(result_text(result))], structuredContent=result)
        )


class _Resources:
    """Lists and reads the articles of the newest generation."""

    def __init__(self, endpoints: Endpoints) -> None:
        self._endpoints = endpoints

    async def list(self, request: types.ListResourcesRequest) -> types.ServerResult:
        cursor = request.params.cursor if request.params else None
        page = await self._of_newest(lambda opened: list_articles(opened, cursor))
        resources = [_resource(article) for article in page.articles]
        return types.ServerResult(
            types.ListResourcesResult(resources=resources, nextCursor=page.cursor)
        )

    async def list_templates(self, _: types.ListResourceTemplatesRequest) -> types.ServerResult:
        template = types.ResourceTemplate(
            uriTemplate=URI_TEMPLATE,
            name="article",
            description="An article by its id, which citations call article.",
            mimeType="text/plain",
        )
        return types.ServerResult(types.ListResourceTemplatesResult(resourceTemplates=[template]))

    async def read(self, request: types.ReadResourceRequest) -> types.ServerResult:
        """The text, in which offsets count, and as JSON what the article's file states."""
        uri = request.params.uri
        article = await self._of_newest(lambda opened: read_article(opened, str(uri)))
        parts = ((article.text, "text/plain"), (result_text(facts_of(article)), "application/json"))
        contents = [types.TextResourceContents(uri=uri, text=t, mimeType=m) for t, m in parts]
        return types.ServerResult(types.ReadResourceResult(contents=list(contents)))

    async def _of_newest(self, use: Callable[[Opened], T]) -> T:
        """Use the newest generation. Raises McpError with the line of an error."""
        try:
            return await run_sync(lambda: use(self._endpoints.newest.assistant.generation))
        except ArticleQAError as error:
            code = NOT_FOUND if isinstance(error, ArgumentError) else types.INTERNAL_ERROR
            line = printable(str(error))
            raise McpError(types.ErrorData(code=code, message=line)) from error
        except Exception as error:
            _log.error("a resource failed: %r", error)
            raise McpError(types.ErrorData(code=types.INTERNAL_ERROR, message=FAILED)) from error


def _described(tool: Tool) -> types.Tool:
    return types.Tool(
        name=tool.name,
        description=tool.description,
        inputSchema=tool.input_schema,
        outputSchema=tool.output_schema,
        annotations=types.ToolAnnotations(
            readOnlyHint=tool.name != "update", destructiveHint=False, openWorldHint=False
        ),
    )


def _resource(article: Article) -> types.Resource:
    return types.Resource(
        uri=AnyUrl(uri_of(article.id)),
        name=article.id,
        title=article.title,
        description=byline(article),
        mimeType="text/plain",
    )


def _text(text: str) -> types.TextContent:
    return types.TextContent(type="text", text=text)


def _failure(line: str) -> types.ServerResult:
    return types.ServerResult(types.CallToolResult(content=[_text(line)], isError=True))
