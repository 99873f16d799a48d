"""The quota of the folder for uploads that have not been added to the articles yet.

Without it, a client that uploads and never adds would fill the disk. It is ASGI middleware.
"""

from __future__ import annotations

from pathlib import Path

from page.server.asgi import App, ErrorResponse, Receive, Scope, Send, send_error
from page.server.guard import UPLOAD_PATH

MAX_BYTES = 500_000_000  # five of the largest uploads; Gradio deletes them after an hour
_FULL = ErrorResponse(
    507, "the upload folder is full; expected room for a file; try again in an hour"
)


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
