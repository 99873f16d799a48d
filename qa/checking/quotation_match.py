"""A quotation compared with the text of an article, word by word. Pure.

Owns when a quotation is verbatim, and what an altered one changes. Case, punctuation and the shape
of quotation marks make no difference; words do. An ellipsis stands for words that were left out,
brackets for words that were put in their place.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from index.corpus import Span
from qa.text.agreement import DENIALS

NEAR = 0.6  # of a quotation's words in order, from here an altered quotation is one
LONGEST_OMISSION = 120  # words that an ellipsis may stand for
LONGEST_REPLACEMENT = 12  # words that a bracket may stand for
LEFT_OUT_COST = 1 / 8  # of a word in common: a word that an altered quotation leaves out unmarked

_WORD = re.compile(r"[^\W_]+(?:['’.,][^\W_]+)*|[$€£¥%]")
_LEFT_OUT = re.compile(r"[\[(]\s*(?:\.{2,}|…)\s*[\])]|\.{3,}|(?:\. ){2,}\.|…")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*(?:\s|$)")
_REPLACED = re.compile(r"\[[^\]\n]*\]")


ChangeKind = Literal["left_out", "put_in", "changed", "omitted"]


@dataclass(frozen=True, slots=True)
class Change:
    """Words of a quotation that the article has otherwise; empty where one of them lacks them."""

    kind: ChangeKind
    quoted: str
    source: str


@dataclass(frozen=True, slots=True)
class QuotationMatch:
    """The place of a quotation in a text, and the differences.

    ``share`` is the share of its words that the text has in order, in [0, 1]. ``changes`` holds
    words ``omitted`` by an ellipsis only where they deny what is left.
    """

    span: Span
    share: float
    changes: tuple[Change, ...]

    @property
    def is_verbatim(self) -> bool:
        return not self.changes


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a text as they are compared, with their places."""

    text: str
    spans: tuple[Span, ...]
    words: tuple[str, ...]
    joined: str  # all words, a space around each
    starts: tuple[int, ...]  # of each word in ``joined``

    def find(self, words: Sequence[str], first: int = 0) -> int | None:
        """The number of the word at which a sequence starts, from a word on."""
        if first >= len(self.words):
            return None
        at = self.joined.find(f" {' '.join(words)} ", self.starts[first] - 1)
        return None if at < 0 else bisect_right(self.starts, at + 1) - 1

    def between(self, first: int, stop: int) -> str:
        """The text of words, as it stands."""
        if first >= stop:
            return ""
        return self.text[self.spans[first].start : self.spans[stop - 1].end]

    def after(self, first: int, stop: int) -> str:
        """The text behind the word before ``first``, up to the last of the words."""
        return self.text[self.spans[first - 1].end : self.spans[stop - 1].end]

    def span(self, first: int, stop: int) -> Span:
        return Span(self.spans[first].start, self.spans[stop - 1].end)


def match_quotation(quotation: str, text: str) -> QuotationMatch | None:
    """The best match of a quotation in a text; None where too few of its words are there."""
    source = _words(text)
    return _verbatim(quotation, source) or _near(_words(quotation), source)


@lru_cache(64)
def _words(text: str) -> _Words:
    spans = tuple(Span(*match.span()) for match in _WORD.finditer(text))
    words = tuple(_plain(span.of(text)) for span in spans)
    starts, at = [], 1
    for word in words:
        starts.append(at)
        at += len(word) + 1
    return _Words(text, spans, words, f" {' '.join(words)} ", tuple(starts))


def _plain(word: str) -> str:
    return unicodedata.normalize("NFC", word).casefold().replace("’", "'")


def _verbatim(quotation: str, source: _Words) -> QuotationMatch | None:
    """All parts of a quotation in order, as far apart as ellipses and brackets may reach."""
    parts = [list(_words(part).words) for part, _ in _parts(quotation)]
    reach = [reach for _, reach in _parts(quotation)]
    if not any(parts):
        return None
    first = source.find(next(filter(None, parts)))
    while first is not None:
        found = _in_order(parts, reach, source, first)
        if found:
            omitted = [_rest_of_sentence(source.after(a[1], b[0])) for a, b in pairwise(found)]
            changes = tuple(Change("omitted", "", words) for words in omitted if _denies(words))
            return QuotationMatch(source.span(found[0][0], found[-1][1]), 1.0, changes)
        first = source.find(next(filter(None, parts)), first + 1)
    return None


