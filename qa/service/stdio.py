"""The MCP server over standard input and output.

Owns that nothing but the protocol is written to standard output, whoever prints: the descriptor
itself is kept for the protocol, and all else goes to standard error. Ends when standard input does.
"""

from __future__ import annotations

import io
import logging
import os
import sys
from typing import Any

import anyio
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server

from qa.text.printable import printable

STDIN, STDOUT, STDERR = 0, 1, 2


def serve_stdio(server: Server[Any, Any]) -> None:
    """Serve one client until it closes standard input."""
    _log_in_lines()
    anyio.run(_serve, server, _private(STDIN, "r"), _private_output())


async def _serve(
    server: Server[Any, Any], lines: io.TextIOWrapper, written: io.TextIOWrapper
) -> None:
    streams = stdio_server(anyio.wrap_file(lines), anyio.wrap_file(written))
    async with streams as (read, write):
        await server.run(read, write, server.create_initialization_options())


def _private_output() -> io.TextIOWrapper:
    """Standard output for the protocol alone; what prints to it otherwise goes to standard
    error, native libraries included.
    """
    sys.stdout.flush()
    protocol = _private(STDOUT, "w")
    os.dup2(STDERR, STDOUT)
    sys.stdout = sys.stderr
    return protocol


def _private(descriptor: int, mode: str) -> io.TextIOWrapper:
    """A copy of a standard stream as UTF-8, with line endings as they are."""
    raw = os.fdopen(os.dup(descriptor), f"{mode}b")
    return io.TextIOWrapper(raw, encoding="utf-8", errors="replace", newline="")


class _OneLine(logging.Formatter):
    """A message without its traceback."""

    def format(self, record: logging.LogRecord) -> str:
        return printable(f"{record.name}: {record.getMessage()}")


def _log_in_lines() -> None:
    """Write warnings of the libraries to standard error, one line each."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_OneLine())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
