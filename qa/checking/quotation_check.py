"""A quotation of a text looked for in all articles.

Owns where it is looked for: in the articles of the passages that hold most of its words. Knows
nothing of the statement around it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from index.corpus import Passage, Span
from qa.answer import AnswerSpan, Hit
from qa.checking.quotation_match import Change, QuotationMatch, match_quotation
from qa.evidence.context import within_paragraph

Status = Literal["verbatim", "near", "absent"]


@dataclass(frozen=True, slots=True)
class CheckedQuotation:
    """A quotation, by its span in the text, and the best place where the articles have it.

    ``changes`` are what an altered one has otherwise than the article; ``source`` is None for one
    that is absent.
    """

    span: Span
    status: Status
    source: AnswerSpan | None = None
    changes: tuple[Change, ...] = ()


def check_quotation(quotation: str, span: Span, hits: Iterable[Hit]) -> CheckedQuotation:
    """The best match of a quotation in the articles of the passages found: the first verbatim one,
    or the one that shares most of its words.
    """
    best: tuple[QuotationMatch, Passage] | None = None
    read: set[str] = set()
    for hit in hits:
        article = hit.passage.article
        if article.id in read:
            continue
        read.add(article.id)
        match = match_quotation(quotation, article.text)
        if match and (best is None or _rank(match) > _rank(best[0])):
            best = match, hit.passage
        if match and match.is_verbatim:
            break
    if best is None:
        return CheckedQuotation(span, "absent")
    match, passage = best
    span_there = place_of(match, passage.article.text)
    source = AnswerSpan(_within(passage, span_there), span_there, match.share)
    status: Status = "verbatim" if match.is_verbatim else "near"
    return CheckedQuotation(span, status, source, match.changes)


def place_of(match: QuotationMatch, text: str) -> Span:
    """The place of a match that is cited: of one over several paragraphs its longest part."""
    return within_paragraph(text, match.span)


def _rank(match: QuotationMatch) -> tuple[bool, float, int]:
    return match.is_verbatim, match.share, -len(match.changes)


def _within(passage: Passage, span: Span) -> Passage:
    """The passage, or the place itself where it stands in another one of the article."""
    return passage if passage.span.contains(span) else Passage(passage.article, span, (span,))
