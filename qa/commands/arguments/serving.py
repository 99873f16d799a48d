"""The commands that serve: serve, mcp. app.py has the options of the first."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from qa.commands.arguments.common import add_command, path

if TYPE_CHECKING:
    from qa.commands.arguments.common import Commands

LOOPBACK = "127.0.0.1"


def add_serve(commands: Commands) -> None:
    serve = add_command(commands, "serve", "serve the page", example="qa serve --port 7860")
    add_serve_options(serve)


def add_mcp(commands: Commands) -> None:
    what = "serve MCP over standard input and output, for a program that starts this command"
    mcp = add_command(commands, "mcp", what, example="qa mcp --index .index")
    mcp.add_argument("--allow-update", action="store_true", help="offer the tool update too")


def add_serve_options(serve: argparse.ArgumentParser) -> None:
    """Add the options of the page, which ``qa serve`` and app.py have in common."""
    serve.add_argument(
        "--host", default=LOOPBACK, help="address to listen on (default: %(default)s)"
    )
    serve.add_argument(
        "--port", type=int, help="port to listen on (default: the first free one from 7860)"
    )
    serve.add_argument(
        "--proxy",
        metavar="ADDRESS",
        default="",
        help="address of a proxy whose forwarded client addresses are trusted",
    )
    serve.add_argument(
        "--credentials",
        type=path,
        metavar="FILE",
        help="file of logins; needed to listen on another host",
    )
    serve.add_argument("--add", metavar="NAME", help="add a login to that file, and stop")
    serve.add_argument("--new", action="store_true", help="start without an index")
    serve.add_argument("--mcp", action="store_true", help="serve the MCP tools too")
