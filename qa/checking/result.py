"""The values that the check of a text gives: each statement with its verdict and its evidence.

Owns their form, and which verdict follows from the parts of one. Knows nothing of how these are
found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from qa.checking.quotation_check import CheckedQuotation
from qa.checking.statements import Statement
from qa.checking.value_check import CheckedValue
from qa.evidence.claim import Claim

NEAR, ABOUT = 0.4, 0.25  # probabilities from which sentences are about the matter, or may be

Verdict = Literal["supported", "partly", "contradicted", "not_found"]
Holds = Literal["yes", "no", "unknown"]


@dataclass(frozen=True, slots=True)
class CheckedQuote:
    """A quotation with its evidence; ``citation`` is None for one that is absent."""

    result: CheckedQuotation
    citation: Claim | None


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
    citations: tuple[Claim, ...] = ()
    values: tuple[CheckedValue, ...] = ()
    quotes: tuple[CheckedQuote, ...] = ()
    references: tuple[CheckedReference, ...] = ()
    denies: str | None = None

    @property
    def evidence(self) -> tuple[Claim, ...]:
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


def verdict_of(
    probability: float,
    values: Sequence[CheckedValue],
    quotes: Sequence[CheckedQuotation],
    denies: str | None,
) -> Verdict:
    """The verdict on a statement; ``probability`` is that of its support, 0 for none."""
    is_there = any(quote.status != "absent" for quote in quotes)
    is_near = probability >= NEAR
    if probability < ABOUT and not is_there:
        return "not_found"
    if is_near and (denies or any(value.status == "differs" for value in values)):
        return "contradicted"
    whole = all(value.status == "same" for value in values)
    verbatim = all(quote.status == "verbatim" for quote in quotes)
    return "supported" if (is_near or is_there) and whole and verbatim else "partly"
