"""The limits of connections: their number, and the time that a client may take for a request.

Owns the time-outs and the maximum that uvicorn lacks: it waits forever for the end of a request's
head, so that 1,000 clients that never send it would use all file descriptors of the process. Knows
nothing of what is requested.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

from uvicorn import Config


@dataclass(frozen=True, slots=True)
class ConnectionLimits:
    """Connections beyond ``count`` are dropped. A request's first line and headers may take
    ``head_seconds`` from the start of the connection or the end of the request before, the rest of
    it ``body_seconds``.
    """

    count: int = 512  # a process may have 1,024 descriptors; a browser's tab opens up to six
    head_seconds: float = 20.0
    body_seconds: float = 600.0  # 100 MB at 170 kB a second


def limit_connections(config: Config, limits: ConnectionLimits) -> None:
    """Apply the limits to all connections that are opened from now on."""
    protocol: Any = config.http_protocol_class
    config.http_protocol_class = type("Limited", (_LimitedProtocol, protocol), {"limits": limits})


class _LimitedProtocol:
    """Adds a timer for each connection to the server's own protocol."""

    limits: ConnectionLimits
    connections: set[Any]
    cycle: Any  # uvicorn's name of the current request
    loop: asyncio.AbstractEventLoop
    transport: asyncio.Transport
    _timer: asyncio.TimerHandle | None = None
    _timed_request: Any = None  # the one whose body the timer runs for

    def connection_made(self, transport: asyncio.Transport) -> None:
        super().connection_made(transport)  # type: ignore[misc]
        self._close_after(self.limits.head_seconds)
        if len(self.connections) > self.limits.count:
            transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        self._close_after(None)
        super().connection_lost(exc)  # type: ignore[misc]

    def data_received(self, data: bytes) -> None:
        super().data_received(data)  # type: ignore[misc]
        request = self.cycle
        if request is None or request.response_complete:
            return  # the head is not complete yet
        if request is not self._timed_request:
            self._timed_request = request
            self._close_after(self.limits.body_seconds)
        if not request.more_body:
            self._close_after(None)  # how long the page takes is not limited

    def on_response_complete(self) -> None:
        super().on_response_complete()  # type: ignore[misc]
        self._close_after(None if self.transport.is_closing() else self.limits.head_seconds)

    def _close_after(self, seconds: float | None) -> None:
        """Close the connection after so many seconds from now; None stops the timer."""
        if self._timer:
            self._timer.cancel()
        self._timer = self.loop.call_later(seconds, self.transport.abort) if seconds else None
