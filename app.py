"""The program that serves the page.

Owns its command line. What is on the page is page/'s; ``qa serve`` runs this file.
"""

from __future__ import annotations

import argparse
import getpass
import signal
import sys
import time
import warnings
from collections.abc import Sequence
from pathlib import Path

import page  # noqa: F401  (it takes Gradio's variables out of the environment)
from qa.commands.arguments import path
from qa.commands.process import DONE, ERROR, print_error_line, run

LOOPBACK = "127.0.0.1"
TICK = 0.1  # seconds between two looks at whether the page is served still


def main(argv: Sequence[str] | None = None) -> int:
    """Load the models, then serve the page until interrupted; 2 when it cannot be served."""
    return run(lambda: _main(_parser().parse_args(argv)))


def _main(arguments: argparse.Namespace) -> int:
    from index.errors import ArticleQAError
    from qa.commands.terminal import print_error

    try:
        return _add(arguments) if arguments.add else _serve(arguments)
    except ArticleQAError as error:
        print_error(error)
        return ERROR


def _serve(arguments: argparse.Namespace) -> int:
    from page.server import Address, credentials_of, serve
    from qa.settings import Settings

    settings = Settings.from_environment(index=arguments.index)
    credentials = credentials_of(settings, arguments.credentials)
    address = Address(host=arguments.host, port=arguments.port, proxy=arguments.proxy)
    blocks = serve(settings, address, credentials=credentials, mcp=arguments.mcp, new=arguments.new)
    print(f"article-qa is at {blocks.local_url} (Ctrl-C ends it)", flush=True)
    if arguments.mcp:
        print(f"MCP is at {blocks.local_url}gradio_api/mcp/", flush=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # so that uploads are removed
    try:
        while blocks.is_running:
            time.sleep(TICK)
    finally:
        blocks.close(verbose=False)
    return DONE


def _add(arguments: argparse.Namespace) -> int:
    """Ask for a password, and let its owner log in."""
    from page.credentials import add_login, require_outside
    from qa.settings import Settings

    if not arguments.credentials:
        print_error_line("--add without a file; expected --credentials FILE; name it")
        return ERROR
    require_outside(Path(arguments.credentials), Settings.from_environment(index=arguments.index))
    warnings.simplefilter("ignore", getpass.GetPassWarning)  # a program may give it in a line
    try:
        password = getpass.getpass(f"Password of {arguments.add}: ")
    except EOFError:
        print_error_line("no password was given; expected one on a terminal or in a line; give it")
        return ERROR
    add_login(Path(arguments.credentials), arguments.add, password)
    print(f"{arguments.add} can log in: qa serve --credentials {arguments.credentials}")
    return DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="app.py", description="Serve the article-qa page.")
    parser.add_argument(
        "--index",
        metavar="DIR",
        help="the index folder, or milvus://HOST:PORT/NAME (default .index)",
    )
    parser.add_argument("--host", default=LOOPBACK, help="where to listen (%(default)s)")
    parser.add_argument("--port", type=int, help="port (default: the first free from 7860)")
    parser.add_argument(
        "--proxy", metavar="ADDRESS", default="", help="a proxy to believe whom it asks for"
    )
    parser.add_argument(
        "--credentials", type=path, metavar="FILE", help="who may log in; asked of all hosts"
    )
    parser.add_argument("--add", metavar="NAME", help="add a login to that file, and stop")
    parser.add_argument("--new", action="store_true", help="begin without an index")
    parser.add_argument("--mcp", action="store_true", help="serve the tools of MCP too")
    return parser


if __name__ == "__main__":
    sys.exit(main())
