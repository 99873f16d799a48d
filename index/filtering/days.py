"""Dates as people write them in a filter: a day, a month or a year. Pure.

Owns the forms that are read. Knows nothing of filters.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from index.errors import FilterError

_FORM = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)


def first_day(text: str) -> date:
    """The first day of ``2023-10-05``, ``2023-10`` or ``2023``. Raises FilterError."""
    return _days(text)[0]


def last_day(text: str) -> date:
    """The last day of ``2023-10-05``, ``2023-10`` or ``2023``. Raises FilterError."""
    return _days(text)[1]


def _days(text: str) -> tuple[date, date]:
    try:
        found = _FORM.fullmatch(text.strip())
        if found is None:
            raise ValueError(text)
        year, *others = (int(part) for part in found.groups() if part)
        month, *day = others or [0]
        if not month:
            return date(year, 1, 1), date(year, 12, 31)
        if day:
            return date(year, month, day[0]), date(year, month, day[0])
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    except ValueError as error:
        raise FilterError(
            found=f"{text[:40]!r} is no date",
            expected="a day, a month or a year",
            cure="write it as 2023-10-05, 2023-10 or 2023",
        ) from error
