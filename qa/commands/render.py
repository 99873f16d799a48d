"""An answer as text, and an article as segments to highlight. Pure; nothing is printed.

Owns what the command line and the page have in common, so that both say the same.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from index.corpus import Span
from qa.answer import Answer, Citation
from qa.evidence.claim import Claim

CONFIDENCE_IN_WORDS = (
    (0.8, "very likely"),
    (0.5, "likely"),
    (0.3, "possible"),
    (0, "uncertain"),
)
DEGRADED = "A part of the index did not answer: there may be a better answer. Ask again."
WIDTH = 88  # columns of text output
# What could move the cursor, colour the terminal, reorder the line or be there unseen; joiners that
# scripts need are not among it.
_UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ud800-\udfff\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]"
)

Kind = Literal["plain", "sentence", "quote"]


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of an article: plain, part of a cited sentence, or the cited quote within it."""

    text: str
    kind: Kind
    number: int | None = None  # of the citation


def answer_to_text(answer: Answer) -> str:
    """The answer and its evidence as text for a terminal; safe to print."""
    if answer.text is None:
        return _wrapped(f"No answer: {answer.reason}.", "")
    lines = [_wrapped(answer.text, ""), f"({confidence_in_words(answer.confidence)})", ""]
    for citation in answer.citations:
        lines.append(printable(f"[{citation.number}] {origin(citation)}"))
        lines.append(_wrapped(citation.sentence_text, "    "))
        if citation.copies:
            lines.append(_wrapped(also_in(citation), "    "))
    if not answer.complete:
        lines += ["", _wrapped(DEGRADED, "")]
    return "\n".join(lines)


def confidence_in_words(confidence: float) -> str:
    """As ``confidence 63%: likely``."""
    words = next(words for least, words in CONFIDENCE_IN_WORDS if confidence >= least)
    return f"confidence {confidence:.0%}: {words}"


def origin(citation: Claim) -> str:
    """The place of the evidence: title, source and date where stated, article, characters."""
    stated = [
        citation.title,
        citation.source,
        citation.published.isoformat() if citation.published else None,
    ]
    place = f"{citation.article}, characters {citation.sentence.start}-{citation.sentence.end}"
    return " · ".join([*filter(None, stated), place])


def also_in(citation: Claim) -> str:
    """The ids of the articles that are copies of the cited one."""
    return f"also in: {', '.join(citation.copies)}"


def segments(
    text: str, citations: Sequence[Citation], paragraphs: Sequence[Span]
) -> list[list[Segment]]:
    """Cut each paragraph at the borders of the sentences and quotes cited from the text.

    Joined, a paragraph's segments are its text. Where two citations overlap, the one with the
    smaller number is shown.
    """
    marks: list[tuple[Span, Kind, int]] = []
    for c in sorted(citations, key=lambda c: -c.number):
        marks += [(c.sentence, "sentence", c.number), (c.span, "quote", c.number)]
    return [_cut(text, paragraph, marks) for paragraph in paragraphs]


def _cut(text: str, paragraph: Span, marks: Sequence[tuple[Span, Kind, int]]) -> list[Segment]:
    ends = {end for span, _, _ in marks for end in (span.start, span.end)}
    inside = {end for end in ends if paragraph.start < end < paragraph.end}
    cut = []
    for start, end in pairwise(sorted({paragraph.start, *inside, paragraph.end})):
        piece = Span(start, end)
        over = [(kind, number) for span, kind, number in marks if span.contains(piece)]
        cut.append(Segment(piece.of(text), *(over[-1] if over else ("plain", None))))
    return cut


def counted(number: int, noun: str) -> str:
    """The number with its noun, in the plural unless there is one."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def printable(text: str) -> str:
    """The text in one line, control and reordering characters replaced by a visible mark."""
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", " ".join(text.split()))


def _wrapped(text: str, indent: str) -> str:
    return textwrap.fill(printable(text), WIDTH, initial_indent=indent, subsequent_indent=indent)
