"""A checked text as JSON: its keys, their types and how values are rounded. Pure.

Owns the form that ``qa check-text --json`` and the page's endpoint have in common; docs/api.md
describes it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from qa.checking.result import CheckedQuote, CheckedReference, CheckedStatement, CheckedText
from qa.checking.value_check import CheckedValue
from qa.wire.evidence import CitationRecord
from qa.wire.objects import PLACES


@dataclass(frozen=True, slots=True)
class ValueRecord:
    """A date, an amount or a name; ``found`` is what the articles have in its place."""

    kind: str
    start: int
    end: int
    text: str
    status: str
    found: str | None

    @classmethod
    def of(cls, checked: CheckedValue, shift: int) -> ValueRecord:
        value = checked.value
        start, end = value.span.start + shift, value.span.end + shift
        return cls(value.kind, start, end, value.text, checked.status, checked.found)


@dataclass(frozen=True, slots=True)
class ChangeRecord:
    """Words of a quotation, and those of the article in their place; empty for none."""

    kind: str
    quoted: str
    source: str


@dataclass(frozen=True, slots=True)
class QuoteRecord:
    """A quotation; ``citation`` is the number of its evidence, null where it is absent."""

    start: int
    end: int
    text: str
    status: str
    changes: list[ChangeRecord]
    citation: int | None

    @classmethod
    def of(cls, quote: CheckedQuote, text: str) -> QuoteRecord:
        result = quote.result
        return cls(
            start=result.span.start,
            end=result.span.end,
            text=text,
            status=result.status,
            changes=[ChangeRecord(c.kind, c.quoted, c.source) for c in result.changes],
            citation=quote.citation.number if quote.citation else None,
        )


@dataclass(frozen=True, slots=True)
class ReferenceRecord:
    """An inline citation; ``holds`` is yes, no, or unknown where no article is named."""

    number: int
    holds: str
    article: str | None

    @classmethod
    def of(cls, reference: CheckedReference) -> ReferenceRecord:
        return cls(reference.number, reference.holds, reference.article)


@dataclass(frozen=True, slots=True)
class StatementRecord:
    """A statement of the text; offsets are half-open and count characters of the text that was
    given. ``citations`` are the places of its quotations, then the supporting sentences.
    """

    start: int
    end: int
    text: str
    verdict: str
    probability: float
    denies: str | None
    values: list[ValueRecord]
    quotes: list[QuoteRecord]
    references: list[ReferenceRecord]
    citations: list[CitationRecord]

    @classmethod
    def of(cls, checked: CheckedStatement) -> StatementRecord:
        statement = checked.statement
        return cls(
            start=statement.span.start,
            end=statement.span.end,
            text=statement.text,
            verdict=checked.verdict,
            probability=round(checked.probability, PLACES),
            denies=checked.denies,
            values=[ValueRecord.of(value, statement.span.start) for value in checked.values],
            quotes=[
                QuoteRecord.of(quote, statement.quoted(quote.result.span))
                for quote in checked.quotes
            ],
            references=[ReferenceRecord.of(reference) for reference in checked.references],
            citations=[CitationRecord.of(citation) for citation in checked.evidence],
        )


@dataclass(frozen=True, slots=True)
class TextRecord:
    """A checked text: ``holds`` is true where every statement is supported."""

    holds: bool
    generation: int
    statements: list[StatementRecord]

    @classmethod
    def of(cls, checked: CheckedText) -> TextRecord:
        statements = [StatementRecord.of(statement) for statement in checked.statements]
        return cls(checked.holds, checked.generation, statements)


def statements_to_dicts(checked: CheckedText) -> Iterator[dict[str, Any]]:
    """The objects that ``qa check-text --json`` prints, one a statement."""
    for statement in checked.statements:
        yield asdict(StatementRecord.of(statement))
