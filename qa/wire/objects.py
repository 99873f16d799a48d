"""JSON objects: their text, their keys, and how values are rounded."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

PLACES = 6  # decimals of confidences and scores
PLACES_MS = 3  # decimals of milliseconds


def json_text(data: dict[str, Any], *, indent: int | None = None) -> str:
    """The object with its keys sorted; in one line unless indented."""
    return json.dumps(data, sort_keys=True, indent=indent)


def keys_of(record: type) -> frozenset[str]:
    """The keys of the JSON object that a record is written as."""
    return frozenset(field.name for field in fields(record))
