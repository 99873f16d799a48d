"""A command of ``qa`` run in this process: its status and what it said.

Owns nothing of what commands do; an exception that leaves one is what its user would see as a
traceback.
"""

from __future__ import annotations

import io
import os
import signal
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass

PATIENCE = 60  # seconds for one command; the machine may be busy


@dataclass(frozen=True)
class Said:
    status: int | None  # None after a traceback, or where the command did not end
    out: str
    err: str

    @property
    def is_one_line_error(self) -> bool:
        """True if a mistake was said as promised."""
        return self.status == 2 and self.err.count("\n") == 1 and "; expected" in self.err

    @property
    def is_orderly(self) -> bool:
        """True if it is a result, or a mistake in one line, after lines on files left out."""
        return self.status in (0, 1, 130) or (
            self.status == 2 and "; expected" in self.err.splitlines()[-1]
        )


class HungError(BaseException):
    """A command that did not end."""


def qa(*words: str, variables: Mapping[str, str] | None = None) -> Said:
    """Run ``qa WORDS`` with these variables, for so long."""
    from qa.commands.cli import main

    out, err = io.StringIO(), io.StringIO()
    status: int | None = None
    with environment(variables or {}), redirect_stdout(out), redirect_stderr(err), timed():
        try:
            status = main(list(words))
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else None
        except BaseException:
            err.write(traceback.format_exc())
    return Said(status, out.getvalue(), err.getvalue())


@contextmanager
def timed() -> Iterator[None]:
    def hung(number: int, frame: object) -> None:
        raise HungError

    before = signal.signal(signal.SIGALRM, hung)
    signal.alarm(PATIENCE)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def environment(variables: Mapping[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.update(variables)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
