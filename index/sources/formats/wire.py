"""What a reader gives, as data that passes from process to process: JSON, and back.

Owns that what comes back is checked: it is made by a process that reads files of strangers.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import Any

from index.corpus import Omission
from index.errors import SeedError
from index.sources.formats.draft import Draft, Drafts
from index.sources.formats.fields import Fields

_FIELDS = ("title", "source", "url", "author")


def packed(value: dict[str, Any]) -> bytes:
    """A value as one line. Names of files may hold half characters."""
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"


def unpacked(line: bytes) -> dict[str, Any]:
    """The value of a line. Raises ValueError for what is none."""
    try:
        value: dict[str, Any] = _of(json.loads(line), dict)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    return value


def drafts_to_dict(found: Drafts) -> dict[str, Any]:
    return {
        "drafts": [_draft_to_dict(draft) for draft in found.drafts],
        "rejected": [error_to_dict(error) for error in found.rejected],
    }


def drafts_from_dict(value: dict[str, Any]) -> Drafts:
    """Raises ValueError where anything is not what a reader gives."""
    return Drafts(
        tuple(_draft_from_dict(one) for one in _of(value.get("drafts"), list)),
        tuple(error_from_dict(one) for one in _of(value.get("rejected"), list)),
    )


def error_to_dict(error: SeedError) -> dict[str, Any]:
    parts = ("found", "expected", "cure", "seed")
    return {part: getattr(error, part) for part in parts}


def error_from_dict(value: Any) -> SeedError:
    """Raises ValueError."""
    said = {key: _of(text, str, type(None)) for key, text in _of(value, dict).items()}
    try:
        return SeedError(**said)
    except TypeError as error:
        raise ValueError(str(error)) from error


def _draft_to_dict(draft: Draft) -> dict[str, Any]:
    day = draft.fields.published
    fields = asdict(draft.fields) | {"published": day and day.isoformat()}
    return asdict(draft) | {"fields": fields}


def _draft_from_dict(value: Any) -> Draft:
    draft = _of(value, dict)
    return Draft(
        text=_of(draft.get("text"), str),
        fields=_fields_from_dict(_of(draft.get("fields"), dict)),
        pages=tuple(_of(page, int) for page in _of(draft.get("pages"), list)),
        record=_of(draft.get("record"), str, type(None)),
        omissions=tuple(_omission(_of(o, dict)) for o in _of(draft.get("omissions"), list)),
    )


def _fields_from_dict(stated: dict[str, Any]) -> Fields:
    texts = {key: _of(stated.get(key), str, type(None)) for key in _FIELDS}
    day = _of(stated.get("published"), str, type(None))
    return Fields(**texts, published=None if day is None else date.fromisoformat(day))


def _omission(stated: dict[str, Any]) -> Omission:
    return Omission(_of(stated.get("characters"), int), _of(stated.get("reason"), str))


def _of(value: Any, *kinds: type) -> Any:
    if not isinstance(value, kinds):
        raise ValueError(f"a {type(value).__name__}; expected {' or '.join(map(str, kinds))}")
    return value
