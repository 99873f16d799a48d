"""A page over a real server on loopback."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from page.api import PageEndpoints
from page.launch import start_server
from page.layout import build_page
from page.middleware.guard import RequestLimits
from page.server.address import ListenAddress
from page.server.credentials import Credentials
from page.state.assistant_host import AssistantHost
from page.state.index_monitor import IndexMonitor


@dataclass(frozen=True)
class Site:
    url: str
    monitor: IndexMonitor
    seeds: Path
    index: Path

    def fn_index(self, name: str) -> int:
        """The number of an endpoint that only the page itself calls."""
        found = httpx.get(f"{self.url}/config").json()["dependencies"]
        return next(d["id"] for d in found if d["api_name"] == name)

    def add(self, path: str, name: str = "x.txt") -> httpx.Response:
        """Ask to add a file, as the page does once it was sent."""
        given = [{"path": path, "orig_name": name, "meta": {"_type": "gradio.FileData"}}]
        body = {"fn_index": self.fn_index("add"), "session_hash": "s", "data": [given, None]}
        return httpx.post(f"{self.url}/gradio_api/run/predict", json=body)


@contextmanager
def served_site(
    opened: AssistantHost,
    folder: Path,
    credentials: Credentials | None = None,
    *,
    mcp: bool = False,
    proxy: str = "",
    **limits: float,
) -> Iterator[Site]:
    """Serve a host; checks and what is sent lie in the folder."""
    monitor = IndexMonitor(opened)
    blocks = build_page(opened, monitor, checks=folder / "checks.jsonl")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = ListenAddress(port=port, proxy=proxy)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADIO_TEMP_DIR", str(folder / "uploads"))
        start_server(
            blocks,
            address,
            credentials=credentials,
            mcp=PageEndpoints(opened, monitor) if mcp else None,
            limits=RequestLimits(**limits),
        )
        settings = opened.settings
        yield Site(
            blocks.local_url.rstrip("/"), monitor, Path(settings.seeds), Path(settings.index)
        )
        blocks.close(verbose=False)
