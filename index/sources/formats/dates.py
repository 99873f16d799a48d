"""Dates in the notations that articles use.

Owns the notations that are unambiguous. An ambiguous date (05/03/2024) and one without a day (a
month, a year) raise ValueError: no day is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timezone

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? +)?"
_DAY = r"(?P<day>\d\d?)(?:st|nd|rd|th)?"
_TIME = r"\d\d?:\d\d(?::\d\d)?(?:[.,]\d+)?(?: ?[ap]\.?m\.?)?"
_ZONE = r"(?: ?(?:Z|[+-]\d\d:?\d\d|\(?[a-z]{2,5}\)?))*"
_CLOCK = rf"(?:(?:,? (?:at )?|T){_TIME}{_ZONE})?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE | re.ASCII)
    for form in (
        rf"(?P<year>\d{{4}})(?P<mark>[-/.])(?P<month>\d\d?)(?P=mark)(?P<day>\d\d?){_CLOCK}",
        rf"(?P<year>\d{{4}})(?P<month>\d\d)(?P<day>\d\d)(?:T\d{{4}}(?:\d\d)?{_ZONE})?",
        rf"{_WEEKDAY}{_DAY}[ -](?:of )?{_MONTH},?[ -](?P<year>\d{{4}}){_CLOCK}",
        rf"{_WEEKDAY}{_MONTH} {_DAY},? (?P<year>\d{{4}}){_CLOCK}",
        rf"{_WEEKDAY}{_MONTH} {_DAY} {_TIME}{_ZONE} (?P<year>\d{{4}})",
    )
)
_DAY_OR_MONTH_FIRST = re.compile(
    rf"(\d\d?)([-/.])(\d\d?)\2(\d{{4}}){_CLOCK}", re.IGNORECASE | re.ASCII
)
_UNIX_TIME = re.compile(r"\d{9,10}(?:\.\d{1,9})?|\d{12,13}", re.ASCII)
_EARLIEST = 631_152_000  # start of 1990; a smaller number is more likely no time
_LATEST = 4_102_444_800  # start of 2100
_MAX_LENGTH = 80  # characters; no date is longer


def parse_date(written: str) -> date:
    """The day as written, in whatever time zone; for a Unix time in seconds or milliseconds, its
    day in UTC. Raises ValueError unless exactly one day is meant.
    """
    text = " ".join(written[: _MAX_LENGTH + 1].split())
    days = set() if len(text) > _MAX_LENGTH else set(_possible_dates(text))
    if len(days) != 1:
        raise ValueError(f"{written[:_MAX_LENGTH]!r} is no day that is certain")
    return days.pop()


def _possible_dates(text: str) -> Iterator[date]:
    """Every day that a text on one line may mean."""
    for form in _FORMS:
        if found := form.fullmatch(text):
            yield from _valid_date(int(found["year"]), _month(found["month"]), int(found["day"]))
    if found := _DAY_OR_MONTH_FIRST.fullmatch(text):
        one, other, year = int(found[1]), int(found[3]), int(found[4])
        yield from _valid_date(year, one, other)
        yield from _valid_date(year, other, one)
    if _UNIX_TIME.fullmatch(text):
        seconds = float(text) / (1 if len(text.split(".")[0]) <= 10 else 1000)
        if _EARLIEST <= seconds < _LATEST:
            yield datetime.fromtimestamp(seconds, timezone.utc).date()


def _month(written: str) -> int:
    return int(written) if written.isdigit() else _MONTHS.index(written[:3].lower()) + 1


def _valid_date(year: int, month: int, day: int) -> Iterator[date]:
    """The day if it exists and lies after the year 1, which programs write for "none"."""
    try:
        found = date(year, month, day)
    except ValueError:
        return
    if found.year > 1:
        yield found
