"""The parts that several commands have in common: adding one, its index, JSON, paths.

Every command has help with an example that runs.
"""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING, NoReturn

from qa.commands.process import ERROR
from qa.text.printable import printable


class Parser(argparse.ArgumentParser):
    """A parser whose usage errors are one line, as all other errors are."""

    def error(self, message: str) -> NoReturn:
        usage = " ".join(self.format_usage().split()).removeprefix("usage: ")
        line = printable(f"{message}; expected {usage}; see {self.prog} --help")
        self.exit(ERROR, f"{line}\n")


if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[Parser]


def add_command(
    commands: Commands, name: str, what: str, *, example: str
) -> argparse.ArgumentParser:
    """Add a command; ``what`` it does begins in lower case, ``example`` is a line that runs."""
    command = commands.add_parser(
        name,
        help=what,
        description=f"{what[0].upper()}{what[1:]}.",
        epilog=f"example: {example}",
        allow_abbrev=False,
    )
    command.set_defaults(command=name)
    add_index_option(command)
    return command


def add_index_option(command: argparse.ArgumentParser) -> None:
    """Add ``--index``."""
    command.add_argument(
        "--index",
        metavar="DIR",
        help="index folder (default: .index), or milvus://HOST:PORT/COLLECTION",
    )


def add_json_option(command: argparse.ArgumentParser) -> None:
    """Add ``--json``."""
    command.add_argument("--json", action="store_true", help="print one JSON object per line")


def path(text: str) -> str:
    """A path with ``~`` expanded to the home folder, which shells leave in ``--seeds=~/news``."""
    if not text.strip():
        raise argparse.ArgumentTypeError("an empty path")
    return os.path.expanduser(text)  # noqa: PTH111 - a Path drops the ./ of ./~
