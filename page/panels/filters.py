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
from page.wording.english import ENGLISH
from page.wording.phrases import filter_in_words
from page.wording.wording import Wording
from qa.answer import Scope
from qa.html import Html

MAX_CHOICES = 500  # of one control: a browser draws them all; others can be typed

Choices = list[tuple[str, str]]  # what is shown, and the value


@dataclass(frozen=True, slots=True)
class FilterChoices:
    """The sources, authors and folders that there are; ``dates`` is the articles' age in words."""

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

    def choices(self, *, say: Wording = ENGLISH) -> FilterChoices:
        """The choices that there are; none where the index cannot be read."""
        try:
            table = self._host.assistant.generation.content.table
        except ArticleQAError:
            return NO_CHOICES
        folders = {f"{name}/": number for name, number in table.folders.items()}
        return FilterChoices(
            sources=_choices(table.sources, say=say),
            authors=_choices(table.authors, say=say),
            places=_choices(folders, say=say),
            dates=dates_in_words(table, say=say),
        )

    def summary(self, given: FilterInput, *, say: Wording = ENGLISH) -> tuple[str, Html]:
        """The heading of the panel, and a line about what the filter leaves, or why nothing."""
        try:
            where = given.parse()
            table = self._host.assistant.generation.content.table
            if not where:
                return say("control.some_articles"), note(dates_in_words(table, say=say))
            left = table.select(where)
        except ArticleQAError as error:
            return say("control.some_articles"), problem(str(error), say=say)
        said = [f"{sentence_case(filter_in_words(where, say))}."]
        if left.undated:
            said.append(say("filter.undated", number=left.undated))
        heading = say("filter.heading", articles=left.articles, number=len(table))
        return heading, note(" ".join(said))


def heading_of(scope: Scope | None, *, say: Wording = ENGLISH) -> str:
    """The heading of the panel, with what its filter left where a question was asked under one."""
    if scope is None:
        return say("control.some_articles")
    return say("filter.heading", articles=scope.articles, number=scope.total)


def dates_in_words(table: ArticleTable, *, say: Wording = ENGLISH) -> str:
    """The age of the articles, and the number of those without a date."""
    span = table.dates
    if span is None:
        return say("filter.no_dates")
    first, last = (day.isoformat() for day in span)
    if not table.undated:
        return say("filter.dates", first=first, last=last)
    return say(
        "filter.dates.undated", first=first, last=last, number=table.undated, total=len(table)
    )


def _choices(counts: Mapping[str, int], *, say: Wording) -> Choices:
    offered = list(counts.items())[:MAX_CHOICES]
    return [(f"{name} ({say.number(number)})", name) for name, number in offered]
