"""What an article states of itself, from any format's words to values.

Owns what counts as a title, a date, or as nothing stated. Knows nothing of files: a value that
cannot be one is a ValueError in words, which the caller puts a name to.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

_UNSTATED = ("", "~", "null")
# The day of a time stamp: before Python 3.11 fromisoformat refuses "...T10:00:00.5Z" and "+0900".
_STAMP = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d(:\d\d([.,]\d+)?)? ?(Z|[+-]\d\d:?\d\d)?")


@dataclass(frozen=True, slots=True)
class Fields:
    """What the file states; None stands for what it does not."""

    title: str | None = None
    source: str | None = None
    published: date | None = None
    url: str | None = None
    author: str | None = None


NOTHING_STATED = Fields()


class FieldError(ValueError):
    """A field has a value that cannot be one: what was found, what was expected, what cures it."""

    def __init__(self, what: str, expected: str, cure: str) -> None:
        self.what, self.expected, self.cure = what, expected, cure
        super().__init__(what)


def fields_of(stated: Mapping[str, object]) -> Fields:
    """Read the five fields out of a mapping and pass over all others. Raises FieldError."""
    return Fields(
        title=line_of(stated, "title"),
        source=line_of(stated, "source"),
        published=_published(stated.get("published")),
        url=line_of(stated, "url"),
        author=line_of(stated, "author"),
    )


def line_of(stated: Mapping[str, object], field: str) -> str | None:
    """The field as one line of text, or None. Raises FieldError for a list or a mapping."""
    value = stated.get(field)
    if isinstance(value, list | dict):
        raise FieldError(
            f"has a {type(value).__name__} as its {field}",
            "one line of text",
            f"write {field}: in quotes",
        )
    return one_line(None if value is None else str(value))


def one_line(text: str | None) -> str | None:
    """Text without line breaks, runs of white space and half characters; None for none."""
    if text is None or text in _UNSTATED:
        return None
    # YAML and JSON can spell half a character
    return " ".join(text.encode("utf-8", "replace").decode().split()) or None


def day_of(written: str) -> date:
    """The day as it is written, whatever the time zone. Raises ValueError."""
    written = written.strip()
    stamp = _STAMP.fullmatch(written)
    return date.fromisoformat(stamp[1]) if stamp else datetime.fromisoformat(written).date()


def _published(value: object) -> date | None:
    if value is None or value in _UNSTATED:
        return None
    try:
        return day_of(str(value))
    except ValueError as error:
        raise FieldError(
            f"was published {value!r}", "a date like 2024-05-31", "mend its field published"
        ) from error
