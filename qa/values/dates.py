"""Dates as articles write them, as far as they state them: a day, a month, a year, a weekday. Pure.

Owns the patterns of dates, and when one date states another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from index.corpus import Span

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November"
    r"|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>[12]\d{3})"
_WEEKDAY = r"(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)s?"
# The longest forms first: of what one of them takes, the others see nothing.
_FORMS = tuple(
    re.compile(rf"(?<![\w-])(?:{form})(?!\w|-\d)")
    for form in (
        r"(?P<year>[12]\d{3})-(?P<number>[01]\d)-(?P<day>[0-3]\d)",
        rf"(?:{_WEEKDAY},?\s+)?{_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?",
        rf"(?:{_WEEKDAY},?\s+)?{_MONTH}\s+{_DAY}(?:,?\s+{_YEAR})?",
        rf"{_MONTH},?\s+(?:of\s+)?{_YEAR}",
        r"(?P<decade>[12]\d\d0)['’]?s",
        r"(?<=\bthe\s)(?P<day>[0-3]?\d)(?:st|nd|rd|th)(?!\s+(?:century|time|year|place|floor))",
        rf"{_WEEKDAY}",
        r"(?P<month>January|February|April|June|July|August|September|October|November|December"
        r"|(?<=\b[Ii]n\s)(?:March|May))",
        r"(?<!\d[,.])(?P<year>1[1-9]\d\d|20\d\d)(?!\s*(?:%|per ?cent|[kcm]?m\b|kg|miles|people))",
    )
)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """The parts of a date that are stated, each a number or None; a decade is its first year."""

    year: int | None = None
    month: int | None = None  # from 1
    day: int | None = None
    weekday: int | None = None  # Monday is 0
    is_decade: bool = False

    def filled(self, published: date | None) -> PartialDate:
        """With the month and year of the day on which an article appeared, where a day of a month
        is stated without them, and with the weekday that follows.
        """
        if self.day is None or published is None:
            return self
        month = self.month or published.month
        whole = replace(self, month=month, year=self.year or published.year)
        try:
            weekday = date(whole.year or 1, month, self.day).weekday()
        except ValueError:
            return self
        return replace(whole, weekday=weekday if self.weekday is None else self.weekday)

    def is_stated_by(self, other: PartialDate) -> bool:
        """True if another date says all that this one says; a year says its decade."""
        if self.is_decade and other.year is not None:
            return self.year == other.year // 10 * 10
        pairs = zip(self._parts, other._parts, strict=True)
        return all(own is None or own == theirs for own, theirs in pairs)

    def has_part_of(self, other: PartialDate) -> bool:
        """True if both state the same part, as a year, so that one may speak against the other."""
        pairs = zip(self._parts, other._parts, strict=True)
        return any(own is not None and theirs is not None for own, theirs in pairs)

    @property
    def _parts(self) -> tuple[int | None, ...]:
        return self.year, self.month, self.day, self.weekday


def dates_in(text: str) -> Iterator[tuple[Span, PartialDate]]:
    """The dates of a text, in the order of their forms, none within another."""
    for form in _FORMS:
        for match in form.finditer(text):
            yield Span(*match.span()), _date(match.groupdict())
        text = form.sub(lambda match: "\0" * len(match[0]), text)


def _date(parts: dict[str, str | None]) -> PartialDate:
    month, weekday = parts.get("month"), parts.get("weekday")
    decade, day, number = (parts.get(name) for name in ("decade", "day", "number"))
    year = parts.get("year") or decade
    return PartialDate(
        year=int(year) if year else None,
        month=_MONTHS.index(month[:3].lower()) + 1 if month else int(number) if number else None,
        day=int(day) if day else None,
        weekday=_WEEKDAYS.index(weekday[:3].lower()) if weekday else None,
        is_decade=decade is not None,
    )
