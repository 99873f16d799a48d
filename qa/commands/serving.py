"""The commands that serve until they are ended: the page, and MCP over standard input and output.

Knows nothing of what they serve.
"""

from __future__ import annotations

import argparse
import runpy
import signal
import sys

from qa.commands.indexing import settings_of
from qa.commands.process import DONE


def run_serve(arguments: argparse.Namespace) -> int:
    """Run app.py as a program of its own: qa/ knows nothing of the front end."""
    settings = settings_of(arguments)
    sys.argv = ["app.py", "--index", settings.index]
    for option in ("host", "port", "proxy", "credentials", "add"):
        value = getattr(arguments, option)
        sys.argv += [f"--{option}", str(value)] if value is not None else []
    sys.argv += [f"--{option}" for option in ("new", "mcp") if getattr(arguments, option)]
    runpy.run_module("app", run_name="__main__", alter_sys=True)
    return DONE


def run_mcp(arguments: argparse.Namespace) -> int:
    """Serve MCP until the client closes standard input. The index is opened by the first call that
    needs it, so that a client is told in its own window where there is none.
    """
    from qa.extras import require_package

    settings = settings_of(arguments)
    _ = settings.location  # a bad address is an error before anything is served
    require_package("mcp", needed_by="qa mcp", extra="mcp")
    from qa.service.endpoints import Endpoints
    from qa.service.mcp_server import build_server
    from qa.service.newest import NewestAssistant
    from qa.service.stdio import serve_stdio

    # Python's own handler would wait for the thread that reads, and that for a line.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    endpoints = Endpoints(NewestAssistant(settings))
    serve_stdio(build_server(endpoints, update=arguments.allow_update))
    return DONE
