"""The check of REST calls before Gradio sees them: endpoint, body and content type.

Owns the check of ``POST /gradio_api/call/NAME``: Gradio answers a malformed body with
``{"error": null}`` or a traceback in the log. It is ASGI middleware and knows nothing of what the
endpoints do.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from page.server.asgi import App, ErrorResponse, Message, Receive, Scope, Send, send_error

_CALL_PATH = re.compile(r"/gradio_api/call/(?P<name>[^/]*)/?")
_V2_PREFIX = "/gradio_api/call/v2/"  # Gradio's second form of the same call
_JSON = "application/json"
_NAMES = {str: "text", int: "number"}
NO_DEFAULTS: Mapping[str, Sequence[str | list[str]]] = {}


class RestValidation:
    """ASGI middleware. ``parameters`` maps each endpoint's name to the types that it needs,
    ``defaults`` to the values of what may follow, each text or a list of texts.
    """

    def __init__(
        self,
        app: App,
        *,
        parameters: Mapping[str, tuple[type, ...]],
        defaults: Mapping[str, Sequence[str | list[str]]] = NO_DEFAULTS,
    ) -> None:
        self._app, self._parameters, self._defaults = app, parameters, defaults

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_post = scope["type"] == "http" and scope["method"] == "POST"
        path = scope["path"] if is_post else ""
        if path.startswith(_V2_PREFIX):
            await send_error(self._unknown(path), send)
            return
        match = _CALL_PATH.fullmatch(path)
        if match is None:
            await self._app(scope, receive, send)
            return
        name, body = match["name"], await _read_body(receive)
        if name not in self._parameters:
            await send_error(self._unknown(name), send)
            return
        call = _normalized(body, self._parameters[name], self._defaults.get(name, ()))
        content_type = _content_type(scope)
        if call is None:
            await send_error(self._malformed(name, body), send)
        elif content_type != _JSON:
            await send_error(_unsupported(content_type), send)
        else:
            await self._app(_with_content_length(scope, len(call)), _replay(call, receive), send)

    def _malformed(self, name: str, body: bytes) -> ErrorResponse:
        types = ", ".join(_NAMES.get(t, t.__name__) for t in self._parameters[name])
        more = [
            "text" if isinstance(value, str) else "list of texts"
            for value in self._defaults.get(name, ())
        ]
        further = f", or with more after it: {', '.join(more)}" if more else ""
        expected = f'{{"data": [{types}]}}; send that{further}'
        return ErrorResponse(400, f"the body of {name} is {_excerpt(body)}; expected {expected}")

    def _unknown(self, name: str) -> ErrorResponse:
        known = ", ".join(sorted(self._parameters))
        return ErrorResponse(
            404, f"no endpoint {name[:80]!r}; expected one of {known}; call one of them"
        )


def _normalized(
    body: bytes, types: tuple[type, ...], defaults: Sequence[str | list[str]]
) -> bytes | None:
    """The call with its data alone and the defaults of what is left out; None where they are not of
    the endpoint's types.
    """
    try:
        data: Any = json.loads(body)["data"]
        if isinstance(data, list) and _fits(data, types, defaults):
            data += defaults[len(data) - len(types) :]
            # Encoding raises on a lone surrogate, which JSON can spell.
            return json.dumps({"data": data}, ensure_ascii=False).encode()
    except (ValueError, TypeError, KeyError, RecursionError):
        pass
    return None


def _fits(data: list[Any], types: tuple[type, ...], defaults: Sequence[str | list[str]]) -> bool:
    needed, further = data[: len(types)], data[len(types) :]
    return (
        # An exact type: True would be an integer.
        tuple(map(type, needed)) == types
        and len(further) <= len(defaults)
        and all(map(_is_alike, further, defaults))
    )


def _is_alike(value: Any, default: str | list[str]) -> bool:
    """True for a text in the place of a text, and a list of texts in that of a list."""
    if isinstance(default, str):
        return isinstance(value, str)
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _content_type(scope: Scope) -> str:
    """The stated type of the body. A form on another site cannot state JSON."""
    stated: str = dict(scope["headers"]).get(b"content-type", b"").decode("latin-1")
    return stated.partition(";")[0].strip().lower()


def _unsupported(content_type: str) -> ErrorResponse:
    return ErrorResponse(
        415, f"a body of type {content_type[:80]!r}; expected {_JSON}; set that Content-Type"
    )


def _with_content_length(scope: Scope, length: int) -> Scope:
    kept = [pair for pair in scope["headers"] if pair[0].lower() != b"content-length"]
    return {**scope, "headers": [*kept, (b"content-length", str(length).encode())]}


async def _read_body(receive: Receive) -> bytes:
    """The whole body; the middleware before this one limits its size."""
    parts, more = [], True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            break
        parts.append(message.get("body", b""))
        more = message.get("more_body", False)
    return b"".join(parts)


def _replay(body: bytes, receive: Receive) -> Receive:
    """A ``receive`` that first returns the body, then what comes after it."""
    pending: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replaying() -> Message:
        return pending.pop() if pending else await receive()

    return replaying


def _excerpt(body: bytes) -> str:
    text = repr(body[:60].decode("utf-8", "replace"))
    return text if len(body) <= 60 else f"{text}..."
