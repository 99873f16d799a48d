"""The day that a date states, in the forms in which articles write dates.

Owns which forms are certain. What could be two days (05/03/2024), or is none (a month, a year), is
a ValueError: no day is guessed.
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
_EITHER_FIRST = re.compile(rf"(\d\d?)([-/.])(\d\d?)\2(\d{{4}}){_CLOCK}", re.IGNORECASE | re.ASCII)
_SECONDS = re.compile(r"\d{9,10}(?:\.\d{1,9})?|\d{12,13}", re.ASCII)
_FIRST_SECOND = 631_152_000  # of 1990: before it a number is more likely something else
_LAST_SECOND = 4_102_444_800  # of 2099
_LONGEST = 80  # characters; no date is longer


def day_of(written: str) -> date:
    """The day as it is written, whatever the time zone; of a number of seconds or milliseconds
    since 1970 that in UTC. Raises ValueError where no day is certain.
    """
    text = " ".join(written[: _LONGEST + 1].split())
    days = set() if len(text) > _LONGEST else set(_readings(text))
    if len(days) != 1:
        raise ValueError(f"{written[:_LONGEST]!r} is no day that is certain")
    return days.pop()


def _readings(text: str) -> Iterator[date]:
    """Every day that a text of one line may mean."""
    for form in _FORMS:
        if found := form.fullmatch(text):
            yield from _day(int(found["year"]), _month(found["month"]), int(found["day"]))
    if found := _EITHER_FIRST.fullmatch(text):
        one, other, year = int(found[1]), int(found[3]), int(found[4])
        yield from _day(year, one, other)
        yield from _day(year, other, one)
    if _SECONDS.fullmatch(text):
        seconds = float(text) / (1 if len(text.split(".")[0]) <= 10 else 1000)
        if _FIRST_SECOND <= seconds < _LAST_SECOND:
            yield datetime.fromtimestamp(seconds, timezone.utc).date()


def _month(written: str) -> int:
    return int(written) if written.isdigit() else _MONTHS.index(written[:3].lower()) + 1


def _day(year: int, month: int, day: int) -> Iterator[date]:
    """The day, where there is one; what programs write for none lies in the year 1."""
    try:
        found = date(year, month, day)
    except ValueError:
        return
    if found.year > 1:
        yield found
