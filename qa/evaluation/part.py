"""The part of the articles that a question of a file is asked of: its form as JSON. Pure.

Owns the key ``filter`` of question files, and what tells two questions apart. What a filter means
is index/filtering/'s.
"""

from __future__ import annotations

import json
from typing import Any

from index.errors import FilterError
from index.filtering.filter import Filter

KEY = "filter"
_DAYS = ("after", "before", "as_of")
_NAMES = ("sources", "authors", "within")


def filter_to_fields(where: Filter) -> dict[str, Any]:
    """The conditions of a filter as JSON, without those that it does not make."""
    days = {name: day.isoformat() for name in _DAYS if (day := getattr(where, name))}
    return days | {name: list(some) for name in _NAMES if (some := getattr(where, name))}


def filter_of_line(fields: dict[str, Any]) -> Filter | None:
    """The filter of a line of a file; None where it has none.

    Raises ValueError for a key that no filter has, TypeError for a value of another type and
    FilterError for a filter that no article can meet.
    """
    stated = fields.get(KEY)
    if stated is None:
        return None
    if not isinstance(stated, dict):
        raise TypeError(f"a filter that is {stated!r:.60}")
    if unknown := sorted(stated.keys() - {*_DAYS, *_NAMES}):
        raise ValueError(f"a filter with an unknown key {unknown[0]!r:.60}")
    for name, value in stated.items():
        if not isinstance(value, str if name in _DAYS else list):
            raise TypeError(f"{name} is {value!r:.60}")
    return Filter.parse(**stated) or None


def fault_of(error: Exception) -> str:
    """What is wrong with a line, in a few words."""
    return error.found if isinstance(error, FilterError) else f"{type(error).__name__}: {error}"


def key_of(question: str, where: Filter | None) -> str:
    """A text that is equal for the same question asked of the same part of the articles: the
    question itself where it is asked of all.
    """
    if where is None:
        return question
    return f"{question}\n{json.dumps(filter_to_fields(where), sort_keys=True)}"


def asked_in_words(question: str, where: Filter | None) -> str:
    """As ``Who visits? (source Donga)``."""
    return f"{question} ({where})" if where else question
