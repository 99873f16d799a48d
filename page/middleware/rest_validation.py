"""The check of REST calls before Gradio sees them: endpoint, body and content type.

Owns the check of ``POST /gradio_api/call/NAME``: Gradio answers a malformed body with
``{"error": null}`` or a traceback in the log. It is ASGI middleware and knows nothing of what the
endpoints do.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

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

_CALL_PATH = re.compile(r"/gradio_api/call/(?P<name>[^/]*)/?")
_V2_PREFIX = "/gradio_api/call/v2/"  # Gradio's second form of the same call
_JSON = "application/json"
# The kinds of values, and which values are of them. An exact type: True would be an integer.
KINDS: Mapping[str, Callable[[Any], bool]] = {
    "text": lambda value: type(value) is str,
    "number": lambda value: type(value) is int,
    "list of texts": lambda value: _is_list_of(str, value),
    "list of objects": lambda value: _is_list_of(dict, value),
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that an endpoint takes: its name, its kind of KINDS, and what it is where it is left
    out; None where it may not be.
    """

    name: str
    kind: str
    default: str | int | list[Any] | None = None


class RestValidation:
    """ASGI middleware. ``parameters`` maps each endpoint's name to what it takes, in this order;
    those that may be left out come last.
    """

    def __init__(self, app: App, *, parameters: Mapping[str, Sequence[Parameter]]) -> None:
        self._app, self._parameters = app, parameters

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
        name, body = match["name"], await read_body(receive)
        if name not in self._parameters:
            await send_error(self._unknown(name), send)
            return
        call = _normalized(body, self._parameters[name])
        content_type = _content_type(scope)
        if call is None:
            await send_error(self._malformed(name, body), send)
        elif content_type != _JSON:
            await send_error(_unsupported(content_type), send)
        else:
            await self._app(_with_content_length(scope, len(call)), replayed(call, receive), send)

    def _malformed(self, name: str, body: bytes) -> ErrorResponse:
        taken = self._parameters[name]
        needed = ", ".join(one.kind for one in taken if one.default is None)
        more = ", ".join(one.kind for one in taken if one.default is not None)
        further = f", or with more after it: {more}" if more else ""
        expected = f'{{"data": [{needed}]}}; send that{further}'
        return ErrorResponse(400, f"the body of {name} is {_excerpt(body)}; expected {expected}")

    def _unknown(self, name: str) -> ErrorResponse:
        known = ", ".join(sorted(self._parameters))
        return ErrorResponse(
            404, f"no endpoint {name[:80]!r}; expected one of {known}; call one of them"
        )


def _normalized(body: bytes, parameters: Sequence[Parameter]) -> bytes | None:
    """The call with its data alone and the defaults of what is left out; None where they are not of
    the endpoint's kinds.
    """
    try:
        data = _in_order(json.loads(body), parameters)
        if data is not None:
            # Encoding raises on a lone surrogate, which JSON can spell.
            return json.dumps({"data": data}, ensure_ascii=False).encode()
    except (ValueError, TypeError, KeyError, RecursionError):
        pass
    return None


def _in_order(call: Any, parameters: Sequence[Parameter]) -> list[Any] | None:
    """The value of each parameter, given in order as data or by name; None where any misfits."""
    names = [one.name for one in parameters]
    if "data" in call:
        given = call["data"]
        if not isinstance(given, list) or len(given) > len(names):
            return None
        call = dict(zip(names, given, strict=False))
    elif not call or not set(call) <= set(names):
        return None
    values = [call.get(one.name, one.default) for one in parameters]
    fits = (KINDS[one.kind](value) for one, value in zip(parameters, values, strict=True))
    return values if all(fits) else None


def _is_list_of(kind: type, value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, kind) for one in value)


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


def _excerpt(body: bytes) -> str:
    text = repr(body[:60].decode("utf-8", "replace"))
    return text if len(body) <= 60 else f"{text}..."
