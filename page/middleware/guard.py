"""The check of every request before the page sees it: host, origin, path, rate and size.

Owns which requests are rejected, and adds the security headers to every response. It is ASGI
middleware and knows nothing of questions or of Gradio.
"""

from __future__ import annotations

import logging
import re
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

from page.middleware.asgi import (
    SECURITY_HEADERS,
    App,
    ErrorResponse,
    Message,
    Receive,
    Scope,
    Send,
    send_error,
)
from page.server.rate_limiter import Clock, RateLimiter

_log = logging.getLogger(__name__)

_CONTENT_LENGTH = re.compile("[0-9]{1,18}")  # int() would also take superscripts and endless digits
_HOST = re.compile(r"(?P<name>\[[^\[\]]*\]|[^:\[\]]*)(:[0-9]*)?")
UPLOAD_PATH = "/gradio_api/upload"  # the only path that takes files
# Served by Gradio and not used by the page: it would run ffmpeg on videos and fetch addresses.
BLOCKED_PATHS = re.compile(
    r"(/gradio_api)?/(process_recording|proxy=|vibe|undo-vibe|component_server|dev/)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestLimits:
    """Limits of a request's size in bytes, and of a client's requests and login attempts.

    A client may make ``burst`` requests at once, and ``per_second`` in the long run.
    """

    body: int = 1_000_000
    upload: int = 100_000_000
    per_second: float = 100.0
    burst: int = 400
    logins_per_minute: int = 10


_FAILED = ErrorResponse(
    500,
    "the request failed; expected one as described in docs/api.md; correct it, or report the error",
)


class RequestGuard:
    """ASGI middleware. ``hosts`` are the accepted names of the Host header, None for any name.

    ``logins`` limits an address's attempts to log in; None for a limiter of its own.
    """

    def __init__(
        self,
        app: App,
        *,
        hosts: frozenset[str] | None,
        limits: RequestLimits,
        logins: RateLimiter | None = None,
        clock: Clock = time.monotonic,
    ) -> None:
        self._app, self._hosts, self._limits = app, hosts, limits
        self._requests = RateLimiter(per_second=limits.per_second, burst=limits.burst, clock=clock)
        self._logins = logins or login_limiter(limits, clock=clock)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return  # the page uses no websocket
        headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
        rejection = self._rejection(scope, headers)
        if rejection:
            await send_error(rejection, send)
            return
        exchange = _Exchange(receive, send, limit=self._body_limit(scope, headers))
        try:
            await self._app(scope, exchange.receive, exchange.send)
        except _BodyTooLargeError:
            if not exchange.started:
                await send_error(_too_large(exchange.limit), send)
        except Exception as error:  # raised in a library below
            _log.error("%s %s failed: %r", scope["method"], ascii(scope["path"][:80]), error)
            if not exchange.started:
                await send_error(_FAILED, send)

    def _rejection(self, scope: Scope, headers: dict[bytes, str]) -> ErrorResponse | None:
        """The response to a request that is rejected, None for one that may pass."""
        host, origin = headers.get(b"host", ""), headers.get(b"origin")
        client = (scope.get("client") or ("",))[0]
        if self._hosts is not None and _host_name(host) not in self._hosts:
            return ErrorResponse(
                421,
                f"this page is not at {host[:80]!r}; expected its own address; open it there",
            )
        if origin is not None and _network_location(origin) != host.lower():
            return ErrorResponse(
                403, "a request from another site; expected one from this page; open the page"
            )
        if scope["path"].rstrip("/") == "/logout" and not _is_same_site(headers):
            return ErrorResponse(
                403, "a logout from another site; expected one from this page; open the page"
            )
        if BLOCKED_PATHS.match(scope["path"]):
            return ErrorResponse(
                404, "nothing is served here; expected a path from docs/api.md; use one of them"
            )
        if not self._requests.allow(client) or not self._login_allowed(scope, client):
            return ErrorResponse(
                429, "too many requests; expected fewer in a short time; try again in a moment"
            )
        length, limit = headers.get(b"content-length", "0"), self._body_limit(scope, headers)
        if not _CONTENT_LENGTH.fullmatch(length) or int(length) > limit:
            return _too_large(limit)
        return None

    def _login_allowed(self, scope: Scope, client: str) -> bool:
        is_login = scope["method"] == "POST" and scope["path"].rstrip("/").endswith("/login")
        return not is_login or self._logins.allow(client)

    def _body_limit(self, scope: Scope, headers: dict[bytes, str]) -> int:
        """Bytes of a body. Only a form with files may be large; it is read after the login."""
        form = headers.get(b"content-type", "").lower().startswith("multipart/form-data")
        is_upload = scope["method"] == "POST" and scope["path"].rstrip("/") == UPLOAD_PATH and form
        return self._limits.upload if is_upload else self._limits.body


def login_limiter(limits: RequestLimits, *, clock: Clock = time.monotonic) -> RateLimiter:
    """The limiter of an address's attempts to log in."""
    minute = limits.logins_per_minute
    return RateLimiter(per_second=minute / 60, burst=minute, clock=clock)


class _BodyTooLargeError(Exception):
    pass


class _Exchange:
    """Passes a request's body on up to a limit, and the response with the security headers."""

    def __init__(self, receive: Receive, send: Send, *, limit: int) -> None:
        self._receive, self._send, self.limit = receive, send, limit
        self._received = 0
        self.started = False  # the response

    async def receive(self) -> Message:
        message = await self._receive()
        self._received += len(message.get("body", b""))
        if self._received > self.limit:
            raise _BodyTooLargeError
        return message

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            message["headers"] = [*message.get("headers", ()), *SECURITY_HEADERS]
        await self._send(message)


def _network_location(origin: str) -> str | None:
    """Host and port of an origin, None where it is not an address."""
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return None


def _is_same_site(headers: dict[bytes, str]) -> bool:
    """True when the browser states that this page or its user made the request. Old browsers state
    nothing.
    """
    return headers.get(b"sec-fetch-site", "cross-site") in ("same-origin", "none")


def _host_name(host: str) -> str:
    """The host without its port, in lower case, ``[::1]`` with its brackets; empty if malformed."""
    match = _HOST.fullmatch(host)
    return match["name"].lower() if match else ""


def _too_large(limit: int) -> ErrorResponse:
    return ErrorResponse(
        413, f"the request is too large; expected {limit:,} bytes or less; send it in parts"
    )
