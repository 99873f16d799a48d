"""The parser of the command line, with all its commands."""

from __future__ import annotations

import argparse

import qa
from qa.commands.arguments.asking import add_ask, add_chat, add_quotes, add_search
from qa.commands.arguments.building import add_index, add_rollback, add_status
from qa.commands.arguments.checking import (
    add_check,
    add_check_text,
    add_eval,
    add_gaps,
    add_verify,
)
from qa.commands.arguments.common import Parser
from qa.commands.arguments.serving import add_mcp, add_serve


class _Version(argparse.Action):
    """Prints the version of the installed package, which is looked up at that moment alone."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,
    ) -> None:
        print(parser.prog, qa.__version__)
        parser.exit()


def parser() -> argparse.ArgumentParser:
    """The parser of ``qa``; its namespace holds ``command`` and the options of that command."""
    program = Parser(
        prog="qa",
        description="Ask your articles a question; see the sentences the answer rests on.",
        epilog="Settings can be given as environment variables: QA_SEEDS, QA_INDEX, QA_EMBEDDER,"
        " QA_TOP_K, ... The README lists them.",
    )
    program.add_argument("--version", action=_Version, nargs=0, help="print the version, and stop")
    commands = program.add_subparsers(metavar="COMMAND", required=True)
    for add in (
        add_index,
        add_status,
        add_rollback,
        add_ask,
        add_chat,
        add_quotes,
        add_search,
        add_check_text,
        add_verify,
        add_check,
        add_gaps,
        add_eval,
        add_serve,
        add_mcp,
    ):
        add(commands)
    return program
