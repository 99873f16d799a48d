"""A command as a process: no traceback, whether it is interrupted or its streams fail.

Owns the three standard streams, the exit statuses, and the end of a process after an interrupt or
failing output. Knows nothing of commands. Imports so little that an interrupt while they load is
handled too.
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
    """Run a command and return its exit status; its SystemExit passes through."""
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
    except BrokenPipeError:  # the reader of the output has gone: not an error of the user
        _discard(sys.stdout)
    except OSError as error:
        _discard(sys.stdout)
        print_error_line(
            f"{_description(error)}; expected space and permission for it; provide both"
        )
        status = ERROR
    finally:
        sys.unraisablehook = before
    return status


def complete_streams() -> None:
    """Replace closed streams by empty ones, and let none fail on a character it cannot encode.

    The descriptor of a closed stream would otherwise go to the next file that is opened.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115
        stream = getattr(sys, name)
        if isinstance(stream, io.TextIOWrapper) and name != "stderr":  # which escapes by itself
            # Unbuffered, a print could fail before the status is known, or within argparse unseen.
            stream.reconfigure(errors="replace", write_through=False)


def write_as_file() -> None:
    """Set standard output to UTF-8, which exported files state, unless it is a terminal."""
    if isinstance(sys.stdout, io.TextIOWrapper) and not sys.stdout.isatty():
        sys.stdout.reconfigure(encoding="utf-8")


def print_error_line(line: str) -> None:
    """Print a line on standard error, if that can still be written."""
    try:
        print(line, file=sys.stderr, flush=True)
    except OSError:
        _discard(sys.stderr)


def _interrupted() -> int:
    """The exit status; another interrupt from now on ends the process at once."""
    with suppress(ValueError):  # a thread may set no signal
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    return INTERRUPTED


def _discard(stream: TextIO) -> None:
    """Discard what is left in the stream, which Python would otherwise report at exit."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _description(error: OSError) -> str:
    where = f"{str(error.filename)!r} " if error.filename else "a file or the output "
    return f"{where}cannot be read or written ({error.strerror or error})"


def _exit_on_interrupt(caught: Any) -> None:
    """End the process for an interrupt in a place that cannot raise it, where it would be lost."""
    if caught.exc_type is KeyboardInterrupt:
        os._exit(INTERRUPTED)  # as safe for an index as any other sudden end
    sys.__unraisablehook__(caught)
