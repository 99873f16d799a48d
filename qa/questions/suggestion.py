"""The filter that a question's own words ask for, where they do so with certainty. Pure.

Owns the words that are understood: a date after "in", "during", "since", "after", "before",
"until" or "as of", and the name of a source after "according to". A filter found is proposed and
never applied by itself: "in 2022" may be the year of what happened, and not of the article.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import reduce
from typing import Protocol

from index.errors import FilterError
from index.filtering.filter import Filter, same_name
from index.filtering.table import ArticleTable
from index.lexical import folded
from qa.values.dates import PartialDate, dates_in

_BEFORE_DATE = re.compile(r"\b(in|during|since|after|before|until|as of)\s+(?:the\s+)?$", re.I)
_ACCORDING = re.compile(r"\baccording to (?:the )?")
_DAY = timedelta(days=1)


class Filtered(Protocol):
    """The content of an index, as far as it is needed."""

    @property
    def table(self) -> ArticleTable: ...


def suggested_filter(question: str, content: Filtered) -> Filter | None:
    """The filter that the words of a question name; None where they name none, or where it would
    leave no article of the index or all of them. The table of the articles, which is large, is read
    only for a question that may name one.
    """
    found = [*_dated(question, content), *_sourced(question, content)]
    if not found:
        return None
    try:
        where = reduce(_both, found)
        return where if content.table.select(where).articles < len(content.table) else None
    except FilterError:
        return None


def _dated(question: str, content: Filtered) -> Iterator[Filter]:
    for span, stated in dates_in(question):
        word = _BEFORE_DATE.search(question[: span.start])
        days = _days(stated, content) if word else None
        if word and days:
            yield _of_days(word[1].lower(), *days)


def _of_days(word: str, first: date, last: date) -> Filter:
    if word == "since":
        return Filter(after=first)
    if word == "after":
        return Filter(after=last + _DAY)
    if word == "before":
        return Filter(before=first - _DAY)
    if word == "until":
        return Filter(before=last)
    return Filter(as_of=last) if word == "as of" else Filter(after=first, before=last)


def _days(stated: PartialDate, content: Filtered) -> tuple[date, date] | None:
    """The first and the last day of a date.

    A date without a year is certain where all articles are of one year.
    """
    if stated.is_decade or (stated.month is None and stated.year is None):
        return None
    year = stated.year or _only_year(content.table)
    if year is None:
        return None
    try:
        if stated.month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if stated.day is not None:
            day = date(year, stated.month, stated.day)
            return day, day
        return date(year, stated.month, 1), date(year, stated.month, _length(year, stated.month))
    except ValueError:
        return None


def _only_year(table: ArticleTable) -> int | None:
    span = table.dates
    return span[0].year if span and span[0].year == span[1].year else None


def _length(year: int, month: int) -> int:
    return monthrange(year, month)[1]


def _sourced(question: str, content: Filtered) -> Iterator[Filter]:
    """A source that is named after "according to": the longest name that fits."""
    words = " ".join(folded(question).split())
    for found in _ACCORDING.finditer(words):
        rest = words[found.end() :]
        named = [s for s in content.table.sources if _begins_with(rest, same_name(s))]
        if named:
            yield Filter(sources=(max(named, key=len),))


def _begins_with(words: str, name: str) -> bool:
    return bool(re.match(rf"{re.escape(name.removeprefix('the '))}(?!\w)", words))


def _both(one: Filter, other: Filter) -> Filter:
    """The filter of both conditions. Raises FilterError where no article can meet both."""
    return replace(
        one,
        after=max(filter(None, (one.after, other.after)), default=None),
        before=min(filter(None, (one.before, other.before)), default=None),
        as_of=min(filter(None, (one.as_of, other.as_of)), default=None),
        sources=one.sources or other.sources,
    )
