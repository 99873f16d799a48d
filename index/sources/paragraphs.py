"""Paragraphs of a text.

Owns the boundaries of paragraphs, as exact offsets. Pure. Blank lines separate paragraphs. Within
such a block each line is a paragraph of its own unless the block looks hard-wrapped. A heading is
always a paragraph of its own, and a list item always starts one.

Time and memory are linear in the text: lines are iterated and not collected.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from index.corpus import Span
from index.sources.patterns import SENTENCE_END

MAX_WRAPPED_LINE = 120  # characters; hard-wrapped text is narrower
MIN_WRAP_WIDTH = 60  # characters; shorter lines are no evidence of wrapping

_LINE = re.compile(r"[^\n]+")
_OPENS_PARAGRAPH = re.compile(r"\s*(#{1,6}\s|[-*+•]\s|\d{1,3}[.)]\s|>|\|)")
_HEADING = re.compile(r"#{1,6}\s")
_SENTENCE_END = re.compile(SENTENCE_END)


def split_paragraphs(text: str) -> list[Span]:
    """The paragraphs in reading order; only white space lies between them."""
    return list(paragraphs(text))


def paragraphs(text: str) -> Iterator[Span]:
    """Yield the paragraphs in reading order; only white space lies between them."""
    for block in _blocks(text):
        yield from _paragraphs_of_block(text, block)


def trimmed(text: str, start: int, end: int) -> Span | None:
    """The span without white space at its ends, or None if nothing else is left."""
    content = text[start:end]
    start += len(content) - len(content.lstrip())
    end -= len(content) - len(content.rstrip())
    return Span(start, end) if start < end else None


def _blocks(text: str) -> Iterator[Span]:
    """Runs of non-blank lines without a blank line between them."""
    block: Span | None = None
    for line in _lines(text, 0, len(text)):
        if block and text.count("\n", block.end, line.start) > 1:
            yield block
            block = None
        block = Span(block.start if block else line.start, line.end)
    if block:
        yield block


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    """The non-blank lines, without white space at their ends."""
    for match in _LINE.finditer(text, start, end):
        line = trimmed(text, match.start(), match.end())
        if line is not None:
            yield line


def _paragraphs_of_block(text: str, block: Span) -> Iterator[Span]:
    wrapped = _is_wrapped(text, block)
    lines = _lines(text, block.start, block.end)
    line = next(lines)
    start = line.start
    for following in lines:
        if not wrapped or _separates(line.of(text), following.of(text)):
            yield Span(start, line.end)
            start = following.start
        line = following
    yield Span(start, line.end)


def _separates(line: str, following: str) -> bool:
    return bool(_HEADING.match(line) or _OPENS_PARAGRAPH.match(following))


def _is_wrapped(text: str, block: Span) -> bool:
    """Tell a hard-wrapped paragraph from lines that are paragraphs.

    A line break comes from wrapping when the next word would not have fitted in the line, or when
    the next line continues in lower case. A block is wrapped when most of its breaks are, not
    counting those at headings and list items.
    """
    longest = max(map(len, _lines(text, block.start, block.end)))
    if longest > MAX_WRAPPED_LINE:
        return False
    width = max(longest, MIN_WRAP_WIDTH)
    breaks = wrapped = 0
    for a, b in pairwise(line.of(text) for line in _lines(text, block.start, block.end)):
        if not _separates(a, b):
            breaks += 1
            wrapped += _comes_from_wrapping(a, b, width)
    return 2 * wrapped > breaks


def _comes_from_wrapping(line: str, following: str, width: int) -> bool:
    overflows = len(line) + 1 + len(following.split(maxsplit=1)[0]) > width
    goes_on = following[0].islower() and not _SENTENCE_END.search(line)
    return overflows or goes_on
