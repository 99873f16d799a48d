"""A filter: the part of the articles that a question is asked of. Pure.

Owns the rules of dates, and what makes two names the same. Knows nothing of what an index holds,
which table.py compares it with.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from index.errors import FilterError
from index.filtering.days import first_day, last_day
from index.lexical import folded

SHOWN = 60  # characters of a name within a message


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Conditions that an article must all meet; one that is empty admits every article.

    ``after`` and ``before`` are the first and the last day on which it may be published, both
    included. Nothing newer than the day ``as_of`` is admitted, that day included, so that a
    question is answered as it would have been then. An article that states no date is left out by
    any of the three. Its source must be one of ``sources``, its author one of ``authors``, whatever
    their case, accents and spaces. ``within`` names folders of the seeds, with or without a slash
    at the end, files, and articles by their ids; one of these must contain the article.

    Raises FilterError where no article can meet the conditions: ``after`` is later than ``before``
    or ``as_of``, or a name is empty.
    """

    after: date | None = None
    before: date | None = None
    sources: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    as_of: date | None = None

    def __post_init__(self) -> None:
        for name in ("after", "before", "as_of"):
            _require_day(name, getattr(self, name))
        for name in ("sources", "authors", "within"):
            object.__setattr__(self, name, _names(name, getattr(self, name)))
        if self.after and self.until and self.after > self.until:
            last = "before" if self.until == self.before else "as of"
            raise FilterError(
                found=f"after {self.after} is later than {last} {self.until}",
                expected="an earlier day, or the same",
                cure="exchange the two",
            )

    @classmethod
    def parse(
        cls,
        *,
        after: str | None = None,
        before: str | None = None,
        sources: Iterable[str] = (),
        authors: Iterable[str] = (),
        within: Iterable[str] = (),
        as_of: str | None = None,
    ) -> Filter:
        """The filter of dates as text: a day, or a month or year, of which ``after`` takes the
        first day and the others the last. Empty text is no condition. Raises FilterError.
        """
        return cls(
            after=first_day(after) if after else None,
            before=last_day(before) if before else None,
            sources=tuple(sources),
            authors=tuple(authors),
            within=tuple(within),
            as_of=last_day(as_of) if as_of else None,
        )

    def __bool__(self) -> bool:
        """False for an empty filter."""
        return self != Filter()

    def __str__(self) -> str:
        """The conditions in one line, as ``from 2023-10-01, source Donga``."""
        days = (("from", self.after), ("until", self.before), ("as of", self.as_of))
        parts = [f"{name} {day}" for name, day in days if day]
        for name, values in (
            ("source", self.sources),
            ("author", self.authors),
            ("in", self.within),
        ):
            parts += [f"{name} {' or '.join(value[:SHOWN] for value in values)}"] if values else []
        return ", ".join(parts)

    @property
    def until(self) -> date | None:
        """The last day on which an article may be published."""
        return min(filter(None, (self.before, self.as_of)), default=None)

    def admits(self, article: str, *, source: str | None, published: date | None) -> bool:
        """True unless an article of that id, source and date is left out, whoever its author is."""
        if self.is_dated and (
            published is None
            or published < (self.after or published)
            or published > (self.until or published)
        ):
            return False
        names = {same_name(name) for name in self.sources}
        if names and (source is None or same_name(source) not in names):
            return False
        return not self.within or any(is_within(place, [article])[0] for place in self.within)

    @property
    def is_dated(self) -> bool:
        """True where an article must state its date."""
        return bool(self.after or self.until)


def is_within(place: str, articles: Iterable[str]) -> list[bool]:
    """True for each id of an article that a folder or a file contains, or that is named itself."""
    stem = place.removeprefix("./").rstrip("/")
    inside = (f"{stem}/",) if place.endswith("/") else (f"{stem}/", f"{stem}#")
    names = {place, stem}
    return [article in names or article.startswith(inside) for article in articles]


def same_name(name: str) -> str:
    """The form that spellings of one source or author have in common."""
    return " ".join(folded(name).split())


def _require_day(name: str, value: Any) -> None:
    if value is not None and (not isinstance(value, date) or isinstance(value, datetime)):
        raise FilterError(
            found=f"{name} is {str(value)[:SHOWN]!r}",
            expected="a datetime.date",
            cure="give one, or call Filter.parse with text",
        )


def _names(name: str, values: Any) -> tuple[str, ...]:
    """The names without repetitions."""
    if isinstance(values, str) or not all(isinstance(value, str) for value in values):
        raise FilterError(
            found=f"{name} is {str(values)[:SHOWN]!r}",
            expected="a tuple of names",
            cure=f"write {name}=('...',)",
        )
    if not all(value.strip() for value in values):
        raise FilterError(
            found=f"an empty name in {name}", expected="a name", cure="leave the option out"
        )
    return tuple(dict.fromkeys(values))
