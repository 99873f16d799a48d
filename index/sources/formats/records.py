"""Articles as data: a JSON array or object, or JSON lines with an article a line.

Owns which keys make a record an article, and what tells the records of one file apart: the id that
a record states, where it is fit and the only one of its kind, or else its number from 1. A record
that is no article is named with its number, and the others are read.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from index.errors import SeedError
from index.sources.formats.decode import decoded, tidied
from index.sources.formats.draft import Draft, Drafts, Place
from index.sources.formats.fields import fields_of

MAX_RECORDS = 50_000
MAX_ID_LENGTH = 200  # characters
LONGEST_NUMBER = 4000  # digits; Python refuses to read some more
MAX_NAMED = 20  # bad records named one by one; a wrong key in every record needs no more


@dataclass(frozen=True, slots=True)
class _Malformed:
    """A line that is not JSON, in place of its value."""

    reason: str


class _Twice(dict[str, object]):
    """An object that has several texts."""


def read_json(content: bytes, name: str) -> Drafts:
    """Read an array of articles, or an object that is one. Raises SeedError."""
    value = _parsed(decoded(content, name).text)
    if isinstance(value, _Malformed):
        raise Place(name).bad(
            f"is not JSON ({value.reason})", "an array of articles, or one", "mend or remove it"
        )
    if isinstance(value, dict):
        return Drafts((_draft(value, Place(name)),))
    if not isinstance(value, list):
        raise Place(name).bad(
            f"is of the type {type(value).__name__}",
            "an array of objects with the key text, or one such object",
            "convert or remove it",
        )
    return _drafts(list(enumerate(value, start=1)), name)


def read_json_lines(content: bytes, name: str) -> Drafts:
    """Read an article a line, numbered by line; blank lines are passed over. Raises SeedError."""
    # Not splitlines(): a string in JSON may hold characters that it takes for line ends.
    lines = enumerate(decoded(content, name).text.split("\n"), start=1)
    return _drafts([(number, line) for number, line in lines if line.strip()], name, parse=True)


def _drafts(records: list[tuple[int, object]], name: str, *, parse: bool = False) -> Drafts:
    _check_count(len(records), name)
    drafts: list[tuple[int, Draft]] = []
    rejected: list[SeedError] = []
    for number, record in records:
        try:
            value = _parsed(str(record)) if parse else record
            drafts.append((number, _draft(value, Place(name, number))))
        except SeedError as error:
            rejected.append(error)
    return Drafts(tuple(_told_apart(drafts)), _named(rejected, name))


def _check_count(count: int, name: str) -> None:
    if not count:
        raise Place(name).bad("holds no article", "at least one", "write one or remove the file")
    if count > MAX_RECORDS:
        raise Place(name).bad(
            f"holds {count:,} records", f"at most {MAX_RECORDS:,}", "split it into smaller files"
        )


def _parsed(text: str) -> object:
    try:
        value: object = json.loads(text, strict=False, object_pairs_hook=_object, parse_int=_whole)
    except (ValueError, RecursionError) as error:
        # RecursionError: thousands of brackets in brackets
        deep = isinstance(error, RecursionError)
        return _Malformed("it is nested too deeply" if deep else str(error))
    return value


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    texts = [value for key, value in pairs if key == "text"]
    return (_Twice if any(text != texts[0] for text in texts) else dict)(pairs)


def _whole(digits: str) -> int | float:
    return int(digits) if len(digits) <= LONGEST_NUMBER else float(digits)


def _draft(record: object, place: Place) -> Draft:
    if isinstance(record, _Malformed):
        raise place.bad(f"is not JSON ({record.reason})", "an object", "mend or remove the line")
    if not isinstance(record, dict):
        raise place.bad(
            f"is of the type {type(record).__name__}",
            "an object with the key text",
            "mend or remove it",
        )
    found = tidied(_text(record.get("text"), place))
    if not found.text.strip():
        raise place.bad(
            "holds no text", "an article under the key text", "write it or remove the record"
        )
    if isinstance(record, _Twice):
        raise place.bad("states its text twice", "one text", "make two records of it")
    fields, odd = fields_of(record)
    omissions = (*found.omissions, *odd)
    return Draft(found.text, fields, record=_stated_id(record.get("id")), omissions=omissions)


def _text(value: object, place: Place) -> str:
    """The text of an article, which may be a list of its paragraphs."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, list):
        if all(isinstance(paragraph, str) for paragraph in value):
            return "\n\n".join(paragraph for paragraph in value if paragraph.strip())
        what = "a list with more than text in it"
    else:
        what = f"of the type {type(value).__name__}"
    raise place.bad(
        f"has a text that is {what}", "one text, or a list of paragraphs", "write it as one text"
    )


def _stated_id(value: object) -> str | None:
    """The id, when it is a whole number or a short line of printable text."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    if isinstance(value, int) and value.bit_length() > 200:  # str() would refuse a longer one
        return None
    text = str(value).strip()
    return text if text and text.isprintable() and len(text) <= MAX_ID_LENGTH else None


def _told_apart(drafts: list[tuple[int, Draft]]) -> Iterator[Draft]:
    """Give each draft the id it states, or its number where that is missing or stated twice.

    A number that another record states as its id is marked as a number: ``no.2``.
    """
    stated = Counter(draft.record for _, draft in drafts)
    for number, draft in drafts:
        if draft.record is not None and stated[draft.record] == 1:
            yield draft
        else:
            key = str(number)
            while key in stated:
                key = f"no.{key}"
            yield replace(draft, record=key)


def _named(rejected: list[SeedError], name: str) -> tuple[SeedError, ...]:
    more = len(rejected) - MAX_NAMED
    if more <= 0:
        return tuple(rejected)
    rest = Place(name).bad(
        f"holds {more:,} more records that cannot be used", "articles", "mend them as the others"
    )
    return (*rejected[:MAX_NAMED], rest)
