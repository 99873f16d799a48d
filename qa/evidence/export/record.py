"""An answer as an export states it, true or not. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from qa.answer import Item, Scope
from qa.evidence.claim import Claim


@dataclass(frozen=True, slots=True)
class ExportedAlternative:
    """Another answer that a file states beside the one that is given."""

    answer: str
    confidence: float
    published: date | None
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class ExportedPart:
    """One of the questions that a file's question consists of, with its answer or the reason."""

    question: str
    answer: str | None
    reason: str | None
    confidence: float
    claims: tuple[Claim, ...]
    decides: str | None
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class ExportedAnswer:
    """An answer as a file states it; ``claims`` are its citations, none where it abstains.

    ``generation`` is None in the output of ``qa ask --json``, which has no passages either.
    """

    question: str
    answer: str | None
    reason: str | None
    confidence: float
    claims: tuple[Claim, ...]
    generation: int | None
    alternatives: tuple[ExportedAlternative, ...] = ()
    scope: Scope | None = None
    as_of: date | None = None
    parts: tuple[ExportedPart, ...] = ()
    searched: str | None = None
    kind: str | None = None
    decides: str | None = None
    items: tuple[Item, ...] = ()

    @property
    def evidence(self) -> tuple[Claim, ...]:
        """Every claim by its number: the answer's, those of the alternatives, of the parts."""
        others = (claim for other in self.alternatives for claim in other.claims)
        parts = (claim for part in self.parts for claim in part.claims)
        found: dict[int, Claim] = {}
        for claim in (*self.claims, *others, *parts):
            found.setdefault(claim.number, claim)
        return tuple(found.values())
