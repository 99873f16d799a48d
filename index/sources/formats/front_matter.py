"""Front matter: lines like ``title: ...`` between two lines of ``---``, above the text.

Owns the end of the front matter, the meaning of its lines, and the distinction from such lines in
an article's text. Reads the YAML that people write (quoted and folded values, lists, objects) line
by line, so that a colon or a star in a title is no error. Aliases, anchors and tags are not
supported: a value is never longer than its source. Knows nothing of what a field may be.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from textwrap import dedent
from typing import TypeAlias

from index.corpus import Omission
from index.sources.formats.fields import MAX_SHOWN, is_field_name, normalize_key

Value: TypeAlias = "str | list[Value] | dict[str, Value]"

MAX_CHARACTERS = 20_000  # between the two lines; a longer text is an article between two rules
MAX_DEPTH = 3  # of nested objects and lists; deeper ones are kept as text

_OPENING = re.compile(r"\s*^---[ \t]*\n", re.MULTILINE)
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
# A key is one word; before a colon in prose (a speaker, a place) there may be several.
_FIELD = re.compile(r"""(["']?)([A-Za-z_][\w.-]{0,60})\1[ \t]*:(?:[ \t]+(.*)|(?!//)(.*))""")
_ITEM = re.compile(r"-(?:[ \t]+(.*)|\Z)")
_QUOTED = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')(?:\s+#.*)?""")
_PART = re.compile(r"""\s*("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^,"'][^,]*|)\s*(?:,|\Z)""")
_FOLDED = re.compile(r"[>|][+-]?\d?[+-]?")


@dataclass(frozen=True, slots=True)
class _Field:
    """A field as it is written: its key, the rest of that line, and the lines below it."""

    key: str
    first: str
    more: list[str]


@dataclass(frozen=True, slots=True)
class ParsedText:
    """A text in two parts: the metadata of its front matter by key, and the body below it."""

    metadata: dict[str, Value]
    body: str
    omissions: tuple[Omission, ...] = ()


def parse_front_matter(text: str) -> ParsedText:
    """Separate front matter from the body below it; without front matter, nothing is stated.

    It is front matter if each of its lines is a field, a comment or continues the field above, one
    field at least is known, and none occurs twice, as a speaker does.
    """
    opening = _OPENING.match(text)
    if opening is None:
        return ParsedText({}, text)
    closing = _CLOSING.search(text, opening.end(), opening.end() + MAX_CHARACTERS + 5)
    if closing is None:
        return ParsedText({}, text)
    fields = _fields(text[opening.end() : closing.start()].split("\n"))
    keys = [normalize_key(field.key) for field in fields or ()]
    if fields is None or len({*keys}) < len(keys) or not any(map(is_field_name, keys)):
        return ParsedText({}, text)
    metadata = {f.key: _parse_value(f.first, f.more, MAX_DEPTH) for f in fields}
    return ParsedText(metadata, text[closing.end() :], tuple(_unknown_fields(fields)))


def _unknown_fields(fields: list[_Field]) -> Iterator[Omission]:
    """The fields of the front matter that no article has."""
    others = [field for field in fields if not is_field_name(field.key)]
    if others:
        keys = ", ".join(field.key for field in others)
        keys = keys if len(keys) <= MAX_SHOWN else f"{keys[:MAX_SHOWN]}..."
        characters = sum(len(line) for f in others for line in (f.key, f.first, *f.more))
        yield Omission(characters, f"its front matter has fields that no article has ({keys})")


def _fields(lines: Iterable[str]) -> list[_Field] | None:
    """The fields that the lines consist of, or None if one line is something else."""
    fields: list[_Field] = []
    for line in lines:
        found = _FIELD.fullmatch(line)
        if found:
            fields.append(_Field(found[2], (found[3] or found[4] or "").strip(), []))
        elif not line.strip() or line.startswith("#"):
            continue
        elif fields and (line[0] in " \t" or (_ITEM.match(line) and not fields[-1].first)):
            fields[-1].more.append(line)
        else:
            return None
    return fields


def _parse_value(first: str, more: list[str], depth: int) -> Value:
    """The value of a field; ``more`` are the lines below its own."""
    if not first and more and depth:
        return _parse_block(_dedented(more), depth - 1)
    lines = more if _FOLDED.fullmatch(first) else [first, *more]
    return _parse_scalar(" ".join(" ".join(lines).split()))


def _parse_block(lines: list[str], depth: int) -> Value:
    """The list, the object or the text below its key."""
    if _ITEM.match(lines[0]):
        return [_parse_item(item, depth) for item in _items(lines)]
    fields = _fields(lines)
    if fields is None:
        return _parse_value(lines[0], lines[1:], 0)
    return {f.key: _parse_value(f.first, f.more, depth) for f in fields}


def _items(lines: list[str]) -> Iterator[list[str]]:
    """The lines of each item, without the dash."""
    item: list[str] = []
    for line in lines:
        if found := _ITEM.match(line):
            if item:
                yield item
            item = [found[1] or ""]
        else:
            item.append(line)
    yield item


def _parse_item(lines: list[str], depth: int) -> Value:
    more = _dedented(lines[1:])
    fields = _fields([lines[0], *more]) if depth else None
    if fields:
        return {f.key: _parse_value(f.first, f.more, depth - 1) for f in fields}
    return _parse_value(lines[0], more, 0)


def _dedented(lines: list[str]) -> list[str]:
    return dedent("\n".join(lines)).split("\n") if lines else []


def _parse_scalar(text: str) -> Value:
    """A value on one line: in quotes, in brackets, or bare."""
    if text[:1] == "[" and text[-1:] == "]":
        parts = _flow_items(text[1:-1])
        return text if parts is None else [_unquoted(part) for part in parts]
    if text[:1] == "{" and text[-1:] == "}":
        fields = _fields(_flow_items(text[1:-1]) or [text])
        return text if fields is None else {f.key: _unquoted(f.first) for f in fields}
    return _unquoted(text)


def _flow_items(text: str) -> list[str] | None:
    """The items between commas outside of quotes; None if brackets are nested."""
    parts, position = [], 0
    while position < len(text):
        part = _PART.match(text, position)
        if part is None or part[1].startswith(("[", "{")):
            return None
        parts.append(part[1].strip())
        position = part.end()
    return [part for part in parts if part]


def _unquoted(text: str) -> str:
    quoted = _QUOTED.fullmatch(text)
    if quoted is None:
        return text
    if text[0] == "'":
        return quoted[1][1:-1].replace("''", "'")
    with suppress(ValueError):  # an escape unknown to JSON
        return str(json.loads(quoted[1]))
    return quoted[1][1:-1]
