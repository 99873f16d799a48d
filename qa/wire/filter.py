"""The filter of a question as JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from index.filtering.filter import Filter
from qa.answer import Scope


@dataclass(frozen=True, slots=True)
class ConditionsRecord:
    """The conditions of a filter; null or empty where it makes none."""

    after: str | None
    before: str | None
    as_of: str | None
    sources: list[str]
    authors: list[str]
    within: list[str]

    @classmethod
    def of_filter(cls, where: Filter) -> ConditionsRecord:
        return ConditionsRecord(
            after=where.after.isoformat() if where.after else None,
            before=where.before.isoformat() if where.before else None,
            as_of=where.as_of.isoformat() if where.as_of else None,
            sources=list(where.sources),
            authors=list(where.authors),
            within=list(where.within),
        )


@dataclass(frozen=True, slots=True)
class FilterRecord(ConditionsRecord):
    """The filter of a question, which was asked of ``articles`` of ``total``; ``undated`` of the
    others only lack a date.
    """

    articles: int
    total: int
    undated: int

    @classmethod
    def of(cls, scope: Scope) -> FilterRecord:
        return cls(
            **asdict(ConditionsRecord.of_filter(scope.where)),
            articles=scope.articles,
            total=scope.total,
            undated=scope.undated,
        )
