"""The contradictions within an exported answer, whatever the articles say. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.corpus import Span
from qa.answer import Item
from qa.evidence.claim import Claim, date_apart, newest_date
from qa.evidence.export.record import ExportedAnswer


def inconsistencies(exported: ExportedAnswer) -> Iterator[str]:
    """The contradictions within an answer, whatever the articles say."""
    claims = exported.claims
    if (exported.answer is None) == bool(claims):
        yield "an answer without citations, or citations without an answer"
    if (exported.answer is None) == (exported.reason is None):
        yield "an answer with a reason for having none, or neither"
    if exported.alternatives and not claims:
        yield "alternatives without an answer"
    for other in exported.alternatives:
        if other.published != newest_date(other.claims):
            yield "an alternative whose date is not its newest article's"
        if not other.claims:
            yield "an alternative without citations"
    evidence = exported.evidence
    yield from _circumstantial(exported)
    if [claim.number for claim in evidence] != list(range(1, len(evidence) + 1)):
        yield "citations that are not numbered from 1"
    own = [*claims, *(claim for other in exported.alternatives for claim in other.claims)]
    for cited in (own, *(part.claims for part in exported.parts)):
        if len({(claim.article, claim.sentence) for claim in cited}) < len(cited):
            yield "a sentence that is cited twice"
    yield from _of_parts(exported)
    yield from _of_kind(exported)


def _of_parts(exported: ExportedAnswer) -> Iterator[str]:
    """The contradictions between an answer and those to the parts of its question."""
    if exported.searched == exported.question:
        yield "a question that was searched as it is"
    if not exported.parts:
        return
    for part in exported.parts:
        if (part.answer is None) == bool(part.claims) or (part.answer is None) != bool(part.reason):
            yield "a part with an answer and a reason for having none, or neither"
    first = next((part for part in exported.parts if part.answer is not None), None)
    if first is None or len(exported.parts) == 1:
        yield "parts of which none is answered, or a single one"
    elif (first.answer, first.claims) != (exported.answer, exported.claims):
        yield "an answer that is not that of its first part"
    others = [c.number for part in exported.parts if part is not first for c in part.claims]
    if others != list(range(len(exported.evidence) - len(others) + 1, len(exported.evidence) + 1)):
        yield "parts whose citations are not numbered on"


def _of_kind(exported: ExportedAnswer) -> Iterator[str]:
    """The contradictions between an answer and the kind of its question."""
    if exported.decides and (exported.kind != "yes_no" or exported.answer is None):
        yield "a yes or no without an answer to such a question"
    if exported.items and (exported.kind != "list" or exported.answer is None):
        yield "items without an answer to a question for a list"
    for part in exported.parts:
        if part.answer is None and (part.decides or part.items):
            yield "a part with a yes or no or items, without an answer"
        yield from _of_items(part.items, part.claims)
    yield from _of_items(exported.items, exported.claims)


def _of_items(items: Sequence[Item], claims: Sequence[Claim]) -> Iterator[str]:
    """The contradictions between the items of a list and the sentences that they cite."""
    cited = {claim.number: claim for claim in claims}
    for item in items:
        claim = cited.get(item.citation)
        if claim is None or not claim.sentence.contains(item.span):
            yield "an item outside of the sentence that it cites"
        elif Span(*_within(item.span, claim.sentence)).of(claim.sentence_text) != item.text:
            yield "an item that is not the slice of its sentence"


def _within(span: Span, sentence: Span) -> tuple[int, int]:
    return span.start - sentence.start, span.end - sentence.start


def _circumstantial(exported: ExportedAnswer) -> Iterator[str]:
    """The contradictions between the evidence and the date or the filter of an answer."""
    apart = date_apart(exported.claims, (other.published for other in exported.alternatives))
    if exported.as_of not in (None, apart):
        yield "a date that is not its newest article's"
    if exported.scope and not all(
        exported.scope.where.admits(c.article, source=c.source, published=c.published)
        for c in exported.evidence
    ):
        yield "a citation that the filter leaves out"