def _parts(quotation: str) -> Iterator[tuple[str, int]]:
    """The parts of a quotation, each with the words that may have been left out before it."""
    at, reach = 0, 0
    gaps = [(m, LONGEST_OMISSION) for m in _LEFT_OUT.finditer(quotation)]
    taken = {m.start() for m, _ in gaps}
    gaps += [
        (m, LONGEST_REPLACEMENT) for m in _REPLACED.finditer(quotation) if m.start() not in taken
    ]
    for gap, longest in sorted(gaps, key=lambda pair: pair[0].start()):
        if gap.start() >= at:
            yield quotation[at : gap.start()], reach
            at, reach = gap.end(), longest
    yield quotation[at:], reach


def _in_order(
    parts: Sequence[Sequence[str]], reach: Sequence[int], source: _Words, first: int
) -> list[tuple[int, int]]:
    """The ranges of words at which the parts stand; empty where one is out of reach."""
    found: list[tuple[int, int]] = []
    for words, longest in zip(parts, reach, strict=True):
        if not words:
            continue
        if not found:
            found.append((first, first + len(words)))
            continue
        end = found[-1][1]
        at = source.find(words, end)
        if at is None or at - end > longest:
            return []
        found.append((at, at + len(words)))
    return found


def _rest_of_sentence(omitted: str) -> str:
    """The omitted words that belong to the sentence in which an omission begins."""
    return _SENTENCE_END.split(omitted, maxsplit=1)[0].strip()


def _denies(words: str) -> bool:
    said = _words(words).words
    return any(word in DENIALS or word.endswith("n't") for word in said)


def _near(quotation: _Words, source: _Words) -> QuotationMatch | None:
    """The range of the text around the longest run of words that both have."""
    if len(quotation.words) < 3:
        return None
    whole = SequenceMatcher(None, source.words, quotation.words, autojunk=False)
    longest = whole.find_longest_match()
    reach = len(quotation.words) + LONGEST_OMISSION
    first = max(0, longest.a - reach)
    stop = min(len(source.words), longest.a + reach)
    matcher = SequenceMatcher(None, source.words[first:stop], quotation.words, autojunk=False)
    blocks = _together([b for b in matcher.get_matching_blocks() if b.size], quotation)
    share = sum(block.size for block in blocks) / len(quotation.words)
    if share < NEAR:
        return None
    start, end = first + blocks[0].a, first + blocks[-1].a + blocks[-1].size
    return QuotationMatch(
        source.span(start, end), share, tuple(_changes(quotation, source, start, end))
    )


def _together(blocks: Sequence[Match], quotation: _Words) -> Sequence[Match]:
    """The run of blocks with most words, less the cost of those left out between them: a word of
    the quotation that stands alone far from the others is no part of it. An ellipsis costs nothing.
    """
    best, most, first, worth = (0, 0), 0.0, 0, 0.0
    for at, block in enumerate(blocks):
        worth -= _cost(blocks[at - 1], block, quotation) if at else 0.0
        if worth <= 0:
            first, worth = at, 0.0
        worth += block.size
        if worth > most:
            best, most = (first, at + 1), worth
    return blocks[slice(*best)]


def _cost(one: Match, other: Match, quotation: _Words) -> float:
    """The cost of the words of the source between two blocks."""
    said = quotation.after(one.b + one.size, other.b + 1)
    if _LEFT_OUT.search(said):
        return 0.0
    return LEFT_OUT_COST * (other.a - one.a - one.size)


def _changes(quotation: _Words, source: _Words, start: int, end: int) -> Iterator[Change]:
    words = source.words[start:end]
    matcher = SequenceMatcher(None, words, quotation.words, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        had, said = source.between(start + a, start + b), quotation.between(c, d)
        if kind == "delete":
            yield Change("left_out", "", had)
        elif kind == "insert":
            yield Change("put_in", said, "")
        elif kind == "replace":
            yield Change("changed", said, had)
