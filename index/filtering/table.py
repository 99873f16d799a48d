"""The stated origins of all articles of a generation, to be filtered by. Pure.

Owns which articles a filter leaves, and the errors of one that names what is not there or leaves
nothing. Knows nothing of files, servers or scores.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from index.corpus import Origin
from index.digests import Rows
from index.errors import FilterError
from index.filtering.filter import SHOWN, Filter, is_within, same_name
from index.filtering.nearest import nearest
from index.filtering.selection import Selection, runs_of

Mask = NDArray[np.bool_]

NO_DATE = 0  # in place of a day's number, which date.toordinal gives


@dataclass(frozen=True, eq=False)
class _Names:
    """A name that some articles state: ``codes`` are rows of ``names``, -1 for none."""

    names: tuple[str, ...]
    codes: NDArray[np.int32]

    @classmethod
    def of(cls, values: Iterable[str | None]) -> _Names:
        known: dict[str, int] = {}
        codes = [-1 if v is None else known.setdefault(v, len(known)) for v in values]
        return cls(tuple(known), np.array(codes, dtype=np.int32))

    def counts(self) -> dict[str, int]:
        """The number of articles that state each name, the most frequent first."""
        found = np.bincount(self.codes[self.codes >= 0], minlength=len(self.names)).tolist()
        return dict(Counter(dict(zip(self.names, found, strict=True))).most_common())

    def mask(self, wanted: Sequence[str], what: str) -> Mask:
        """The articles that state one of the wanted names. Raises FilterError for another one."""
        forms = [same_name(name) for name in self.names]
        for name in wanted:
            if same_name(name) not in forms:
                raise _unknown(f"no article states the {what} {name[:SHOWN]!r}", name, self.names)
        same = {same_name(name) for name in wanted}
        rows = [row for row, form in enumerate(forms) if form in same]
        return np.isin(self.codes, rows)


class ArticleTable:
    """The articles of one generation, in the order of their keys.

    ``first`` are the keys of their first passages, ascending, ``passages`` the numbers of these,
    ``terms`` the numbers of terms in all of an article's passages; each has shape (n,).
    """

    def __init__(
        self,
        origins: Iterable[Origin],
        *,
        first: Rows,
        passages: Rows,
        terms: NDArray[np.float64],
    ) -> None:
        rows = [(o.id, o.source, o.author, o.published) for o in origins]
        self.ids = tuple(row[0] for row in rows)
        self._sources = _Names.of(row[1] for row in rows)
        self._authors = _Names.of(row[2] for row in rows)
        days = (row[3].toordinal() if row[3] else NO_DATE for row in rows)
        self._days = np.fromiter(days, dtype=np.int64, count=len(rows))
        self._first, self._passages, self._terms = first, passages, terms

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def sources(self) -> Mapping[str, int]:
        """The number of articles that state each source, the most frequent first."""
        return self._sources.counts()

    @property
    def authors(self) -> Mapping[str, int]:
        """The number of articles that state each author, the most frequent first."""
        return self._authors.counts()

    @property
    def folders(self) -> Mapping[str, int]:
        """The number of articles in each folder, those of folders within it included, by name."""
        counted = Counter(folder for name in self.ids for folder in _folders_of(name))
        return dict(sorted(counted.items()))

    @property
    def dates(self) -> tuple[date, date] | None:
        """The oldest and the newest date that an article states; None where none states one."""
        dated = self._days[self._days != NO_DATE]
        if not len(dated):
            return None
        return date.fromordinal(int(dated.min())), date.fromordinal(int(dated.max()))

    @property
    def undated(self) -> int:
        """The number of articles that state no date."""
        return int(np.count_nonzero(self._days == NO_DATE))

    def select(self, where: Filter) -> Selection:
        """The passages that a filter leaves.

        Raises FilterError where the filter names a source, author or place that no article has, or
        leaves no article.
        """
        left, dated = self._named(where), self._days != NO_DATE
        undated = int(np.count_nonzero(left & ~dated)) if where.is_dated else 0
        left &= self._within_days(where)
        if not left.any():
            raise self._nothing_left(where, undated)
        starts, ends = runs_of(self._first, self._passages, left)
        passages = int(self._passages[left].sum())
        return Selection(
            starts=starts,
            ends=ends,
            articles=int(np.count_nonzero(left)),
            passages=passages,
            mean_length=float(self._terms[left].sum()) / passages,
            undated=undated,
        )

    def _named(self, where: Filter) -> Mask:
        """The articles that meet all conditions but those of dates."""
        left = np.ones(len(self), dtype=np.bool_)
        if where.sources:
            left &= self._sources.mask(where.sources, "source")
        if where.authors:
            left &= self._authors.mask(where.authors, "author")
        if where.within:
            left &= np.logical_or.reduce([self._mask_within(place) for place in where.within])
        return left

    def _within_days(self, where: Filter) -> Mask:
        left = np.ones(len(self), dtype=np.bool_)
        if where.is_dated:
            left &= self._days != NO_DATE
        if where.after:
            left &= self._days >= where.after.toordinal()
        if where.until:
            left &= self._days <= where.until.toordinal()
        return left

    def _mask_within(self, place: str) -> Mask:
        """The articles in a folder or a file, or the one of that id."""
        found = is_within(place, self.ids)
        if not any(found):
            names = [f"{folder}/" for folder in self.folders]
            raise _unknown(f"nothing is in {place[:SHOWN]!r}", place, [*names, *self.ids])
        return np.array(found, dtype=np.bool_)

    def _nothing_left(self, where: Filter, undated: int) -> FilterError:
        span = self.dates
        dated = f", dated {span[0]} to {span[1]}" if span else ", none of them dated"
        left_out = f"; {undated} that it would admit state no date" if undated else ""
        return FilterError(
            found=f"no article is left by the filter ({where})",
            expected=f"at least one of {len(self)}{dated}{left_out}",
            cure="widen the filter, or ask without it",
        )


def _folders_of(name: str) -> Iterator[str]:
    """The folders that an article is in, without a slash at the end."""
    parts = name.partition("#")[0].split("/")[:-1]
    return ("/".join(parts[:depth]) for depth in range(1, len(parts) + 1))


def _unknown(found: str, name: str, known: Sequence[str]) -> FilterError:
    near = nearest(name, known)
    return FilterError(
        found=found,
        expected=f"one of {len(known):,}, such as {', '.join(map(repr, near))}"
        if near
        else "no such condition, as no article states one",
        cure="name one that is there" if near else "leave it out",
    )
