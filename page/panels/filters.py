"""The filter panel: what the articles can be filtered by, and what a filter leaves.

Owns the choices with their counts, and the words about a filter. Knows nothing of controls, nor of
how a filter is applied.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index import ArticleQAError, Filter
from index.filtering.table import ArticleTable
from page.panels.markup import note, problem, sentence_case
from page.state.assistant_host import AssistantHost
from qa.html import Html
from qa.text.phrases import counted

MAX_CHOICES = 500  # of one control: a browser draws them all; others can be typed
CLOSED = "Only some articles"

Choices = list[tuple[str, str]]  # what is shown, and the value


@dataclass(frozen=True, slots=True)
class FilterChoices:
    """What the articles state; ``dates`` says how old they are, in words."""

    sources: Choices
    authors: Choices
    places: Choices
    dates: str


NO_CHOICES = FilterChoices([], [], [], "")


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterInput:
    """The values of the controls; a control that was never touched has None."""

    after: str | None = None
    before: str | None = None
    sources: Sequence[str] | None = None
    authors: Sequence[str] | None = None
    places: Sequence[str] | None = None

    @classmethod
    def of(cls, where: Filter) -> FilterInput:
        """The values that mean a filter."""
        return cls(
            after=where.after.isoformat() if where.after else "",
            before=where.until.isoformat() if where.until else "",
            sources=list(where.sources),
            authors=list(where.authors),
            places=list(where.within),
        )

    def parse(self) -> Filter:
        """The filter that they mean. Raises FilterError."""
        return Filter.parse(
            after=self.after,
            before=self.before,
            sources=self.sources or (),
            authors=self.authors or (),
            within=self.places or (),
        )


NO_FILTER = FilterInput()


class FilterPanel:
    """The callbacks of the panel."""

    def __init__(self, host: AssistantHost) -> None:
        self._host = host

    def choices(self) -> FilterChoices:
        """What there is to choose from; nothing where the index cannot be read."""
        try:
            table = self._host.assistant.generation.content.table
        except ArticleQAError:
            return NO_CHOICES
        return FilterChoices(
            sources=_choices(table.sources),
            authors=_choices(table.authors),
            places=_choices({f"{name}/": number for name, number in table.folders.items()}),
            dates=dates_in_words(table),
        )

    def summary(self, given: FilterInput) -> tuple[str, Html]:
        """The heading of the panel, and a line about what the filter leaves, or why nothing."""
        try:
            where = given.parse()
            table = self._host.assistant.generation.content.table
            if not where:
                return CLOSED, note(dates_in_words(table))
            left = table.select(where)
        except ArticleQAError as error:
            return CLOSED, problem(str(error))
        undated = f" {left.undated:,} that state no date are left out." if left.undated else ""
        heading = heading_of(left.articles, len(table))
        return heading, note(f"{sentence_case(str(where))}.{undated}")


def heading_of(articles: int, total: int) -> str:
    """The heading of the panel where a filter leaves so many articles."""
    return f"Only {articles:,} of {counted(total, 'article')}"


def dates_in_words(table: ArticleTable) -> str:
    """How old the articles are, and how many state no date."""
    span = table.dates
    if span is None:
        return "No article states a date."
    undated = f"; {table.undated:,} of {len(table):,} state none" if table.undated else ""
    return f"The articles are dated {span[0]} to {span[1]}{undated}."


def _choices(counts: Mapping[str, int]) -> Choices:
    return [(f"{name} ({number:,})", name) for name, number in list(counts.items())[:MAX_CHOICES]]
