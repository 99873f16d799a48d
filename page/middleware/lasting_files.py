"""Files that browsers may keep: those whose address changes with their content.

Gradio names its assets by a digest and gives its theme's address one, and sends both without saying
so: a browser asks for each of them again at every visit. This is ASGI middleware.
"""

from __future__ import annotations

from page.middleware.asgi import App, Message, Receive, Scope, Send

ASSETS, THEME = "/assets/", "/theme.css"
KEEP = (b"cache-control", b"private, max-age=31536000, immutable")


class LastingFiles:
    """ASGI middleware that lets browsers keep such files for a year."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and _is_lasting(scope):
            send = _kept(send)
        await self._app(scope, receive, send)


def _is_lasting(scope: Scope) -> bool:
    path = str(scope["path"])
    return path.startswith(ASSETS) or (path == THEME and scope["query_string"].startswith(b"v="))


def _kept(send: Send) -> Send:
    async def answer(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] == 200:
            message = {**message, "headers": [*message["headers"], KEEP]}
        await send(message)

    return answer
