"""Articles as data: a JSON array or object, or JSON Lines with one article a line.

Owns the keys that make a record an article, and the ids of the records of one file: the id that a
record states, if it is valid and unique, or else its number from 1. A record that is no article is
reported with its number, and the others are read.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from index.errors import SeedError
from index.sources.formats.decode import decode, normalize
from index.sources.formats.draft import Draft, Drafts, Origin
from index.sources.formats.fields import parse_fields

MAX_RECORDS = 50_000
MAX_ID_LENGTH = 200  # characters
MAX_DIGITS = 4000  # of an integer; Python refuses to parse slightly longer ones
MAX_REPORTED = 20  # bad records that are reported one by one


@dataclass(frozen=True, slots=True)
class _InvalidJson:
    """The value of a line that is not JSON."""

    reason: str


class _RepeatedText(dict[str, object]):
    """An object that states several different texts."""


def read_json(content: bytes, name: str) -> Drafts:
    """Read an array of articles, or an object that is one. Raises SeedError."""
    value = _parse(decode(content, name).text)
    if isinstance(value, _InvalidJson):
        raise Origin(name).error(
            f"is not JSON ({value.reason})", "an array of articles, or one", "correct or remove it"
        )
    if isinstance(value, dict):
        return Drafts((_draft(value, Origin(name)),))
    if not isinstance(value, list):
        raise Origin(name).error(
            f"is of the type {type(value).__name__}",
            "an array of objects with the key text, or one such object",
            "convert or remove it",
        )
    return _read_records(list(enumerate(value, start=1)), name)


def read_json_lines(content: bytes, name: str) -> Drafts:
    """Read one article a line, numbered by line; blank lines are skipped. Raises SeedError."""
    # Not splitlines(): it also splits at characters that may stand in a JSON string.
    lines = enumerate(decode(content, name).text.split("\n"), start=1)
    return _read_records(
        [(number, line) for number, line in lines if line.strip()], name, parse=True
    )


def _read_records(records: list[tuple[int, object]], name: str, *, parse: bool = False) -> Drafts:
    _check_count(len(records), name)
    drafts: list[tuple[int, Draft]] = []
    rejected: list[SeedError] = []
    for number, record in records:
        try:
            value = _parse(str(record)) if parse else record
            drafts.append((number, _draft(value, Origin(name, number))))
        except SeedError as error:
            rejected.append(error)
    return Drafts(tuple(_with_unique_ids(drafts)), _summarized(rejected, name))


def _check_count(count: int, name: str) -> None:
    if not count:
        raise Origin(name).error("holds no article", "at least one", "write one or remove the file")
    if count > MAX_RECORDS:
        raise Origin(name).error(
            f"holds {count:,} records", f"at most {MAX_RECORDS:,}", "split it into smaller files"
        )


def _parse(text: str) -> object:
    try:
        value: object = json.loads(
            text, strict=False, object_pairs_hook=_object, parse_int=_parse_int
        )
    except (ValueError, RecursionError) as error:
        # RecursionError: thousands of nested brackets
        deep = isinstance(error, RecursionError)
        return _InvalidJson("it is nested too deeply" if deep else str(error))
    return value


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    texts = [value for key, value in pairs if key == "text"]
    return (_RepeatedText if any(text != texts[0] for text in texts) else dict)(pairs)


def _parse_int(digits: str) -> int | float:
    return int(digits) if len(digits) <= MAX_DIGITS else float(digits)


def _draft(record: object, origin: Origin) -> Draft:
    if isinstance(record, _InvalidJson):
        raise origin.error(
            f"is not JSON ({record.reason})", "an object", "correct or remove the line"
        )
    if not isinstance(record, dict):
        raise origin.error(
            f"is of the type {type(record).__name__}",
            "an object with the key text",
            "correct or remove it",
        )
    found = normalize(_record_text(record.get("text"), origin))
    if not found.text.strip():
        raise origin.error(
            "holds no text", "an article under the key text", "write it or remove the record"
        )
    if isinstance(record, _RepeatedText):
        raise origin.error("states its text twice", "one text", "make two records of it")
    fields, invalid = parse_fields(record)
    omissions = (*found.omissions, *invalid)
    return Draft(found.text, fields, record=_stated_id(record.get("id")), omissions=omissions)


def _record_text(value: object, origin: Origin) -> str:
    """The text of an article, which may be a list of its paragraphs."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, list):
        if all(isinstance(paragraph, str) for paragraph in value):
            return "\n\n".join(paragraph for paragraph in value if paragraph.strip())
        what = "a list with more than text in it"
    else:
        what = f"of the type {type(value).__name__}"
    raise origin.error(
        f"has a text that is {what}", "one text, or a list of paragraphs", "write it as one text"
    )


def _stated_id(value: object) -> str | None:
    """The id, if it is an integer or a short line of printable text."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    if isinstance(value, int) and value.bit_length() > 200:  # str() would refuse a longer one
        return None
    text = str(value).strip()
    return text if text and text.isprintable() and len(text) <= MAX_ID_LENGTH else None


def _with_unique_ids(drafts: list[tuple[int, Draft]]) -> Iterator[Draft]:
    """Give each draft the id that it states, or its number if the id is missing or not unique.

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


def _summarized(rejected: list[SeedError], name: str) -> tuple[SeedError, ...]:
    more = len(rejected) - MAX_REPORTED
    if more <= 0:
        return tuple(rejected)
    rest = Origin(name).error(
        f"holds {more:,} more records that cannot be used",
        "articles",
        "correct them like the others",
    )
    return (*rejected[:MAX_REPORTED], rest)
