"""The list of the library: its orders, its rows, its pages and the files without an article.

Owns their HTML. Knows nothing of what a click does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.errors import SeedError
from index.manifest import Rejection, Source
from page.panels.library.view import ORDERS, ROWS, LibraryView, day_in_words, on_page, selected
from page.panels.markup import button, in_page_terms, note, tag, text
from page.state.catalogue import Listed, Listing
from page.state.index_monitor import IndexStatus
from qa.html import Html, browser_text
from qa.text.phrases import counted

MAX_FILES = 100  # without an article, in the list; the filter finds the others
MAX_REASONS = 3  # of each kind, for one file
FIRST_LINE = "first line"  # the mark of a title that is none


@dataclass(frozen=True, slots=True)
class Folder:
    """The files of the folder, and what the index knows of them."""

    names: Sequence[str]
    status: IndexStatus

    @property
    def sources(self) -> Mapping[str, Source]:
        return self.status.manifest.sources if self.status.manifest else {}


def list_html(listing: Listing, folder: Folder, view: LibraryView) -> Html:
    """The files without an article, then the articles that the filter leaves, page by page."""
    found = selected(listing.articles, view)
    page, shown = on_page(found, view.page)
    present = frozenset(folder.names)
    rows = (_article_row(one, folder, view, present) for one in shown)
    cut = listing.total - len(listing.articles)
    heading, is_next = _heading(len(found), listing), view.focus == "list"
    return tag(
        "section",
        files_html(folder, view),
        tag("h2", heading, class_="qa-label", data_focus=is_next, tabindex="-1"),
        _orders(view) if len(found) > 1 else "",
        tag("ul", *rows, class_="qa-shelf") if shown else _nothing(view),
        _pages(page, len(found), view),
        note(f"{cut:,} more articles are not listed; search the texts to find them") if cut else "",
        class_="qa-library",
        aria_label="Articles",
    )


def files_html(folder: Folder, view: LibraryView) -> Html:
    """The files of which no article can be shown: new ones, and those that are left out."""
    wanted = view.words.casefold().split()
    has = (name for name in folder.names if _is_bare(name, folder))
    found = [name for name in has if all(word in name.casefold() for word in wanted)]
    unlisted = [e for e in folder.status.rejected if e.seed not in folder.names][:MAX_FILES]
    if not found and not unlisted:
        return Html()
    more = len(found) - MAX_FILES
    heading = counted(len(found), "file")
    heading += "" if folder.status.problem else " not in the index"
    rows = (_file_row(name, folder, view) for name in found[:MAX_FILES])
    return tag(
        "section",
        tag("h2", heading, class_="qa-label"),
        tag("ul", *rows, class_="qa-shelf"),
        note(f"and {more:,} more: find them by name") if more > 0 else "",
        *(note(reason, "qa-why-not") for e in unlisted for reason in _refusals([e])),
        class_="qa-bare-files",
    )


def control(
    label: str, action: str, name: str, *, is_next: bool, class_: str, **attributes: str | None
) -> Html:
    """A control by its name; the keyboard goes to it next where ``is_next``."""
    return tag(
        "button",
        label,
        type="button",
        data_do=action,
        data_name=name,
        class_=class_,
        data_focus=is_next,
        **attributes,
    )


def title_html(one: Listed, name: str = "b") -> Html:
    """The title, or the first line with its mark."""
    mark = Html() if one.is_stated else Html(" ") + tag("i", FIRST_LINE, class_="qa-unstated")
    return text(name, one.title, class_="qa-title") + mark


def _heading(found: int, listing: Listing) -> str:
    if found == len(listing.articles):
        return counted(listing.total, "article")
    return f"{found:,} of {counted(listing.total, 'article')}"


def _nothing(view: LibraryView) -> Html:
    if not view.words.strip():
        return note("No articles yet: add some above.")
    none = note("No title, source, date or file name has that.")
    return none + button("Search the texts for it", "search")


def _orders(view: LibraryView) -> Html:
    def one(order: str) -> Html:
        is_chosen = order == view.order
        arrow = (" ↑" if view.is_reversed else " ↓") if is_chosen else ""
        return control(
            f"{order.capitalize()}{arrow}",
            "sort",
            order,
            is_next=view.focus == order,
            class_="qa-order",
            aria_pressed="true" if is_chosen else "false",
            aria_label=f"Sort by {order}",
        )

    orders = (tag("span", one(order), class_=f"qa-by-{order}") for order in ORDERS)
    return tag("div", *orders, class_="qa-columns", role="group", aria_label="Order")


def _article_row(one: Listed, folder: Folder, view: LibraryView, present: Collection[str]) -> Html:
    kind, reasons = _state(one.file, folder.status)
    is_there = one.file in present
    kind = kind if is_there else "deleted"
    day = day_in_words(one.published) if one.published else ""
    # Spaces between the parts: without a style sheet, and aloud, they are one line.
    opened = tag(
        "button",
        tag(
            "span",
            title_html(one),
            " ",
            text("span", one.id, class_="qa-path"),
            class_="qa-by-title",
        ),
        " ",
        text("span", one.source or "", class_="qa-by-source"),
        " ",
        tag("span", day, class_="qa-by-date"),
        " ",
        tag("span", counted(one.words, "word"), class_="qa-by-length"),
        type="button",
        data_do="read",
        data_name=one.id,
        class_="qa-book",
        data_focus=view.focus == one.id,
    )
    return tag(
        "li",
        opened,
        _deletion(one.id, one.file, folder, view) if is_there else "",
        tag("p", tag("span", kind, class_="qa-kind"), class_="qa-states") if kind else "",
        *(note(reason, "qa-why-not") for reason in reasons),
    )


def _file_row(name: str, folder: Folder, view: LibraryView) -> Html:
    kind, reasons = _state(name, folder.status)
    about = [text("b", name), " ", tag("span", kind, class_="qa-kind") if kind else ""]
    told = (note(reason, "qa-why-not") for reason in reasons)
    return tag(
        "li", tag("span", *about, class_="qa-file"), _deletion(name, name, folder, view), *told
    )


def _deletion(row: str, name: str, folder: Folder, view: LibraryView) -> Html:
    """The control that asks whether to delete a file, or at the row where it was asked, which is
    one of several where the file has several articles, the question.
    """
    sent = browser_text(row)  # as the click on it said
    quiet, danger = "qa-button qa-quiet-button", "qa-button qa-danger"
    if view.deleting != sent:
        words, is_next = f"Delete {name}", view.focus == f"delete {sent}"
        return control("Delete…", "ask", row, is_next=is_next, class_=quiet, aria_label=words)
    source = folder.sources.get(name)
    many = f" with its {source.articles:,} articles" if source and source.articles > 1 else ""
    words, cancel = f"Delete {name}", f"Cancel deleting {name}"
    return tag(
        "span",
        tag("span", f"Delete this file{many}? "),
        control("Delete", "delete", name, is_next=False, class_=danger, aria_label=words),
        control("Cancel", "cancel", row, is_next=True, class_="qa-button", aria_label=cancel),
        class_="qa-asked",
        role="group",
    )


def _pages(page: int, found: int, view: LibraryView) -> Html:
    if found <= ROWS:
        return Html()
    last = (found - 1) // ROWS
    span = f"{page * ROWS + 1:,} to {min((page + 1) * ROWS, found):,} of {found:,}"
    return tag(
        "nav",
        button("Previous", "page", number=page - 1, class_="qa-step", disabled=page == 0),
        tag("span", span, class_="qa-note"),
        button("Next", "page", number=page + 1, class_="qa-step", disabled=page == last),
        class_="qa-steps",
        aria_label="Pages of the list",
    )


def _is_bare(name: str, folder: Folder) -> bool:
    source = folder.sources.get(name)
    return source is None or not source.articles


def _state(name: str, status: IndexStatus) -> tuple[str, list[str]]:
    """The state of a file in the index, and the reasons why it or a part of it is left out."""
    if status.problem:  # which the status bar shows
        return "", []
    unread = [error for error in status.rejected if error.seed == name]
    if unread:
        return "left out", list(_refusals(unread))
    if status.changes and name in status.changes.added:
        return "new", []
    if status.changes and name in status.changes.changed:
        return "changed", []
    source = status.manifest.sources.get(name) if status.manifest else None
    if source is None:
        return "" if status.manifest else "new", []
    return ("left out" if not source.articles else ""), list(_reasons(source))


def _reasons(source: Source) -> Iterator[str]:
    yield from _refusals(source.rejected)
    for omission in source.omissions[:MAX_REASONS]:
        yield f"{counted(omission.characters, 'character')} not used: {omission.reason}"


def _refusals(rejected: Sequence[SeedError | Rejection]) -> Iterator[str]:
    for one in rejected[:MAX_REASONS]:
        yield in_page_terms(f"{one.found}; {one.cure}")
