"""Metadata of an article, from the words of any format to typed values.

Owns the names of each field, and the rules for titles, authors and empty values. An invalid value
never costs the article: the field is left out, and reported as an omission.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from index.corpus import Omission
from index.sources.formats.control_characters import without_surrogates
from index.sources.formats.dates import parse_date

# Names of the fields in normalized form (see ``normalize_key``), the canonical one first.
NAMES: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "headline"),
    "source": ("source", "publisher", "publication"),
    "published": (
        *("published", "date", "publishedat", "publishedon", "publishedtime", "publishdate"),
        *("datepublished", "publicationdate", "pubdate"),
    ),
    "url": ("url", "link", "canonicalurl"),
    "author": ("author", "authors", "byline"),
}
MAX_LENGTH = 1000  # characters of a title, a name or an address
MAX_SHOWN = 60  # characters of a value within a message
PLACEHOLDER_AUTHORS = frozenset(("author", "unknown"))  # as programs write them
_EMPTY = ("", "~", "null")


@dataclass(frozen=True, slots=True)
class Fields:
    """The metadata that a file states; None for what it does not state."""

    title: str | None = None
    source: str | None = None
    published: date | None = None
    url: str | None = None
    author: str | None = None


NO_FIELDS = Fields()


class _InvalidValueError(ValueError):
    """A value is invalid for its field; the message completes "the field title ..."."""


def parse_fields(stated: Mapping[str, object]) -> tuple[Fields, tuple[Omission, ...]]:
    """Read the five fields of an article from a mapping; report invalid values as omissions."""
    named = {normalize_key(key): value for key, value in reversed(list(stated.items()))}
    values: dict[str, object] = {}
    invalid: list[Omission] = []
    for field, names in NAMES.items():
        value = next((named[n] for n in names if not _is_empty(named.get(n))), None)
        try:
            values[field] = _PARSERS[field](value)
        except _InvalidValueError as error:
            invalid.append(Omission(len(_as_text(value)), f"the field {field} {error}"))
    return Fields(**values), tuple(invalid)  # type: ignore[arg-type]


def is_field_name(key: str) -> bool:
    """Return whether a key names a field."""
    return any(normalize_key(key) in names for names in NAMES.values())


def normalize_key(key: str) -> str:
    """A key in lower case without punctuation: ``publishedAt`` and ``published_at`` are equal."""
    return "".join(filter(str.isalnum, key)).lower()


def one_line(text: str | None) -> str | None:
    """Text without line breaks, repeated white space and lone surrogates; None if nothing
    is left.
    """
    if text is None or text in _EMPTY:
        return None
    return " ".join(without_surrogates(text).split()) or None


def stated_author(text: str | None, *, placeholders: frozenset[str]) -> str | None:
    """A name on one line; None if it is empty or, in lower case, a placeholder."""
    name = one_line(text)
    return None if name is None or name.lower() in placeholders | PLACEHOLDER_AUTHORS else name


def _parse_line(value: object) -> str | None:
    """One line of text."""
    if _is_empty(value):
        return None
    if isinstance(value, list) and len(value) == 1:
        return _parse_line(value[0])
    if isinstance(value, str) or _is_number(value):
        line = one_line(str(value))
        if line is None or len(line) <= MAX_LENGTH:
            return line
        raise _InvalidValueError(f"has {len(line):,} characters, more than {MAX_LENGTH:,}")
    raise _InvalidValueError(f"is {_shortened(value)}, no line of text")


def _parse_name(value: object) -> str | None:
    """A name: one line of text, or the key ``name`` of an object."""
    if isinstance(value, dict):
        if "name" not in value:
            raise _InvalidValueError(f"is {_shortened(value)}, which has no name")
        return _parse_line(value["name"])
    return _parse_line(value)


def _parse_names(value: object) -> str | None:
    """Names, separated by commas if there are several."""
    several = value if isinstance(value, list) else [value]
    return _parse_line(", ".join(dict.fromkeys(filter(None, map(_parse_name, several)))))


def _parse_published(value: object) -> date | None:
    line = _parse_line(value)
    if line is None:
        return None
    try:
        return parse_date(line)
    except ValueError:
        raise _InvalidValueError(f"is {_shortened(value)}, no day that is certain") from None


_PARSERS = {
    "title": _parse_line,
    "source": _parse_name,
    "published": _parse_published,
    "url": _parse_line,
    "author": _parse_names,
}


def _is_empty(value: object) -> bool:
    """Return whether a value states nothing: null, an empty text or an empty collection."""
    if isinstance(value, str):
        return value.strip() in _EMPTY
    if isinstance(value, dict | list):
        return not value
    return value is None


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _shortened(value: object) -> str:
    written = repr(value) if isinstance(value, str) else _as_text(value)
    return written if len(written) <= MAX_SHOWN else f"{written[:MAX_SHOWN]}..."


def _as_text(value: object) -> str:
    try:
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    except RecursionError:
        return "[...]"
