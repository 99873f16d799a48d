"""The entry point of ``qa``: a command inside process.py, which handles streams and interrupts.

Imports the commands within, so that an interrupt while they load is handled too.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from qa.commands.process import run


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""

    def command() -> int:
        from qa.commands.answering import run_command

        return run_command(argv)

    return run(command)


if __name__ == "__main__":
    sys.exit(main())
