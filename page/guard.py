"""What every request must pass before the page sees it, and what every answer is sent with.

Owns the checks of host, origin, size and rate, and the headers that keep a page from asking
anything of another machine. Knows nothing of questions or of Gradio: it is ASGI.
"""

from __future__ import annotations

import json
import logging
import re
import time
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from page.rates import Buckets, Clock

_log = logging.getLogger(__name__)

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

_LENGTH = re.compile("[0-9]{1,18}")  # in ASCII: int() takes no superscript, and no endless number
_HOST = re.compile(r"(?P<name>\[[^\[\]]*\]|[^:\[\]]*)(:[0-9]*)?")
UPLOAD = "/gradio_api/upload"  # the one path at which files come in
# What Gradio serves and the page has no use for: films are given to ffmpeg, addresses fetched.
CLOSED = re.compile(
    r"(/gradio_api)?/(process_recording|proxy=|vibe|undo-vibe|component_server|dev/)"
)
# Gradio's own scripts are inline and compile templates; all else comes from this server alone.
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval';"
    " style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:;"
    " connect-src 'self'; object-src 'none'; frame-src 'none'; frame-ancestors 'none';"
    " base-uri 'self'; form-action 'self'"
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
)


@dataclass(frozen=True, slots=True)
class Limits:
    """``body`` and ``upload`` are bytes of a request; a client may make ``burst`` requests at once
    and then ``rate`` a second; of logins ``logins`` a minute.
    """

    body: int = 1_000_000
    upload: int = 100_000_000
    rate: float = 100.0
    burst: int = 400
    logins: int = 10


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request is not let in: status and one line."""

    status: int
    reason: str


_FAILED = Refusal(
    500, "the request failed; expected one as docs/api.md says; mend it, or report it"
)


class Guard:
    """ASGI middleware. ``hosts`` are the names by which the page may be called, None for any."""

    def __init__(
        self,
        app: App,
        *,
        hosts: frozenset[str] | None,
        limits: Limits,
        clock: Clock = time.monotonic,
    ) -> None:
        self._app, self._hosts, self._limits = app, hosts, limits
        self._requests = Buckets(limits.rate, limits.burst, clock)
        self._logins = Buckets(limits.logins / 60, limits.logins, clock)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return  # the page uses no websocket
        headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
        refusal = self._refusal(scope, headers)
        if refusal:
            await refuse(refusal, send)
            return
        body = _Body(receive, self._most(scope, headers))
        try:
            await self._app(scope, body.receive, _with_headers(send, body))
        except _TooLargeError:
            if not body.answered:
                await refuse(_too_large(body.limit), send)
        except Exception as error:  # of a library that this program is laid out with
            _log.error("%s %s failed: %r", scope["method"], ascii(scope["path"][:80]), error)
            if not body.answered:
                await refuse(_FAILED, send)

    def _refusal(self, scope: Scope, headers: dict[bytes, str]) -> Refusal | None:
        host, origin = headers.get(b"host", ""), headers.get(b"origin")
        client = (scope.get("client") or ("",))[0]
        if self._hosts is not None and _name(host) not in self._hosts:
            return Refusal(421, f"this page is not {host[:80]!r}; expected its own address; use it")
        if origin is not None and _host_of(origin) != host.lower():
            return Refusal(403, "a request from another page; expected this one; open it itself")
        if scope["path"].rstrip("/") == "/logout" and not _is_from_here(headers):
            return Refusal(403, "a log-out by another page; expected this one; open it itself")
        if CLOSED.match(scope["path"]):
            return Refusal(404, "nothing is served here; expected a path of docs/api.md; use that")
        if not self._requests.take(client) or not self._login_allowed(scope, client):
            return Refusal(429, "busy: too many requests; expected fewer; try again in a moment")
        length, most = headers.get(b"content-length", "0"), self._most(scope, headers)
        if not _LENGTH.fullmatch(length) or int(length) > most:
            return _too_large(most)
        return None

    def _login_allowed(self, scope: Scope, client: str) -> bool:
        is_login = scope["method"] == "POST" and scope["path"].rstrip("/").endswith("/login")
        return not is_login or self._logins.take(client)

    def _most(self, scope: Scope, headers: dict[bytes, str]) -> int:
        """Bytes of a body; only a form of files may be large, which is read after the login."""
        form = headers.get(b"content-type", "").lower().startswith("multipart/form-data")
        is_upload = scope["method"] == "POST" and scope["path"].rstrip("/") == UPLOAD and form
        return self._limits.upload if is_upload else self._limits.body


class _TooLargeError(Exception):
    pass


class _Body:
    """Hands a request's body on until it is larger than its limit."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self._receive, self.limit = receive, limit
        self._seen = 0
        self.answered = False

    async def receive(self) -> Message:
        message = await self._receive()
        self._seen += len(message.get("body", b""))
        if self._seen > self.limit:
            raise _TooLargeError
        return message


def _host_of(origin: str) -> str | None:
    """Host and port of an origin, None where it is no address."""
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return None


def _is_from_here(headers: dict[bytes, str]) -> bool:
    """Whether a browser says that this page, or its user, asks. Old ones say nothing."""
    return headers.get(b"sec-fetch-site", "cross-site") in ("same-origin", "none")


def _name(host: str) -> str:
    """The host without its port, in small letters, ``[::1]`` with its brackets; empty for none."""
    match = _HOST.fullmatch(host)
    return match["name"].lower() if match else ""


def _too_large(limit: int) -> Refusal:
    return Refusal(
        413, f"the request is too large; expected {limit:,} bytes or less; send it in parts"
    )


def _with_headers(send: Send, body: _Body) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            body.answered = True
            message["headers"] = [*message.get("headers", ()), *HEADERS]
        await send(message)

    return sending


async def refuse(refusal: Refusal, send: Send) -> None:
    """Answer with a refusal, as JSON, and close the connection."""
    content = json.dumps({"error": refusal.reason, "detail": refusal.reason}).encode()
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(content)).encode()),
        (b"connection", b"close"),
        *HEADERS,
    ]
    await send({"type": "http.response.start", "status": refusal.status, "headers": headers})
    await send({"type": "http.response.body", "body": content})
