"""Requests, drafts and errors as JSON, for the pipe between this process and the sandbox.

Owns the validation of what comes back: it comes from a process that reads untrusted files.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from index.corpus import Omission
from index.errors import SeedError
from index.sources.formats.decode import fallback_encoding
from index.sources.formats.draft import Draft, Drafts
from index.sources.formats.fields import Fields
from index.sources.formats.picture import PagePart, part_to_dict

_FIELDS = ("title", "source", "url", "author")


@dataclass(frozen=True, slots=True)
class Request:
    """A file to read within so many seconds of CPU time, or a part of it to draw."""

    content: bytes
    name: str
    seconds: int
    part: PagePart | None = None

    def line(self) -> bytes:
        return json_line(
            {
                "name": self.name,
                "size": len(self.content),
                "seconds": self.seconds,
                "encoding": fallback_encoding(),
                "part": self.part and part_to_dict(self.part),
            }
        )


def json_line(value: dict[str, Any]) -> bytes:
    """A value as one line of JSON. Names of files may hold lone surrogates."""
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"


def parse_json_line(line: bytes) -> dict[str, Any]:
    """The object on a line of JSON. Raises ValueError for anything else."""
    try:
        value: dict[str, Any] = _checked(json.loads(line), dict)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    return value


def drafts_to_dict(found: Drafts) -> dict[str, Any]:
    """The JSON object of drafts."""
    return {
        "drafts": [_draft_to_dict(draft) for draft in found.drafts],
        "rejected": [error_to_dict(error) for error in found.rejected],
    }


def drafts_from_dict(value: dict[str, Any]) -> Drafts:
    """The drafts of a JSON object. Raises ValueError if it is not what a reader returns."""
    return Drafts(
        tuple(_draft_from_dict(one) for one in _checked(value.get("drafts"), list)),
        tuple(error_from_dict(one) for one in _checked(value.get("rejected"), list)),
    )


def error_to_dict(error: SeedError) -> dict[str, Any]:
    """The JSON object of an error."""
    parts = ("found", "expected", "cure", "seed")
    return {part: getattr(error, part) for part in parts}


def error_from_dict(value: Any) -> SeedError:
    """The error of a JSON object. Raises ValueError."""
    fields = {key: _checked(text, str, type(None)) for key, text in _checked(value, dict).items()}
    try:
        return SeedError(**fields)
    except TypeError as error:
        raise ValueError(str(error)) from error


def _draft_to_dict(draft: Draft) -> dict[str, Any]:
    day = draft.fields.published
    fields = asdict(draft.fields) | {"published": day and day.isoformat()}
    return asdict(draft) | {"fields": fields}


def _draft_from_dict(value: Any) -> Draft:
    draft = _checked(value, dict)
    return Draft(
        text=_checked(draft.get("text"), str),
        fields=_fields_from_dict(_checked(draft.get("fields"), dict)),
        pages=tuple(_checked(page, int) for page in _checked(draft.get("pages"), list)),
        record=_checked(draft.get("record"), str, type(None)),
        omissions=tuple(
            _omission(_checked(o, dict)) for o in _checked(draft.get("omissions"), list)
        ),
    )


def _fields_from_dict(stated: dict[str, Any]) -> Fields:
    texts = {key: _checked(stated.get(key), str, type(None)) for key in _FIELDS}
    day = _checked(stated.get("published"), str, type(None))
    return Fields(**texts, published=None if day is None else date.fromisoformat(day))


def _omission(stated: dict[str, Any]) -> Omission:
    return Omission(_checked(stated.get("characters"), int), _checked(stated.get("reason"), str))


def _checked(value: Any, *kinds: type) -> Any:
    if not isinstance(value, kinds):
        raise ValueError(f"a {type(value).__name__}; expected {' or '.join(map(str, kinds))}")
    return value
