"""The part of the articles that a question of a file is asked of. Pure.

Owns the key ``filter`` of question files, and what tells two questions apart. The form of a filter
is index/filtering/form.py's.
"""

from __future__ import annotations

import json
from typing import Any

from index.filtering.filter import Filter
from index.filtering.form import filter_from_fields, filter_to_fields

KEY = "filter"


def filter_of_line(fields: dict[str, Any]) -> Filter | None:
    """The filter of a line of a file; None where it has none. Raises FilterError."""
    return None if fields.get(KEY) is None else filter_from_fields(fields[KEY]) or None


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
