"""Logits to spans of text: which words of a passage are the answer. Pure; numpy alone.

Owns windows, the choice of spans and their trimming; which boundaries they may have is tokens.py's.
Offsets come from the tokenizer and are never searched for in the text. Knows nothing of models,
articles or confidence.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from index.corpus import Span
from qa.text.tokens import whole_tokens

LONGEST = 30  # tokens of an answer
_QUOTES = "\"'`“”‘’„«»"
_PAIRS = {"(": ")", "[": "]"}

Floats = NDArray[np.float32]
Offsets = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Window:
    """The output of a model for one range of a passage's tokens.

    ``offsets`` (n, 2) are the tokens' half-open characters in the passage; ``starts`` and ``ends``
    (n,) are their logits, ``null`` is that of the span that means "no answer here".
    """

    offsets: Offsets
    starts: Floats
    ends: Floats
    null: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span of the passage; ``margin`` is its start and end logit together, less the null's."""

    span: Span
    margin: float


def window_ranges(count: int, size: int, overlap: int) -> Iterator[tuple[int, int]]:
    """Token ranges of at most ``size`` that cover ``count`` tokens; none for no token."""
    first = 0
    while count:
        stop = min(count, first + size)
        yield first, stop
        if stop == count:
            return
        first = stop - overlap


def best_spans(
    text: str, windows: Sequence[Window], *, keep: int, within: Sequence[Span] | None = None
) -> list[Candidate]:
    """The ``keep`` best spans over all windows of a passage, best first, ties by place.

    Each lies within one of the parts of the text that are given (default: all of it).
    """
    margins: dict[tuple[int, int], float] = {}
    for part in _all_of(text) if within is None else within:
        for window in windows:
            inside = _inside(replace(window, offsets=_with_marks(text, window.offsets)), part)
            for first, last, score in _best(text, inside, keep):
                place = _placed(text, inside.offsets[first, 0], inside.offsets[last, 1], part)
                if place:
                    margin = score - window.null
                    margins[place] = max(margin, margins.get(place, margin))
    found = [Candidate(Span(*place), margin) for place, margin in margins.items()]
    return sorted(found, key=lambda c: (-c.margin, c.span))[:keep]


def _all_of(text: str) -> Sequence[Span]:
    return [Span(0, len(text))] if text else []


def _inside(window: Window, part: Span) -> Window:
    """The window's tokens within a part of the passage."""
    inside = (window.offsets[:, 0] >= part.start) & (window.offsets[:, 1] <= part.end)
    return Window(window.offsets[inside], window.starts[inside], window.ends[inside], window.null)


def _placed(text: str, start: int, end: int, part: Span) -> tuple[int, int] | None:
    """The range trimmed, and then widened to whole tokens; None where nothing is left."""
    start, end = trimmed(text, int(start), int(end))
    if start >= end:
        return None
    whole = whole_tokens(text, Span(start, end), part)
    return whole.start, whole.end


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without white space, surrounding quotes and brackets without their partner."""
    before = None
    while before != (start, end) and start < end:
        before = (start, end)
        inner = text[start:end]
        start += len(inner) - len(inner.lstrip())
        end -= len(inner) - len(inner.rstrip())
        if start < end:
            start, end = _unquoted(text, start, end)
    return start, end


def _best(text: str, window: Window, keep: int) -> Iterator[tuple[int, int, float]]:
    """Give (first token, last token, score) of the best spans of one window, best first."""
    if not len(window.offsets):
        return
    opens, closes = _boundaries(text, window.offsets)
    starts = np.where(opens, window.starts, -np.inf)
    ends = np.where(closes, window.ends, -np.inf)
    padded = np.concatenate([ends, np.full(LONGEST - 1, -np.inf)])
    # grid[i, j] scores the span of tokens i to i + j
    grid = starts[:, np.newaxis] + np.lib.stride_tricks.sliding_window_view(padded, LONGEST)
    for place in np.argsort(-grid, axis=None, kind="stable")[:keep]:
        first, more = divmod(int(place), LONGEST)
        if np.isfinite(grid[first, more]):
            yield first, first + more, float(grid[first, more])


def _with_marks(text: str, offsets: Offsets) -> Offsets:
    """The tokens' characters and the accents behind them, which tokenizers may leave out."""
    if text.isascii():
        return offsets
    whole = offsets.copy()
    for row in whole:
        while row[1] < len(text) and unicodedata.combining(text[row[1]]):
            row[1] += 1
    return whole


def _boundaries(text: str, offsets: Offsets) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """The tokens that may open, and those that may close a span: a word is never cut."""
    joined = np.zeros(len(offsets) + 1, dtype=bool)  # with the token before
    touching = np.flatnonzero(offsets[1:, 0] == offsets[:-1, 1]) + 1
    for i, here in zip(touching.tolist(), offsets[touching, 0].tolist(), strict=True):
        joined[i] = _in_word(text[here - 1]) and _in_word(text[here])
    return ~joined[:-1], ~joined[1:]


def _in_word(character: str) -> bool:
    return character.isalnum() or bool(unicodedata.combining(character))


def _unquoted(text: str, start: int, end: int) -> tuple[int, int]:
    """Take off, in one step, a pair of quotes, or a quote or bracket without its partner."""
    inner = text[start:end]
    head, tail = inner[0], inner[-1]
    quotes = sum(c in _QUOTES for c in inner)
    if head in _QUOTES and tail in _QUOTES and quotes == 2:
        return start + 1, end - 1
    if quotes == 1 and head in _QUOTES:
        return start + 1, end
    if quotes == 1 and tail in _QUOTES and text[end - 2 : end - 1].lower() != "s":
        return start, end - 1
    if head in _PAIRS and _PAIRS[head] not in inner:
        return start + 1, end
    if any(tail == close and opening not in inner for opening, close in _PAIRS.items()):
        return start, end - 1
    return start, end
