"""The requests about uploads: a quota of their folder, and the progress of one that has ended.

Without the quota, a client that uploads and never adds would fill the disk. Gradio's browser side
asks for the progress of every upload, mostly too late, and its server answers by 404, which is an
error in the browser's log each time. Both are ASGI middleware. "Method not implemented.", which the
browser's log has as a warning twice an upload, comes from Gradio's own script: what it reads the
progress with has no way to be closed, and is closed twice. No answer of a server changes that.
"""

from __future__ import annotations

from pathlib import Path

from page.middleware.asgi import App, ErrorResponse, Message, Receive, Scope, Send, send_error
from page.middleware.guard import UPLOAD_PATH

PROGRESS_PATH = "/gradio_api/upload_progress"
MAX_BYTES = 500_000_000  # five of the largest uploads; Gradio deletes them after an hour
_FULL = ErrorResponse(
    507, "the upload folder is full; expected room for a file; try again in an hour"
)
_NOT_FOUND = 404
_DONE = b'data: {"msg": "done"}\n\n'


class UploadQuota:
    """ASGI middleware that rejects uploads while the folder holds ``limit`` bytes or more."""

    def __init__(self, app: App, *, folder: Path, limit: int = MAX_BYTES) -> None:
        self._app, self._folder, self._limit = app, folder, limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_upload = scope["type"] == "http" and scope["path"].rstrip("/") == UPLOAD_PATH
        if is_upload and self._used() >= self._limit:
            await send_error(_FULL, send)
        else:
            await self._app(scope, receive, send)

    def _used(self) -> int:
        return sum(p.lstat().st_size for p in self._folder.rglob("*") if p.is_file())


class UploadProgress:
    """ASGI middleware that tells that an unknown upload is done."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] == PROGRESS_PATH:
            send = _done_where_unknown(send)
        await self._app(scope, receive, send)


def _done_where_unknown(send: Send) -> Send:
    is_unknown = False

    async def answer(message: Message) -> None:
        nonlocal is_unknown
        if message["type"] == "http.response.start":
            is_unknown = message["status"] == _NOT_FOUND
            if is_unknown:
                headers = [(b"content-type", b"text/event-stream")]
                message = {"type": message["type"], "status": 200, "headers": headers}
        elif is_unknown:
            message = {"type": message["type"], "body": _DONE}
        await send(message)

    return answer
