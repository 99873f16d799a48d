"""Printing: results on standard output, everything else on standard error.

Owns the look of a table, an error and a progress bar. Knows nothing of commands.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from index.embedding.protocol import Progress
from index.errors import ArticleQAError
from qa.commands.process import print_error_line
from qa.wire.objects import json_text

BAR_AFTER = 0.5  # seconds before a progress bar appears: short work needs none


def print_json(value: dict[str, Any]) -> None:
    """Print an object as one line of JSON, keys sorted."""
    print(json_text(value))


def print_result(result: dict[str, Any] | Iterable[str]) -> None:
    """Print an object as one line of JSON, or lines as they are."""
    if isinstance(result, dict):
        print_json(result)
    else:
        for line in result:
            print(line)


def print_table(figures: dict[str, Any], indent: str = "") -> None:
    """Print figures by name, those of an inner table below it, indented."""
    width = max(24, *map(len, figures)) if figures else 0
    for name, value in figures.items():
        if isinstance(value, dict):
            print(f"{indent}{name}")
            print_table({f"at {key}": v for key, v in value.items()}, indent + "  ")
        else:
            shown = "-" if value is None else f"{value:.3f}" if isinstance(value, float) else value
            print(f"{indent}{name:{width}} {shown}")


def print_error(error: ArticleQAError) -> None:
    """Print an error as one line on standard error."""
    from qa.text.printable import printable

    print_error_line(printable(str(error)))


@contextmanager
def progress_bar(what: str) -> Iterator[Progress]:
    """A progress callback that draws a bar on standard error, if that is a terminal.

    The bar appears after BAR_AFTER seconds.
    """
    from tqdm import tqdm

    with tqdm(desc=what, delay=BAR_AFTER, disable=not sys.stderr.isatty(), leave=False) as drawn:

        def report(done: int, total: int) -> None:
            drawn.total = total
            drawn.update(done - drawn.n)

        yield report
