"""The places where a quote may start and end: at whole words, numbers with unit, dates, addresses.

Pure. Owns the one rule that readers, citations and proofs share. It depends on the text alone: an
offset is a boundary unless the text before it and the text after it belong together. Knows nothing
of sentences, or of how a span was found.
"""

from __future__ import annotations

import unicodedata

from index.corpus import Span
from qa.text.belonging import ADDRESS, DATE, ENDS, STARTS

LONGEST = 100  # characters; what is longer has no boundaries of its own

_SIGNS = "-+±−–‐‑~≈<>≤≥"
_POINTS = ".,:/'’٫٬^"  # between digits
_UNITS = "%‰°′″"  # behind digits
_HYPHENS = "-‐‑"
_JOINERS = f"{_HYPHENS}.@'’"  # between letters
_INVISIBLE = "\u200c\u200d\u2060"
_PARTNERS = {"(": ")", "[": "]"}


def whole_tokens(text: str, span: Span, within: Span | None = None) -> Span:
    """The span without white space at its ends, widened where it cuts what belongs together, and
    never beyond ``within`` (default: the text).
    """
    within = within or Span(0, len(text))
    content = span.of(text)
    start = span.start + len(content) - len(content.lstrip())
    end = span.end - len(content) + len(content.rstrip())
    if start >= end:
        return span
    before, now = None, Span(start, end)
    while now != before:
        before, now = now, _widened(text, now, within)
    return now


def whole_date(text: str, span: Span, within: Span) -> Span:
    """The date that a span is a part of, as its year; the span where it is of none."""
    near = Span(max(within.start, span.start - LONGEST), min(within.end, span.end + LONGEST))
    dates = (Span(*date.span()) for date in DATE.finditer(text, near.start, near.end))
    return next((date for date in dates if date.contains(span)), span)


def _widened(text: str, span: Span, within: Span) -> Span:
    """One step outwards, or the same."""
    near = Span(max(within.start, span.start - LONGEST), min(within.end, span.end + LONGEST))
    starts = (at for at in range(span.start, near.start - 1, -1) if _opens(text, at, within))
    ends = (at for at in range(span.end, near.end + 1) if _closes(text, at, within))
    span = Span(next(starts, span.start), next(ends, span.end))
    span = Span(_earlier(text, span.start, near), _later(text, span.end, near))
    for address in ADDRESS.finditer(text, near.start, near.end):
        if address.start() < span.end and span.start < address.end():
            span = Span(min(span.start, address.start()), max(span.end, address.end()))
    return _closed(text, span, near)


def _opens(text: str, at: int, within: Span) -> bool:
    return at == within.start or not _is_inside(text, at)


def _closes(text: str, at: int, within: Span) -> bool:
    return at == within.end or not _is_inside(text, at) or _is_before_hyphen(text, at)


def _earlier(text: str, start: int, near: Span) -> int:
    """The start of the text that must not be cut at a place."""
    before = text[near.start : start]
    pairs = ((ahead.search(before), behind) for ahead, behind in STARTS)
    found = (near.start + a.start() for a, behind in pairs if a and behind.match(text, start))
    return min(found, default=start)


def _later(text: str, end: int, near: Span) -> int:
    """The end of the text that must not be cut at a place."""
    before = text[near.start : end]
    pairs = ((ahead, behind.match(text, end, near.end)) for ahead, behind in ENDS)
    return max((b.end() for ahead, b in pairs if b and ahead.search(before)), default=end)


def _closed(text: str, span: Span, near: Span) -> Span:
    """The span up to the partner of a bracket that it opens, or closes, and that is near."""
    for opening, closing in _PARTNERS.items():
        inner = span.of(text)
        missing = inner.count(opening) - inner.count(closing)
        if missing > 0:
            at = text.find(closing, span.end, near.end)
            span = Span(span.start, at + 1) if at >= 0 else span
        elif missing < 0:
            at = text.rfind(opening, near.start, span.start)
            span = Span(at, span.end) if at >= 0 else span
    return span


def _is_before_hyphen(text: str, at: int) -> bool:
    """True where a word ends that a hyphen joins to another word, not a number to a number."""
    left, hyphen, right = text[at - 1], text[at], text[at + 1 : at + 2]
    return hyphen in _HYPHENS and _is_letter(left) and not (left.isdigit() and right.isdigit())


def _is_inside(text: str, at: int) -> bool:
    """True where the place before a character is inside a word or a number."""
    if not 0 < at < len(text):
        return False
    left, right = text[at - 1], text[at]
    if left.isspace() or right.isspace():
        return False
    return (
        (_is_letter(left) and _is_letter(right))
        or _is_mark(right)
        or _joins(text, at - 1)
        or _joins(text, at)
        or _belongs_to_number(text, at)
    )


def _joins(text: str, at: int) -> bool:
    """True where a character joins the letters or digits on both its sides."""
    left, joiner, right = text[at - 1 : at], text[at], text[at + 1 : at + 2]
    if left.isdigit() and right.isdigit():
        return joiner in _POINTS or joiner in _SIGNS
    if not (left and right and _is_letter(left) and _is_letter(right)):
        return False
    is_possessive = joiner in "'’" and right in "sS" and not _is_letter(text[at + 2 : at + 3])
    return joiner in _JOINERS and not is_possessive


def _belongs_to_number(text: str, at: int) -> bool:
    """True where the text on one side of a place belongs to the number on the other side."""
    left, right = text[at - 1], text[at]
    if left.isdigit():
        return right in _UNITS or _is_currency(right)
    if left == "°":
        return right in "CFK"
    before = text[at - 2 : at - 1]
    prefixes = left in _SIGNS and not (before and (_is_letter(before) or before in _SIGNS))
    if prefixes or _is_currency(left) or left in ".,":
        return _opens_number(text, at)
    return False


def _opens_number(text: str, at: int) -> bool:
    """True where a number starts, possibly after a sign, a currency or a point."""
    for character in text[at : at + 4]:
        if character.isdigit():
            return True
        if character not in _SIGNS and character not in ".," and not _is_currency(character):
            return False
    return False


def _is_letter(character: str) -> bool:
    """True for a part of a word: a letter, a digit, or a mark on one."""
    return bool(character) and (character.isalnum() or character == "_" or _is_mark(character))


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M" or character in _INVISIBLE


def _is_currency(character: str) -> bool:
    return unicodedata.category(character) == "Sc"
