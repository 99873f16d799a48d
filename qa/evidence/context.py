"""What stands around a quote: the whole words it is made of, its sentence, its passage. Pure.

Owns which borders a quote may have, and how much of an article is shown with it. All follow from
the article's text alone, so that they can be proved without the model that found the quote.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from index.corpus import Span
from index.sources.split import split_paragraph, split_paragraphs

LONGEST = 5_000  # characters of a passage, and of a sentence; no longer one is shown whole
LONGEST_WORD = 100  # characters; what is longer has no borders of its own

_SIGNS = "-+±−–‐‑"
_POINTS = ".,:/'’٫٬"  # between digits
_UNITS = "%‰°′″"  # behind digits
_HYPHENS = "-‐‑"
_JOINERS = f"{_HYPHENS}.@'’"  # between letters
_INVISIBLE = "\u200c\u200d\u2060"


@dataclass(frozen=True, slots=True)
class Context:
    """What is shown of an article for a quote: the sentences it touches, and their passage."""

    sentence: Span
    passage: Span


def context_of(text: str, quote: Span) -> Context | None:
    """The sentence around a quote, or the sentences that it touches, and the passage around these.

    The passage is the paragraph. One of more than LONGEST characters is parted at sentence borders,
    a sentence of more at white space near its middle, as often as is necessary. None where the
    quote does not stand in one paragraph.
    """
    paragraph = next((p for p in split_paragraphs(text) if p.contains(quote)), None)
    if paragraph is None:
        return None
    passages, sentences = _parts(paragraph.of(text))
    inner = Span(quote.start - paragraph.start, quote.end - paragraph.start)
    sentence, passage = _touched(sentences, inner), _touched(passages, inner)
    if sentence is None or passage is None:
        return None
    return Context(_shifted(sentence, paragraph.start), _shifted(passage, paragraph.start))


def whole_words(text: str, span: Span) -> Span:
    """The span without white space at its ends, widened where it cuts a word or a number.

    A sign, a currency, a percent sign belong to their number, and what stands before a hyphen to
    what stands behind it: "smoker" is no word of "non-smoker". A word may end before a hyphen or a
    possessive "'s", as "11" does in "11-year-old".
    """
    content = span.of(text)
    start = span.start + len(content) - len(content.lstrip())
    end = span.end - len(content) + len(content.rstrip())
    if start >= end:
        return span
    before = range(start, max(start - LONGEST_WORD, -1), -1)
    behind = range(end, min(end + LONGEST_WORD, len(text)) + 1)
    return Span(
        next((at for at in before if not _is_inside(text, at)), start),
        next((at for at in behind if not _is_inside(text, at) or _is_before_hyphen(text, at)), end),
    )


def _is_before_hyphen(text: str, at: int) -> bool:
    """Whether a word ends there that a hyphen joins to another word, not a number to a number."""
    left, hyphen, right = text[at - 1], text[at], text[at + 1 : at + 2]
    return hyphen in _HYPHENS and _is_letter(left) and not (left.isdigit() and right.isdigit())


def _is_inside(text: str, at: int) -> bool:
    """Whether the place before a character is inside a word or a number."""
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
    """Whether a character joins the letters or digits on both its sides."""
    left, joiner, right = text[at - 1 : at], text[at], text[at + 1 : at + 2]
    if left.isdigit() and right.isdigit():
        return joiner in _POINTS or joiner in _SIGNS
    if not (left and right and _is_letter(left) and _is_letter(right)):
        return False
    is_possessive = joiner in "'’" and right in "sS" and not _is_letter(text[at + 2 : at + 3])
    return joiner in _JOINERS and not is_possessive


def _belongs_to_number(text: str, at: int) -> bool:
    """Whether what stands before a place, or behind it, belongs to the number on the other side."""
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
    """Whether a number starts there, before which a sign, a currency, a point may stand."""
    for character in text[at : at + 4]:
        if character.isdigit():
            return True
        if character not in _SIGNS and character not in ".," and not _is_currency(character):
            return False
    return False


def _is_letter(character: str) -> bool:
    """Whether it is part of a word: a letter, a digit, or a mark on one."""
    return bool(character) and (character.isalnum() or character == "_" or _is_mark(character))


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M" or character in _INVISIBLE


def _is_currency(character: str) -> bool:
    return unicodedata.category(character) == "Sc"


@lru_cache(256)
def _parts(paragraph: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Passages and sentences of a paragraph, as offsets in it."""
    found = list(
        split_paragraph(paragraph, Span(0, len(paragraph)), lambda span: len(span) <= LONGEST)
    )
    return tuple(p for p, _ in found), tuple(s for _, own in found for s in own)


def _touched(parts: Iterable[Span], span: Span) -> Span | None:
    touched = [part for part in parts if part.start < span.end and span.start < part.end]
    return Span(touched[0].start, touched[-1].end) if touched else None


def _shifted(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)
