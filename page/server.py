"""How the page is served: where, to whom, behind which checks.

Owns what is refused before anything listens, and how Gradio is started. Knows nothing of what is on
the page.
"""

from __future__ import annotations

import atexit
import importlib.util
import os
import shutil
import socket
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr
from starlette.middleware import Middleware

from index import backend
from index.apart import require_home
from index.errors import SettingsError
from index.sources.folder import MAX_SEED_BYTES
from page.api import TAKEN
from page.calls import Calls
from page.connections import Patience, limit_connections
from page.credentials import Credentials, read_credentials, require_outside
from page.desk import Desk
from page.freshness import Freshness
from page.guard import Guard, Limits
from page.layout import build_page
from page.limits import SESSIONS, THREADS, WAITING
from page.log import bound_logs
from page.login import LoginCheck
from page.queue import bound_queues
from page.quota import Quota
from page.theme import CSS, HEAD, THEME
from page.tools import give_json
from qa.settings import Settings

LOOPBACK = ("127.0.0.1", "localhost", "::1")
NAMES = frozenset({"127.0.0.1", "localhost", "[::1]"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where the page listens; ``port`` None is the first free one from 7860.

    ``proxy`` is the address of a proxy that is believed when it says for whom it asks.
    """

    host: str = LOOPBACK[0]
    port: int | None = None
    proxy: str = ""

    @property
    def is_loopback(self) -> bool:
        return self.host in LOOPBACK


def credentials_of(settings: Settings, file: str | None) -> Credentials | None:
    """Who may log in, from a file or else the environment; None where anybody may.

    Raises SettingsError.
    """
    if file is not None:
        require_outside(Path(file), settings)
        return read_credentials(Path(file))
    if settings.credentials is not None:
        return Credentials.from_lines(settings.credentials.split(), origin="QA_CREDENTIALS")
    return None


def check(address: Address, credentials: Credentials | None, *, mcp: bool) -> None:
    """Refuse what would show the articles to anybody. Raises SettingsError."""
    if not address.is_loopback and credentials is None:
        raise SettingsError(
            found=f"host {address.host!r} would show the articles to others without a login",
            expected=f"one of {', '.join(LOOPBACK)}, or credentials",
            cure="give them: qa serve --credentials FILE",
        )
    if mcp and credentials is not None:
        raise SettingsError(
            found="--mcp together with credentials, which MCP does not ask for",
            expected="one of them",
            cure="serve MCP on this machine alone, without credentials",
        )
    if mcp and importlib.util.find_spec("mcp") is None:
        raise SettingsError(
            found="--mcp without the package mcp",
            expected="it installed",
            cure="pip install 'article-qa[mcp]'",
        )


def serve(
    settings: Settings,
    address: Address,
    *,
    credentials: Credentials | None = None,
    mcp: bool = False,
    new: bool = False,
    limits: Limits | None = None,
) -> gr.Blocks:
    """Start serving, and return what serves; with ``new`` also where there is no index yet.

    Raises ArticleQAError.
    """
    check(address, credentials, mcp=mcp)
    _probe(address)
    if not new:
        backend.number(settings.place)
    desk = Desk(settings)
    require_home(desk.seeds, desk.index)
    freshness = Freshness(desk)
    freshness.watch()
    _make_room_for_uploads()
    blocks = build_page(desk, freshness, Path(settings.checks))
    try:
        return launch(blocks, address, credentials=credentials, mcp=mcp, limits=limits or Limits())
    except OSError as error:
        raise _unlistenable(address, error) from error


def launch(
    blocks: gr.Blocks,
    address: Address,
    *,
    credentials: Credentials | None,
    mcp: bool,
    limits: Limits,
) -> gr.Blocks:
    """Put a page behind the checks and on its port."""
    bound_logs()
    # Unset, uvicorn believes any client on this machine that it asks for another.
    os.environ["FORWARDED_ALLOW_IPS"] = address.proxy
    bound_queues(blocks, WAITING)
    blocks.launch(
        server_name=address.host,
        server_port=address.port,
        auth=LoginCheck(credentials).check if credentials else None,
        share=False,
        quiet=True,
        prevent_thread_lock=True,
        max_threads=THREADS,
        state_session_capacity=SESSIONS,
        max_file_size=MAX_SEED_BYTES,
        allowed_paths=[],
        enable_monitoring=False,
        run_history=False,
        ssr_mode=False,
        mcp_server=mcp,
        pwa=False,
        theme=THEME,
        css=CSS,
        head=HEAD,
        footer_links=[],
        app_kwargs={"middleware": _middleware(address, limits)},
    )
    limit_connections(blocks.server.config, Patience())
    give_json(blocks)
    return blocks


def _probe(address: Address) -> None:
    """Raise SettingsError where nothing can listen, before the models are loaded."""
    try:
        found = socket.getaddrinfo(address.host, address.port or 0, type=socket.SOCK_STREAM)
        family, kind, protocol, _, where = found[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((where[0], address.port or 0, *where[2:]))  # the name's look-up cuts a port
    except (OSError, OverflowError, UnicodeError) as error:
        raise _unlistenable(address, error) from error


def _unlistenable(address: Address, error: Exception) -> SettingsError:
    port = "any port" if address.port is None else f"port {address.port}"
    reason = getattr(error, "strerror", None) or str(error).partition(". ")[0]
    return SettingsError(
        found=f"{port} of {address.host!r} cannot be listened at ({reason})",
        expected="a free port from 1 to 65535 of this machine",
        cure="name another: qa serve --host HOST --port PORT",
    )


def _middleware(address: Address, limits: Limits) -> list[Middleware]:
    """What a request passes before the page sees it, in this order."""
    # Any: their messages are typed more strictly than starlette's.
    guard: Any = Guard
    calls: Any = Calls
    quota: Any = Quota
    return [
        Middleware(guard, hosts=NAMES if address.is_loopback else None, limits=limits),
        Middleware(calls, taken=TAKEN),
        Middleware(quota, folder=Path(os.environ["GRADIO_TEMP_DIR"])),
    ]


def _make_room_for_uploads() -> None:
    """Give Gradio a folder that nobody else can look into, gone when the server ends."""
    folder = tempfile.mkdtemp(prefix="article-qa-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["GRADIO_TEMP_DIR"] = folder
    # As imported, this is one folder for all users of a machine: whoever made it shuts others out.
    gr.routes.DEFAULT_TEMP_DIR = folder
