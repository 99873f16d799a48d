"""How much may lie in the folder of uploads that were not added to the articles yet.

Owns that bound: without it a client who uploads and never adds fills the disk. It is ASGI.
"""

from __future__ import annotations

from pathlib import Path

from page.guard import UPLOAD, App, Receive, Refusal, Scope, Send, refuse

MOST = 500_000_000  # bytes: five uploads as large as may be; Gradio removes them after an hour
_FULL = Refusal(
    507, "the room for uploads is full; expected files to be added; add them, or wait an hour"
)


class Quota:
    """ASGI middleware that refuses an upload while ``most`` bytes lie in the folder."""

    def __init__(self, app: App, *, folder: Path, most: int = MOST) -> None:
        self._app, self._folder, self._most = app, folder, most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_upload = scope["type"] == "http" and scope["path"].rstrip("/") == UPLOAD
        if is_upload and self._held() >= self._most:
            await refuse(_FULL, send)
        else:
            await self._app(scope, receive, send)

    def _held(self) -> int:
        return sum(p.lstat().st_size for p in self._folder.rglob("*") if p.is_file())
