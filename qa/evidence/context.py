"""The context of a quote: the whole tokens it is made of, its sentence, its passage. Pure.

Owns the amount of text that is shown with a quote; the boundaries of the quote itself are
tokens.py's. All follow from the article's text alone, so that they can be proved without the model
that found the quote.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from index.corpus import Span
from index.sources.paragraphs import split_paragraphs
from index.sources.split import split_paragraph
from qa.text.tokens import whole_tokens

LONGEST = 5_000  # characters of a passage, and of a sentence; no longer one is shown whole


@dataclass(frozen=True, slots=True)
class Context:
    """The text that is shown with a quote: the sentences it touches, and their passage."""

    sentence: Span
    passage: Span


def context_of(text: str, quote: Span) -> Context | None:
    """The sentence around a quote, or the sentences that it touches, and the passage around these.

    The passage is the paragraph. One of more than LONGEST characters is parted at sentence
    boundaries, a sentence of more at white space near its middle, as often as is necessary. None
    where the quote does not stand in one paragraph.
    """
    paragraph = _paragraph_around(text, quote)
    if paragraph is None:
        return None
    passages, sentences = _parts(paragraph.of(text))
    inner = Span(quote.start - paragraph.start, quote.end - paragraph.start)
    sentence, passage = _touched(sentences, inner), _touched(passages, inner)
    if sentence is None or passage is None:
        return None
    return Context(_shifted(sentence, paragraph.start), _shifted(passage, paragraph.start))


def paragraph_of(text: str, offset: int) -> int:
    """The number of the paragraph that a character is in, or else of the last one before it; they
    count from 1, and the first one counts for what precedes it.
    """
    return max(1, sum(p.start <= offset for p in paragraphs_of(text)))


def whole_quote(text: str, span: Span) -> Span:
    """The span widened to whole tokens within its paragraph; unchanged where it is in none."""
    paragraph = _paragraph_around(text, span)
    return span if paragraph is None else whole_tokens(text, span, paragraph)


def within_paragraph(text: str, span: Span) -> Span:
    """The longest part of a span that one paragraph holds, of equal ones the first; the span where
    none holds any of it.
    """
    parts = (
        (max(p.start, span.start), min(p.end, span.end))
        for p in paragraphs_of(text)
        if p.start < span.end and span.start < p.end
    )
    start, end = max(parts, key=lambda part: part[1] - part[0], default=(span.start, span.end))
    return Span(start, end)


def _paragraph_around(text: str, span: Span) -> Span | None:
    content = span.of(text)
    start = span.start + len(content) - len(content.lstrip())
    end = span.end - len(content) + len(content.rstrip())
    return next((p for p in paragraphs_of(text) if p.start <= start < end <= p.end), None)


@lru_cache(4)
def paragraphs_of(text: str) -> tuple[Span, ...]:
    """The paragraphs of an article's text, in order."""
    return tuple(split_paragraphs(text))


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
