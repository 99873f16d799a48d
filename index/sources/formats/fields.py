"""What an article states of itself, from any format's words to values.

Owns which names a field goes by, what counts as a title, an author, or as nothing stated. A value
that cannot be one never costs the article: the field is left out, and said to be.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from index.corpus import Omission
from index.sources.formats.days import day_of

# Other names of the fields, as keys are compared: without case and marks. The first one is ours.
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
MAX_VALUE = 1000  # characters; what is longer is no title, no name and no address
SHOWN = 60  # characters of a value within a message
_UNSTATED = ("", "~", "null")


@dataclass(frozen=True, slots=True)
class Fields:
    """What the file states; None stands for what it does not."""

    title: str | None = None
    source: str | None = None
    published: date | None = None
    url: str | None = None
    author: str | None = None


NOTHING_STATED = Fields()


class _OddError(ValueError):
    """A value cannot be what its field is; the message completes "the field title ..."."""


def fields_of(stated: Mapping[str, object]) -> tuple[Fields, tuple[Omission, ...]]:
    """Read the five fields out of a mapping, and what of them cannot be read."""
    named = {plain(key): value for key, value in reversed(list(stated.items()))}
    values: dict[str, object] = {}
    odd: list[Omission] = []
    for field, names in NAMES.items():
        value = next((named[n] for n in names if not _is_nothing(named.get(n))), None)
        try:
            values[field] = _READ[field](value)
        except _OddError as error:
            odd.append(Omission(len(_written(value)), f"the field {field} {error}"))
    return Fields(**values), tuple(odd)  # type: ignore[arg-type]


def is_known(key: str) -> bool:
    """Whether a key is the name of a field."""
    return any(plain(key) in names for names in NAMES.values())


def plain(key: str) -> str:
    """A key without case and marks: ``publishedAt`` and ``published_at`` are one."""
    return "".join(filter(str.isalnum, key)).lower()


def one_line(text: str | None) -> str | None:
    """Text without line breaks, runs of white space and half characters; None for none."""
    if text is None or text in _UNSTATED:
        return None
    # JSON can spell half a character
    return " ".join(text.encode("utf-8", "replace").decode().split()) or None


def _line(value: object) -> str | None:
    """One line of text."""
    if _is_nothing(value):
        return None
    if isinstance(value, list) and len(value) == 1:
        return _line(value[0])
    if isinstance(value, str) or _is_number(value):
        line = one_line(str(value))
        if line is None or len(line) <= MAX_VALUE:
            return line
        raise _OddError(f"has {len(line):,} characters, more than {MAX_VALUE:,}")
    raise _OddError(f"is {_cut(value)}, no line of text")


def _name(value: object) -> str | None:
    """A name: one line of text, or of an object that has one its name."""
    if isinstance(value, dict):
        if "name" not in value:
            raise _OddError(f"is {_cut(value)}, which has no name")
        return _line(value["name"])
    return _line(value)


def _names(value: object) -> str | None:
    """Names, joined by a comma where there are several."""
    several = value if isinstance(value, list) else [value]
    return _line(", ".join(dict.fromkeys(filter(None, map(_name, several)))))


def _published(value: object) -> date | None:
    line = _line(value)
    if line is None:
        return None
    try:
        return day_of(line)
    except ValueError:
        raise _OddError(f"is {_cut(value)}, no day that is certain") from None


_READ = {
    "title": _line,
    "source": _name,
    "published": _published,
    "url": _line,
    "author": _names,
}


def _is_nothing(value: object) -> bool:
    """Whether a value states nothing: none, an empty one, or several of which none does."""
    if isinstance(value, str):
        return value.strip() in _UNSTATED
    if isinstance(value, dict | list):
        return not value
    return value is None


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _cut(value: object) -> str:
    written = repr(value) if isinstance(value, str) else _written(value)
    return written if len(written) <= SHOWN else f"{written[:SHOWN]}..."


def _written(value: object) -> str:
    try:
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    except RecursionError:
        return "[...]"
