"""The view of a visitor of the library at one moment, and the articles that it leaves. Pure.

Owns the orders and the filter of the list. Knows nothing of HTML, nor of where articles are kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from page.state.catalogue import Listed
from page.wording.english import ENGLISH
from page.wording.wording import Wording

ROWS = 50  # articles on one page of the list
ORDERS = ("title", "source", "date", "length")


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryView:
    """``words`` filter the list. Where there are ``searched`` words, passages that have them stand
    in its place, and in place of both the article that is ``opened``, at the character ``at``, of
    which the page ``pictured`` is shown as it looks. Where the words were searched as a name or a
    date of an article, ``named_in`` is this article.

    ``is_reversed`` turns the natural way of the order: titles and sources from A, dates from the
    newest, lengths from the longest. ``deleting`` is the row whose file is to be deleted, to
    confirm: the id of an article, or the name of a file without one. ``focus`` is where the
    keyboard goes next: the id of an article, or the name of a control.
    """

    words: str = ""
    searched: str = ""
    order: str = ORDERS[0]
    is_reversed: bool = False
    page: int = 0
    opened: str | None = None
    at: int | None = None
    pictured: int | None = None
    named_in: str | None = None
    deleting: str | None = None
    focus: str = ""

    def sorted_by(self, order: str) -> LibraryView:
        """In this order from its natural end, or the other way round where it is in it already."""
        if order not in ORDERS:
            return self
        turned = not self.is_reversed if order == self.order else False
        return replace(self, order=order, is_reversed=turned, page=0, focus=order)


def selected(
    articles: Iterable[Listed], view: LibraryView, *, say: Wording = ENGLISH
) -> list[Listed]:
    """The articles with all words in what the list shows of them, in the order of the view."""
    wanted = view.words.casefold().split()
    found = [one for one in articles if _has(one, wanted, say)]
    found.sort(key=lambda one: one.title.casefold())
    if view.order == "title":
        return found[::-1] if view.is_reversed else found
    # What states no source or date comes last in either direction.
    known = [one for one in found if _value(one, view.order) is not None]
    unknown = [one for one in found if _value(one, view.order) is None]
    from_the_end = (view.order != "source") != view.is_reversed
    known.sort(key=lambda one: _value(one, view.order) or "", reverse=from_the_end)
    return known + unknown


def on_page(found: Sequence[Listed], page: int) -> tuple[int, Sequence[Listed]]:
    """The nearest page that there is, and its articles."""
    last = max(0, len(found) - 1) // ROWS
    page = min(max(page, 0), last)
    return page, found[page * ROWS : (page + 1) * ROWS]


def _has(one: Listed, wanted: Sequence[str], say: Wording) -> bool:
    days = (f"{one.published}", say.day(one.published)) if one.published else ()
    shown = " ".join(filter(None, (one.title, one.source, one.author, one.id, *days))).casefold()
    return all(word in shown for word in wanted)


def _value(one: Listed, order: str) -> str | None:
    """The sort key of an article, as text that sorts as it does; None where it states none."""
    if order == "source":
        return one.source.casefold() if one.source else None
    if order == "date":
        return one.published.isoformat() if one.published else None
    return f"{one.words:012}"
