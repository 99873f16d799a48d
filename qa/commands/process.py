"""A command as a process: whatever becomes of its streams or interrupts it, no traceback.

Owns the three standard streams, what an interrupt and a failing output end in, and the status for
both. Knows nothing of commands. Imports so little that an interrupt while they load is caught too.
"""

from __future__ import annotations

import io
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TextIO

# Exit statuses. NEGATIVE: no answer, not all proved, or a check that passed before fails.
DONE, NEGATIVE, ERROR, INTERRUPTED = 0, 1, 2, 130


def run(command: Callable[[], int]) -> int:
    """Do a command and return its exit status; a SystemExit of it passes through."""
    complete_streams()
    before, sys.unraisablehook = sys.unraisablehook, _exit_on_interrupt
    status = DONE
    try:
        try:
            status = command()
        finally:
            sys.stdout.flush()
    except KeyboardInterrupt:
        status = _interrupted()
    except BrokenPipeError:  # the reader of our output has gone: not our user's mistake
        _discard(sys.stdout)
    except OSError as error:
        _discard(sys.stdout)
        print_error_line(
            f"{_description(error)}; expected room and permission for what is written; see to that"
        )
        status = ERROR
    finally:
        sys.unraisablehook = before
    return status


def complete_streams() -> None:
    """Put empty streams in place of those that are closed, and let none fail for a letter.

    What is closed would otherwise be the next file that is opened, and be written into.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115
        stream = getattr(sys, name)
        if isinstance(stream, io.TextIOWrapper) and name != "stderr":  # which escapes by itself
            # Unbuffered, a print could fail before the status is known, or within argparse unseen.
            stream.reconfigure(errors="replace", write_through=False)


def write_as_file() -> None:
    """Let standard output take a file that states to be UTF-8, unless a terminal shows it."""
    if isinstance(sys.stdout, io.TextIOWrapper) and not sys.stdout.isatty():
        sys.stdout.reconfigure(encoding="utf-8")


def print_error_line(line: str) -> None:
    """Print a line on standard error, as far as there is anybody to read it."""
    try:
        print(line, file=sys.stderr, flush=True)
    except OSError:
        _discard(sys.stderr)


def _interrupted() -> int:
    """The status; from now on another interrupt ends the process at once."""
    with suppress(ValueError):  # a thread may set no signal
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    return INTERRUPTED


def _discard(stream: TextIO) -> None:
    """Let what is still in the stream go nowhere: Python would complain of it at the end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _description(error: OSError) -> str:
    where = f"{str(error.filename)!r} " if error.filename else "a file or the output "
    return f"{where}cannot be read or written ({error.strerror or error})"


def _exit_on_interrupt(caught: Any) -> None:
    """An interrupt that came where none can be raised would be lost: it ends the process here."""
    if caught.exc_type is KeyboardInterrupt:
        os._exit(INTERRUPTED)  # as safe for an index as any other sudden end
    sys.__unraisablehook__(caught)
