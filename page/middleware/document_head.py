"""The beginning of the document that Gradio serves: what must be there before anything is drawn.

Gradio adds our script only when its own has been loaded. This is ASGI middleware, and knows nothing
of what is put there.
"""

from __future__ import annotations

from page.middleware.asgi import App, Message, Receive, Scope, Send

HEAD = b"<head>"


class DocumentHead:
    """ASGI middleware that puts ``html`` at the beginning of the head of every HTML document."""

    def __init__(self, app: App, *, html: str) -> None:
        self._app, self._html = app, HEAD + html.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "GET":
            send = _Document(send, self._html).send
        await self._app(scope, receive, send)


class _Document:
    """Holds the start of a response back until the length of its body is known."""

    def __init__(self, send: Send, head: bytes) -> None:
        self._send, self._head = send, head
        self._start: Message | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_html(message):
            self._start = message
        elif self._start is None:
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._send_document(self._start)

    async def _send_document(self, start: Message) -> None:
        body = self._body.replace(HEAD, self._head, 1)
        length = (b"content-length", b"%d" % len(body))
        others = [one for one in start["headers"] if one[0].lower() != length[0]]
        await self._send({**start, "headers": [*others, length]})
        await self._send({"type": "http.response.body", "body": body})


def _is_html(start: Message) -> bool:
    kind = dict(start.get("headers", ())).get(b"content-type", b"")
    return start["status"] == 200 and bytes(kind).startswith(b"text/html")
