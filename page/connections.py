"""Connections of the page's server: how many there may be, and how long one may take to ask.

Owns the time-outs and the cap that uvicorn lacks: it waits for ever for the end of a request's
head, so that 1,000 clients who never end theirs would take all of a process's descriptors. Knows
nothing of what is asked.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

from uvicorn import Config


@dataclass(frozen=True, slots=True)
class Patience:
    """``connections`` at once, more are dropped; ``head`` seconds for a request's first line and
    headers, from the opening of the connection or the end of the request before; ``body`` seconds
    for the rest of it.
    """

    connections: int = 512  # a process may have 1,024 descriptors; a browser's tab opens up to six
    head: float = 20.0
    body: float = 600.0  # 100 MB at 170 kB a second


def limit_connections(config: Config, patience: Patience) -> None:
    """Hold all connections that are opened from now on to the limits."""
    protocol: Any = config.http_protocol_class
    config.http_protocol_class = type("Limited", (_Limited, protocol), {"patience": patience})


class _Limited:
    """A clock for each connection, beside the server's own protocol."""

    patience: Patience
    connections: set[Any]
    cycle: Any  # the request that is read or answered
    loop: asyncio.AbstractEventLoop
    transport: asyncio.Transport
    _due: asyncio.TimerHandle | None = None
    _timed: Any = None  # the request whose body is waited for

    def connection_made(self, transport: asyncio.Transport) -> None:
        super().connection_made(transport)  # type: ignore[misc]
        self._drop_in(self.patience.head)
        if len(self.connections) > self.patience.connections:
            transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        self._drop_in(None)
        super().connection_lost(exc)  # type: ignore[misc]

    def data_received(self, data: bytes) -> None:
        super().data_received(data)  # type: ignore[misc]
        request = self.cycle
        if request is None or request.response_complete:
            return  # the head is not whole yet
        if request is not self._timed:
            self._timed = request
            self._drop_in(self.patience.body)
        if not request.more_body:
            self._drop_in(None)  # the rest of the time is the page's

    def on_response_complete(self) -> None:
        super().on_response_complete()  # type: ignore[misc]
        self._drop_in(None if self.transport.is_closing() else self.patience.head)

    def _drop_in(self, seconds: float | None) -> None:
        """Drop the connection after so many seconds, None for never, from now on."""
        if self._due:
            self._due.cancel()
        self._due = self.loop.call_later(seconds, self.transport.abort) if seconds else None
