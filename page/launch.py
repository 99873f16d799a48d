"""The start of the page: assistant host, layout and the server's checks put together.

Owns the order of these steps and the options that Gradio is started with. Knows nothing of how a
request is checked or a panel is drawn.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import gradio as gr
import gradio.utils
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

from index import backend
from index.nesting import require_separate
from index.sources.folder import MAX_SEED_BYTES
from page.api import PARAMETERS, PageEndpoints
from page.layout import build_page
from page.middleware.document_head import DocumentHead
from page.middleware.guard import RequestGuard, RequestLimits, login_limiter
from page.middleware.lasting_files import LastingFiles
from page.middleware.mcp_http import McpEndpoint, McpLogin
from page.middleware.rest_validation import RestValidation
from page.middleware.uploads import UploadProgress, UploadQuota
from page.server.address import (
    LOOPBACK_NAMES,
    ListenAddress,
    cannot_listen,
    check_access,
    probe_port,
)
from page.server.connections import ConnectionLimits, limit_connections
from page.server.credentials import Credentials
from page.server.log import limit_logs
from page.server.login import LoginCheck
from page.server.queues import limit_queues
from page.state.assistant_host import AssistantHost
from page.state.index_monitor import IndexMonitor
from page.tabs.browser_texts import browser_texts
from page.theme import CSS, FIRST, HEAD, THEME
from qa.settings import Settings

MAX_WAITING = 16  # questions that wait for their turn, 2 s on two cores; more are refused as busy
# Gradio tells a visitor of this limit in units of 2^20: "10.0 Mb". It is a little above that of a
# file, MAX_SEED_BYTES, which refuses what is between the two.
MAX_UPLOAD_BYTES = -(-MAX_SEED_BYTES // 10**6) * 2**20
MIN_PACKED_BYTES = 1000  # of a response that is compressed; Gradio's assets are already
MAX_THREADS = 40  # for everything else: status, articles, evidence
# Visits remembered: Gradio keeps a copy of the page's state for each, and makes one for each call
# of a program. An open page stays among them, because it looks at the index every other second.
MAX_SESSIONS = 256


def serve(
    settings: Settings,
    address: ListenAddress,
    *,
    credentials: Credentials | None = None,
    mcp: bool = False,
    new: bool = False,
    limits: RequestLimits | None = None,
) -> gr.Blocks:
    """Open the index and serve the page; ``new`` allows a page without an index yet.

    Returns the running blocks. Raises ArticleQAError.
    """
    check_access(address, credentials, mcp=mcp)
    probe_port(address)
    if not new:
        backend.current_generation(settings.location)
    assistant_host = AssistantHost(settings)
    require_separate(assistant_host.seeds, assistant_host.index)
    monitor = IndexMonitor(assistant_host)
    monitor.watch()
    _create_upload_folder()
    blocks = build_page(assistant_host, monitor, checks=Path(settings.checks))
    try:
        return start_server(
            blocks,
            address,
            credentials=credentials,
            mcp=PageEndpoints(assistant_host, monitor) if mcp else None,
            limits=limits or RequestLimits(),
        )
    except OSError as error:
        raise cannot_listen(address, error) from error


def start_server(
    blocks: gr.Blocks,
    address: ListenAddress,
    *,
    credentials: Credentials | None,
    mcp: PageEndpoints | None,
    limits: RequestLimits,
) -> gr.Blocks:
    """Serve laid-out blocks behind the checks, and the endpoints by MCP where they are given."""
    limit_logs()
    _leave_plots_out()
    # Unset, uvicorn would trust the X-Forwarded-For header of any client on this machine.
    os.environ["FORWARDED_ALLOW_IPS"] = address.proxy
    limit_queues(blocks, waiting=MAX_WAITING)
    login = LoginCheck(credentials.verify) if credentials else None
    blocks.launch(
        server_name=address.host,
        server_port=address.port,
        auth=login.check if login else None,
        share=False,
        quiet=True,
        prevent_thread_lock=True,
        max_threads=MAX_THREADS,
        state_session_capacity=MAX_SESSIONS,
        max_file_size=MAX_UPLOAD_BYTES,
        allowed_paths=[],
        enable_monitoring=False,
        run_history=False,
        ssr_mode=False,
        mcp_server=False,  # Gradio's would ask nobody for a login
        pwa=False,
        theme=THEME,
        css=CSS,
        head=HEAD,
        i18n=browser_texts(),
        footer_links=[],
        app_kwargs={"middleware": _middleware(address, limits, login, mcp)},
    )
    limit_connections(blocks.server.config, ConnectionLimits())
    return blocks


def _middleware(
    address: ListenAddress,
    limits: RequestLimits,
    login: LoginCheck | None,
    mcp: PageEndpoints | None,
) -> list[Middleware]:
    """The checks that a request passes, in this order, and what is added to the document."""
    # Any: their messages are typed more strictly than starlette's.
    guard: Any = RequestGuard
    validation: Any = RestValidation
    quota: Any = UploadQuota
    document: Any = DocumentHead
    progress: Any = UploadProgress
    lasting: Any = LastingFiles
    attempts = login_limiter(limits)
    hosts = LOOPBACK_NAMES if address.is_loopback else None
    return [
        Middleware(guard, hosts=hosts, limits=limits, logins=attempts),
        Middleware(validation, parameters=PARAMETERS),
        *([_mcp(mcp, McpLogin(login, attempts) if login else None)] if mcp else []),
        Middleware(quota, folder=Path(os.environ["GRADIO_TEMP_DIR"])),
        Middleware(lasting),
        Middleware(GZipMiddleware, minimum_size=MIN_PACKED_BYTES, compresslevel=6),
        Middleware(document, html=FIRST),
        Middleware(progress),
    ]


def _mcp(endpoints: PageEndpoints, login: McpLogin | None) -> Middleware:
    from qa.service.mcp_server import build_server

    endpoint: Any = McpEndpoint
    return Middleware(endpoint, server=build_server(endpoints, update=True), login=login)


def _create_upload_folder() -> None:
    """Give Gradio a folder that other users cannot read and that is removed at exit."""
    folder = tempfile.mkdtemp(prefix="article-qa-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["GRADIO_TEMP_DIR"] = folder
    # Its default is one folder for all users of a machine, which only its creator may use.
    gr.routes.DEFAULT_TEMP_DIR = folder


def _leave_plots_out() -> None:
    """Keep Gradio from importing matplotlib, which makes folders in the user's home."""
    gradio.utils.MatplotlibBackendMananger = contextlib.nullcontext
