"""The command line's way in: a command as a process, whose interrupts and streams are looked after.

Owns nothing else; commands.py has the commands, and is imported within.
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
