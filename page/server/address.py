"""The address that the page listens on, and the checks before anything listens.

Owns the rule that the articles are shown to other machines only behind a login. Knows nothing of
how Gradio is started.
"""

from __future__ import annotations

import socket
from dataclasses import dataclass

from index.errors import SettingsError
from page.server.credentials import Credentials
from qa.extras import require_package

LOOPBACK = ("127.0.0.1", "localhost", "::1")
LOOPBACK_NAMES = frozenset({"127.0.0.1", "localhost", "[::1]"})  # as a Host header has them


@dataclass(frozen=True, slots=True, kw_only=True)
class ListenAddress:
    """Host and port to listen on; ``port`` None is the first free one from 7860.

    ``proxy`` is the address of a reverse proxy whose X-Forwarded-For header is trusted.
    """

    host: str = LOOPBACK[0]
    port: int | None = None
    proxy: str = ""

    @property
    def is_loopback(self) -> bool:
        return self.host in LOOPBACK


def check_access(address: ListenAddress, credentials: Credentials | None, *, mcp: bool) -> None:
    """Raise SettingsError for options that would show the articles without a login."""
    if not address.is_loopback and credentials is None:
        raise SettingsError(
            found=f"host {address.host!r} without a login, which shows the articles to the network",
            expected=f"one of {', '.join(LOOPBACK)}, or a credentials file",
            cure="name one: qa serve --credentials FILE",
        )
    if mcp:
        require_package("mcp", needed_by="--mcp", extra="mcp")


def probe_port(address: ListenAddress) -> None:
    """Raise SettingsError for an address that cannot be listened on. Does not load the models."""
    try:
        port = address.port or 0
        first, *_ = socket.getaddrinfo(address.host, port, type=socket.SOCK_STREAM)
        family, kind, protocol, _, resolved = first
        with socket.socket(family, kind, protocol) as server:
            server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            server.bind((resolved[0], port, *resolved[2:]))  # resolved[1] is the port modulo 65,536
    except (OSError, OverflowError, UnicodeError) as error:
        raise cannot_listen(address, error) from error


def cannot_listen(address: ListenAddress, error: Exception) -> SettingsError:
    port = "any port" if address.port is None else f"port {address.port}"
    reason = getattr(error, "strerror", None) or str(error).partition(". ")[0]
    return SettingsError(
        found=f"{port} of {address.host!r} cannot be listened on ({reason})",
        expected="a free port from 1 to 65535 of this machine",
        cure="choose another: qa serve --host HOST --port PORT",
    )
