"""A filter as JSON: only the conditions that it makes. Pure.

Owns the keys, and what is refused in data that somebody else wrote.
"""

from __future__ import annotations

from typing import Any

from index.errors import FilterError
from index.filtering.filter import SHOWN, Filter

_DAYS = ("after", "before", "as_of")
_NAMES = ("sources", "authors", "within")


def filter_to_fields(where: Filter) -> dict[str, Any]:
    """Days as ``YYYY-MM-DD`` and lists of names; ``filter_from_fields`` reads them."""
    days = {name: day.isoformat() for name in _DAYS if (day := getattr(where, name))}
    return days | {name: list(some) for name in _NAMES if (some := getattr(where, name))}


def filter_from_fields(fields: Any) -> Filter:
    """The filter of an object with some of the keys.

    Raises FilterError for anything else, and for a filter that no article can meet.
    """
    if not isinstance(fields, dict):
        raise _malformed(f"a filter that is {str(fields)[:SHOWN]!r}")
    if unknown := sorted(fields.keys() - {*_DAYS, *_NAMES}):
        raise _malformed(f"a filter with an unknown key {unknown[0][:SHOWN]!r}")
    for name, value in fields.items():
        if not isinstance(value, str if name in _DAYS else list):
            raise _malformed(f"{name} is {str(value)[:SHOWN]!r}")
    return Filter.parse(**fields)


def _malformed(found: str) -> FilterError:
    return FilterError(
        found=found,
        expected="days as text, and lists of names",
        cure='write it as {"after": "2023-10-01", "sources": ["Donga"]}',
    )
