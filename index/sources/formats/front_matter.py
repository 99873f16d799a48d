"""Front matter: lines like ``title: ...`` between two lines of ---, above the text.

Owns where it ends, what its lines say, and when such lines are text of the article instead. Reads
what people write of YAML (quoted and folded values, lists, names in objects) line by line, so that
a colon or a star in a title costs nothing. There are no aliases, anchors and tags: a value is never
longer than what is written. Knows nothing of what a field may be.
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
from index.sources.formats.fields import SHOWN, is_known, plain

Value: TypeAlias = "str | list[Value] | dict[str, Value]"
Block: TypeAlias = "tuple[str, str, list[str]]"  # a key, the rest of its line, the lines below it

MAX_CHARACTERS = 20_000  # between the two lines; what is longer is an article between two rules
MAX_DEPTH = 3  # of objects and lists in one another; what lies deeper is taken as it is written

_OPENING = re.compile(r"\s*^---[ \t]*\n", re.MULTILINE)
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
# A key is one word, as that of no sentence is: a speaker or a place before a colon may be several.
_FIELD = re.compile(r"""(["']?)([A-Za-z_][\w.-]{0,60})\1[ \t]*:(?:[ \t]+(.*)|(?!//)(.*))""")
_ITEM = re.compile(r"-(?:[ \t]+(.*)|\Z)")
_QUOTED = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')(?:\s+#.*)?""")
_PART = re.compile(r"""\s*("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^,"'][^,]*|)\s*(?:,|\Z)""")
_FOLDED = re.compile(r"[>|][+-]?\d?[+-]?")


@dataclass(frozen=True, slots=True)
class Parted:
    """A text in two: what its front matter states, by key, and the text below it."""

    stated: dict[str, Value]
    text: str
    omissions: tuple[Omission, ...] = ()


def parted(text: str) -> Parted:
    """Part front matter from the text below it; where there is none, nothing is stated.

    It is front matter when each of its lines is a field, a comment or goes on with the field above,
    one field at least is known, and none is there twice, as a speaker is.
    """
    opening = _OPENING.match(text)
    if opening is None:
        return Parted({}, text)
    closing = _CLOSING.search(text, opening.end(), opening.end() + MAX_CHARACTERS + 5)
    if closing is None:
        return Parted({}, text)
    blocks = _blocks(text[opening.end() : closing.start()].split("\n"))
    keys = [plain(key) for key, _, _ in blocks or ()]
    if blocks is None or len({*keys}) < len(keys) or not any(map(is_known, keys)):
        return Parted({}, text)
    stated = {key: _value(first, more, MAX_DEPTH) for key, first, more in blocks}
    return Parted(stated, text[closing.end() :], tuple(_passed_over(blocks)))


def _passed_over(blocks: list[Block]) -> Iterator[Omission]:
    """What is in the front matter and is no field of an article."""
    others = [block for block in blocks if not is_known(block[0])]
    if others:
        keys = ", ".join(key for key, _, _ in others)
        keys = keys if len(keys) <= SHOWN else f"{keys[:SHOWN]}..."
        characters = sum(len(line) for key, first, more in others for line in (key, first, *more))
        yield Omission(characters, f"its front matter has fields that no article has ({keys})")


def _blocks(lines: Iterable[str]) -> list[Block] | None:
    """The fields that the lines are, None where one of them is something else."""
    blocks: list[Block] = []
    for line in lines:
        field = _FIELD.fullmatch(line)
        if field:
            blocks.append((field[2], (field[3] or field[4] or "").strip(), []))
        elif not line.strip() or line.startswith("#"):
            continue
        elif blocks and (line[0] in " \t" or (_ITEM.match(line) and not blocks[-1][1])):
            blocks[-1][2].append(line)
        else:
            return None
    return blocks


def _value(first: str, more: list[str], depth: int) -> Value:
    """What a field states; ``more`` are the lines below its own."""
    if not first and more and depth:
        return _below(_dedented(more), depth - 1)
    lines = more if _FOLDED.fullmatch(first) else [first, *more]
    return _scalar(" ".join(" ".join(lines).split()))


def _below(lines: list[str], depth: int) -> Value:
    """The list, the object or the text that stands below its key."""
    if _ITEM.match(lines[0]):
        return [_item(item, depth) for item in _items(lines)]
    blocks = _blocks(lines)
    if blocks is None:
        return _value(lines[0], lines[1:], 0)
    return {key: _value(first, more, depth) for key, first, more in blocks}


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


def _item(lines: list[str], depth: int) -> Value:
    more = _dedented(lines[1:])
    blocks = _blocks([lines[0], *more]) if depth else None
    if blocks:
        return {key: _value(first, below, depth - 1) for key, first, below in blocks}
    return _value(lines[0], more, 0)


def _dedented(lines: list[str]) -> list[str]:
    return dedent("\n".join(lines)).split("\n") if lines else []


def _scalar(text: str) -> Value:
    """A value on one line: in quotes, in brackets, or as it is written."""
    if text[:1] == "[" and text[-1:] == "]":
        parts = _parts(text[1:-1])
        return text if parts is None else [_unquoted(part) for part in parts]
    if text[:1] == "{" and text[-1:] == "}":
        blocks = _blocks(_parts(text[1:-1]) or [text])
        return text if blocks is None else {key: _unquoted(first) for key, first, _ in blocks}
    return _unquoted(text)


def _parts(text: str) -> list[str] | None:
    """What stands between commas outside of quotes; None where there are brackets in brackets."""
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
    with suppress(ValueError):  # an escape that JSON does not know
        return str(json.loads(quoted[1]))
    return quoted[1][1:-1]
