"""The program that serves the page: the command line of ``qa serve``, which runs this file.

Knows nothing of what is on the page.
"""

from __future__ import annotations

import argparse
import gc
import getpass
import signal
import sys
import time
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import page  # noqa: F401  (it removes Gradio's variables from the environment)
from qa.commands.arguments.common import add_index_option
from qa.commands.arguments.serving import add_serve_options
from qa.commands.process import DONE, ERROR, print_error_line, run

POLL_SECONDS = 0.1  # between two checks that the page is still served


def main(argv: Sequence[str] | None = None) -> int:
    """Serve the page until interrupted. Returns the exit status, 2 when it cannot be served."""
    return run(lambda: _main(_parser().parse_args(argv)))


def _main(arguments: argparse.Namespace) -> int:
    from index.errors import ArticleQAError
    from qa.commands.terminal import print_error

    try:
        return _add_login(arguments) if arguments.add else _serve(arguments)
    except ArticleQAError as error:
        print_error(error)
        return ERROR


def _serve(arguments: argparse.Namespace) -> int:
    with _uncollected():
        from page.launch import serve
        from page.server.address import ListenAddress
        from page.server.credentials_file import load_credentials
        from qa.settings import Settings

        settings = Settings.from_environment(index=arguments.index)
        credentials = load_credentials(settings, arguments.credentials)
        address = ListenAddress(host=arguments.host, port=arguments.port, proxy=arguments.proxy)
        blocks = serve(
            settings, address, credentials=credentials, mcp=arguments.mcp, new=arguments.new
        )
    print(f"article-qa is at {blocks.local_url} (Ctrl-C to stop)", flush=True)
    if arguments.mcp:
        print(f"MCP is at {blocks.local_url}gradio_api/mcp/", flush=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # a normal exit, which removes uploads
    try:
        while blocks.is_running:
            time.sleep(POLL_SECONDS)
    finally:
        blocks.close(verbose=False)
    return DONE


@contextmanager
def _uncollected() -> Iterator[None]:
    """Look for no garbage: nearly all that a start makes stays, and would be looked through again
    and again.
    """
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        gc.enable()


def _add_login(arguments: argparse.Namespace) -> int:
    """Ask for a password, and add a login to the credentials file."""
    from page.server.credentials_file import add_login, require_outside
    from qa.settings import Settings

    if not arguments.credentials:
        print_error_line("--add without a credentials file; expected --credentials FILE; name one")
        return ERROR
    require_outside(Path(arguments.credentials), Settings.from_environment(index=arguments.index))
    warnings.simplefilter("ignore", getpass.GetPassWarning)  # it may come through a pipe
    try:
        password = getpass.getpass(f"Password of {arguments.add}: ")
    except EOFError:
        print_error_line("no password was given; expected one line; type it, or pipe it in")
        return ERROR
    add_login(Path(arguments.credentials), arguments.add, password)
    print(f"{arguments.add} can log in: qa serve --credentials {arguments.credentials}")
    return DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="app.py", description="Serve the article-qa page.")
    add_index_option(parser)
    add_serve_options(parser)
    return parser


if __name__ == "__main__":
    sys.exit(main())
