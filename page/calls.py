"""The calls of programs by REST: what a request's body must be, before Gradio sees it.

Owns the check of ``POST /gradio_api/call/NAME``: Gradio answers a body of another form with
``{"error": null}`` or a traceback in the log. Knows nothing of what the endpoints do. It is ASGI.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from page.guard import App, Message, Receive, Refusal, Scope, Send, refuse

_CALL = re.compile(r"/gradio_api/call/(?P<name>[^/]*)/?")
_JSON = "application/json"
_SECOND_FORM = "/gradio_api/call/v2/"  # Gradio's other way to say the same


class Calls:
    """ASGI middleware. ``taken`` has the types of what each endpoint takes, by its name."""

    def __init__(self, app: App, *, taken: Mapping[str, tuple[type, ...]]) -> None:
        self._app, self._taken = app, taken

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        called = scope["type"] == "http" and scope["method"] == "POST"
        path = scope["path"] if called else ""
        if path.startswith(_SECOND_FORM):
            await refuse(self._unknown(path), send)
            return
        match = _CALL.fullmatch(path)
        if match is None:
            await self._app(scope, receive, send)
            return
        name, body = match["name"], await _whole(receive)
        if name not in self._taken:
            await refuse(self._unknown(name), send)
            return
        call, kind = _read(body, self._taken[name]), _type(scope)
        if call is None:
            await refuse(self._malformed(name, body), send)
        elif kind != _JSON:
            await refuse(_of_type(kind), send)
        else:
            await self._app(_of_length(scope, len(call)), _given(call, receive), send)

    def _malformed(self, name: str, body: bytes) -> Refusal:
        form = ", ".join("text" if one is str else one.__name__ for one in self._taken[name])
        return Refusal(
            400, f'the body of {name} is {_cut(body)}; expected {{"data": [{form}]}}; send that'
        )

    def _unknown(self, name: str) -> Refusal:
        known = ", ".join(sorted(self._taken))
        return Refusal(404, f"no endpoint {name[:80]!r}; expected one of {known}; call that")


def _read(body: bytes, takes: tuple[type, ...]) -> bytes | None:
    """The call with its data alone; None where these are not what the endpoint takes."""
    try:
        data: Any = json.loads(body)["data"]
        if isinstance(data, list) and len(data) == len(takes) and all(map(isinstance, data, takes)):
            # Encoded as text: half a character, which JSON can spell, is refused here.
            return json.dumps({"data": data}, ensure_ascii=False).encode()
    except (ValueError, TypeError, KeyError, RecursionError):
        pass
    return None


def _type(scope: Scope) -> str:
    """The type of the body as it is stated; the form of another site's page cannot state JSON."""
    stated: str = dict(scope["headers"]).get(b"content-type", b"").decode("latin-1")
    return stated.partition(";")[0].strip().lower()


def _of_type(kind: str) -> Refusal:
    return Refusal(415, f"a body of type {kind[:80]!r}; expected {_JSON}; state that Content-Type")


def _of_length(scope: Scope, length: int) -> Scope:
    """The request with a body of another length."""
    kept = [pair for pair in scope["headers"] if pair[0].lower() != b"content-length"]
    return {**scope, "headers": [*kept, (b"content-length", str(length).encode())]}


async def _whole(receive: Receive) -> bytes:
    """The body; its size is bounded by who is asked before."""
    parts, more = [], True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            break
        parts.append(message.get("body", b""))
        more = message.get("more_body", False)
    return b"".join(parts)


def _given(body: bytes, receive: Receive) -> Receive:
    """What hands on the body that was read already, and then whatever comes."""
    pending: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receiving() -> Message:
        return pending.pop() if pending else await receive()

    return receiving


def _cut(body: bytes) -> str:
    text = repr(body[:60].decode("utf-8", "replace"))
    return text if len(body) <= 60 else f"{text}..."
