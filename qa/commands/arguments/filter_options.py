"""The options that name a part of the articles, and the filter that they give.

Owns their words. Pure; knows nothing of what an index holds.
"""

from __future__ import annotations

import argparse

from index.filtering.filter import Filter


def add_filter_options(command: argparse.ArgumentParser) -> None:
    """Add the options to a command."""
    group = command.add_argument_group(
        "only some articles",
        "Days are written as 2023-10-05, 2023-10 or 2023; an article without a date is left out by"
        " each of the three. The others may be given several times: one of them must hold.",
    )
    group.add_argument("--after", metavar="DATE", help="published on that day or later")
    group.add_argument("--before", metavar="DATE", help="published on that day or earlier")
    group.add_argument("--as-of", metavar="DATE", help="nothing newer, as it was known that day")
    group.add_argument(
        "--source", action="append", default=[], metavar="NAME", help="of that source"
    )
    group.add_argument(
        "--author", action="append", default=[], metavar="NAME", help="by that author"
    )
    group.add_argument(
        "--in",
        dest="within",
        action="append",
        default=[],
        metavar="PLACE",
        help="in that folder of the seeds, or that file or article",
    )


def filter_of(arguments: argparse.Namespace) -> Filter | None:
    """The filter of the options given; None for none. Raises FilterError."""
    where = Filter.parse(
        after=arguments.after,
        before=arguments.before,
        sources=arguments.source,
        authors=arguments.author,
        within=arguments.within,
        as_of=arguments.as_of,
    )
    return where or None
