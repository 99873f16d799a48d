"""MCP over HTTP, in front of the page: its address, its login and its transport.

Owns the check of a name and a password in each request, by HTTP Basic. It is ASGI middleware and
knows nothing of the tools.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import secrets
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException

from page.middleware.asgi import (
    App,
    ErrorResponse,
    Receive,
    Scope,
    Send,
    read_body,
    replayed,
    send_error,
)
from page.server.login import LoginCheck
from page.server.rate_limiter import RateLimiter

if TYPE_CHECKING:
    from mcp.server.lowlevel import Server

PATH = "/gradio_api/mcp"  # Gradio's, so that a client's configuration holds
_REALM = (b"www-authenticate", b'Basic realm="article-qa", charset="UTF-8"')
_UNAUTHORIZED = ErrorResponse(
    401,
    "no login, or a wrong one; expected the header Authorization: Basic with a name and password of"
    " this page; send it",
    headers=(_REALM,),
)
_TOO_MANY = ErrorResponse(429, "too many login attempts; expected fewer in a minute; wait a minute")
_NOT_POST = ErrorResponse(
    405,
    "MCP answers to POST alone; expected a request of an MCP client; see docs/api.md",
    headers=((b"allow", b"POST"),),
)
_TOO_DEEP = ErrorResponse(
    400, "the body is nested too deep; expected a request of an MCP client; see docs/api.md"
)


class McpLogin:
    """Checks the logins of requests. ``attempts`` limits what an address may try.

    A login that was right passes at once from then on: a client sends it with every request, and
    hashing takes 50 ms. It is remembered as a digest with a key of this process.
    """

    def __init__(self, login: LoginCheck, attempts: RateLimiter) -> None:
        self._login, self._attempts = login, attempts
        self._key = secrets.token_bytes(32)
        self._right: set[bytes] = set()  # at most one for each login there is

    async def rejection(self, scope: Scope) -> ErrorResponse | None:
        """The response to a request without a right login, None for one with it."""
        pair = _name_and_password(scope)
        if pair is None:
            return _UNAUTHORIZED
        digest = self._digest(*pair)
        if digest in self._right:
            return None
        if not self._attempts.allow((scope.get("client") or ("",))[0]):
            return _TOO_MANY
        try:
            is_right = await self._login.check(*pair)
        except HTTPException:
            return _TOO_MANY
        if not is_right:
            return _UNAUTHORIZED
        self._right.add(digest)
        return None

    def _digest(self, name: str, password: str) -> bytes:
        # A name holds no colon, so that no other pair has this text.
        text = f"{name}:{password}".encode("utf-8", "surrogatepass")
        return hmac.new(self._key, text, hashlib.sha256).digest()


class McpEndpoint:
    """ASGI middleware. ``login`` is None for a page without logins, on this machine alone."""

    def __init__(self, app: App, *, server: Server[Any, Any], login: McpLogin | None) -> None:
        from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

        self._app, self._login = app, login
        self._sessions = StreamableHTTPSessionManager(server, json_response=True, stateless=True)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            async with self._sessions.run():
                await self._app(scope, receive, send)
        elif scope["type"] == "http" and scope["path"].rstrip("/") == PATH:
            await self._answer(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        rejection = await self._login.rejection(scope) if self._login else None
        if rejection is None and scope["method"] != "POST":
            rejection = _NOT_POST  # a stateless server has nothing to send by itself
        if rejection is not None:
            await send_error(rejection, send)
            return
        body = await read_body(receive)
        if _is_too_deep(body):
            await send_error(_TOO_DEEP, send)
        else:
            await self._sessions.handle_request(scope, replayed(body, receive), send)


def _is_too_deep(body: bytes) -> bool:
    """True if JSON is nested deeper than it can be read; other mistakes the library answers."""
    try:
        json.loads(body)
    except RecursionError:
        return True
    except ValueError:
        pass
    return False


def _name_and_password(scope: Scope) -> tuple[str, str] | None:
    """Those of the Authorization header, None where there is none or it is malformed."""
    stated = [value for name, value in scope["headers"] if name.lower() == b"authorization"]
    scheme, _, encoded = (stated[0] if len(stated) == 1 else b"").partition(b" ")
    if scheme.lower() != b"basic":
        return None
    try:
        text = base64.b64decode(encoded.strip(), validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        return None
    name, colon, password = text.partition(":")
    return (name, password) if colon else None
