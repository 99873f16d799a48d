"""The commands that change or show an index: index, status, rollback."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.commands.arguments.common import add_command, add_json_option

if TYPE_CHECKING:
    from qa.commands.arguments.common import Commands


def add_index(commands: Commands) -> None:
    index = add_command(
        commands, "index", "build the index, or bring it up to date", example="qa index seeds"
    )
    index.add_argument(
        "seeds", nargs="?", metavar="SEEDS", help="folder of articles (default: seeds)"
    )
    index.add_argument(
        "--rebuild", action="store_true", help="rebuild everything, and reuse nothing"
    )
    index.add_argument(
        "--compact",
        action="store_true",
        help="leave nothing of removed text on the disk, nor an index to go back to",
    )
    index.add_argument("--dry-run", action="store_true", help="show what would be done, and stop")
    index.add_argument(
        "--watch", action="store_true", help="keep running, and update at every change"
    )
    index.add_argument(
        "--poll", action="store_true", help="watch by polling, which network drives need"
    )
    index.add_argument(
        "--workers", metavar="ADDRESS", help="read and embed on Dask workers: dask://HOST:PORT"
    )
    index.add_argument(
        "--no-check", action="store_true", help="do not ask the saved questions again"
    )
    index.add_argument(
        "-v", "--verbose", action="store_true", help="list the text left out of each file"
    )
    add_json_option(index)


def add_status(commands: Commands) -> None:
    what = "show what has changed in the seeds since the last build"
    add_json_option(add_command(commands, "status", what, example="qa status --json"))


def add_rollback(commands: Commands) -> None:
    what = "go back to the index as it was before the last build"
    add_json_option(add_command(commands, "rollback", what, example="qa rollback"))
