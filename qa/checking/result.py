"""The values that the check of a text gives: each statement with its verdict and its evidence.

Owns their form. Knows nothing of how a verdict is reached.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from qa.answer import Citation
from qa.checking.quotation_check import CheckedQuotation
from qa.checking.statements import Statement
from qa.checking.value_check import CheckedValue

Verdict = Literal["supported", "partly", "contradicted", "not_found"]
Holds = Literal["yes", "no", "unknown"]


@dataclass(frozen=True, slots=True)
class CheckedQuote:
    """A quotation with its evidence; ``citation`` is None for one that is absent."""

    result: CheckedQuotation
    citation: Citation | None


@dataclass(frozen=True, slots=True)
class CheckedReference:
    """An inline citation, as ``[1]``: whether the source that it names holds the statement.

    ``unknown`` where the text names no such source, or none of the articles; ``article`` is its id.
    """

    number: int
    holds: Holds
    article: str | None = None


@dataclass(frozen=True, slots=True)
class CheckedStatement:
    """A statement of the text with its verdict.

    ``probability`` is that the evidence is about the same matter. ``denies`` is the word that the
    best sentence has the opposite of. ``citations`` are whole sentences, the best first, but those
    that a quotation is in.
    """

    statement: Statement
    verdict: Verdict
    probability: float
    citations: tuple[Citation, ...] = ()
    values: tuple[CheckedValue, ...] = ()
    quotes: tuple[CheckedQuote, ...] = ()
    references: tuple[CheckedReference, ...] = ()
    denies: str | None = None

    @property
    def evidence(self) -> tuple[Citation, ...]:
        """The places of the quotations, then the supporting sentences."""
        return (*(q.citation for q in self.quotes if q.citation), *self.citations)


@dataclass(frozen=True, slots=True)
class CheckedText:
    """A text with its statements in order; ``generation`` is that of the index."""

    text: str
    statements: tuple[CheckedStatement, ...]
    generation: int

    @property
    def holds(self) -> bool:
        """True where every statement is supported."""
        return all(one.verdict == "supported" for one in self.statements)
