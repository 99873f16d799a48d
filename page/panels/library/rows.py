"""The list of the library: its orders, its rows, its pages and the files without an article.

Owns their HTML. Knows nothing of what a click does.
"""

from __future__ import annotations

from collections.abc import Collection

from page.panels.library.file_state import Folder, file_state, refusals, why_not
from page.panels.library.view import ORDERS, ROWS, LibraryView, on_page, selected
from page.panels.markup import button, note, tag, text
from page.state.catalogue import Listed, Listing
from page.wording.english import ENGLISH
from page.wording.wording import Wording
from qa.html import Html, browser_text

MAX_FILES = 100  # without an article, in the list; the filter finds the others


def list_html(
    listing: Listing, folder: Folder, view: LibraryView, *, say: Wording = ENGLISH
) -> Html:
    """The files without an article, then the articles that the filter leaves, page by page."""
    found = selected(listing.articles, view, say=say)
    page, shown = on_page(found, view.page)
    present = frozenset(folder.names)
    rows = (_article_row(one, folder, view, present, say=say) for one in shown)
    cut = listing.total - len(listing.articles)
    heading, is_next = _heading(len(found), listing, say=say), view.focus == "list"
    return tag(
        "section",
        files_html(folder, view, say=say),
        tag("h2", heading, class_="qa-label", data_focus=is_next, tabindex="-1"),
        _orders(view, say=say) if len(found) > 1 else "",
        tag("ul", *rows, class_="qa-shelf") if shown else _nothing(view, say=say),
        _pages(page, len(found), say=say),
        note(say("library.cut", number=cut)) if cut else "",
        class_="qa-library",
        aria_label=say("library"),
    )


def files_html(folder: Folder, view: LibraryView, *, say: Wording = ENGLISH) -> Html:
    """The files of which no article can be shown: new ones, and those that are left out."""
    wanted = view.words.casefold().split()
    has = (name for name in folder.names if folder.is_bare(name))
    found = [name for name in has if all(word in name.casefold() for word in wanted)]
    unlisted = [e for e in folder.status.rejected if e.seed not in folder.names][:MAX_FILES]
    if not found and not unlisted:
        return Html()
    more = len(found) - MAX_FILES
    heading = say(
        "library.all_files" if folder.status.problem else "library.files", number=len(found)
    )
    rows = (_file_row(name, folder, view, say=say) for name in found[:MAX_FILES])
    return tag(
        "section",
        tag("h2", heading, class_="qa-label"),
        tag("ul", *rows, class_="qa-shelf"),
        note(say("library.more_files", number=more)) if more > 0 else "",
        *(why_not(reason) for e in unlisted for reason in refusals([e], say=say)),
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


def title_html(one: Listed, name: str = "b", *, say: Wording = ENGLISH) -> Html:
    """The title, or the first line with its mark."""
    mark = (
        Html()
        if one.is_stated
        else Html(" ") + tag("i", say("library.first_line"), class_="qa-unstated")
    )
    return text(name, one.title, class_="qa-title") + mark


def _heading(found: int, listing: Listing, *, say: Wording) -> str:
    if found == len(listing.articles):
        return say("library.count", number=listing.total)
    return say("library.found", found=found, number=listing.total)


def _nothing(view: LibraryView, *, say: Wording) -> Html:
    if not view.words.strip():
        return note(say("library.none"))
    none = note(say("library.no_match"))
    return none + button(say("library.search"), "search")


def _orders(view: LibraryView, *, say: Wording) -> Html:
    def one(order: str) -> Html:
        is_chosen = order == view.order
        arrow = (" ↑" if view.is_reversed else " ↓") if is_chosen else ""
        return control(
            f"{say(f'library.order.{order}')}{arrow}",
            "sort",
            order,
            is_next=view.focus == order,
            class_="qa-order",
            aria_pressed="true" if is_chosen else "false",
            aria_label=say(f"library.sort.{order}"),
        )

    orders = (tag("span", one(order), class_=f"qa-by-{order}") for order in ORDERS)
    return tag("div", *orders, class_="qa-columns", role="group", aria_label=say("library.order"))


def _article_row(
    one: Listed, folder: Folder, view: LibraryView, present: Collection[str], *, say: Wording
) -> Html:
    kind, reasons = file_state(one.file, folder.status, say=say)
    is_there = one.file in present
    kind = kind if is_there else say("library.kind.deleted")
    day = say.day(one.published) if one.published else ""
    # Spaces between the parts: without a style sheet, and aloud, they are one line.
    opened = tag(
        "button",
        tag(
            "span",
            title_html(one, say=say),
            " ",
            text("span", one.id, class_="qa-path"),
            class_="qa-by-title",
        ),
        " ",
        text("span", one.source or "", class_="qa-by-source"),
        " ",
        tag("span", day, class_="qa-by-date"),
        " ",
        tag("span", say("library.words", number=one.words), class_="qa-by-length"),
        type="button",
        data_do="read",
        data_name=one.id,
        class_="qa-book",
        data_focus=view.focus == one.id,
    )
    return tag(
        "li",
        opened,
        _deletion(one.id, one.file, folder, view, say=say) if is_there else "",
        tag("p", tag("span", kind, class_="qa-kind"), class_="qa-states") if kind else "",
        *map(why_not, reasons),
    )


def _file_row(name: str, folder: Folder, view: LibraryView, *, say: Wording) -> Html:
    kind, reasons = file_state(name, folder.status, say=say)
    about = [text("b", name), " ", tag("span", kind, class_="qa-kind") if kind else ""]
    asked = _deletion(name, name, folder, view, say=say)
    return tag("li", tag("span", *about, class_="qa-file"), asked, *map(why_not, reasons))


def _deletion(row: str, name: str, folder: Folder, view: LibraryView, *, say: Wording) -> Html:
    """The control that asks whether to delete a file, or at the row where it was asked, which is
    one of several where the file has several articles, the question.
    """
    sent = browser_text(row)  # as the click on it said
    quiet, danger = "qa-button qa-quiet-button", "qa-button qa-danger"
    if view.deleting != sent:
        words, is_next = say("library.delete.of", file=name), view.focus == f"delete {sent}"
        return control(
            say("library.delete.ask"), "ask", row, is_next=is_next, class_=quiet, aria_label=words
        )
    source = folder.sources.get(name)
    question = say("library.delete.sure")
    if source and source.articles > 1:
        question = say("library.delete.sure_of_many", number=source.articles)
    words, cancel = say("library.delete.of", file=name), say("library.cancel.of", file=name)
    delete, keep = say("library.delete"), say("library.cancel")
    return tag(
        "span",
        tag("span", f"{question} "),
        control(delete, "delete", name, is_next=False, class_=danger, aria_label=words),
        control(keep, "cancel", row, is_next=True, class_="qa-button", aria_label=cancel),
        class_="qa-asked",
        role="group",
    )


def _pages(page: int, found: int, *, say: Wording) -> Html:
    if found <= ROWS:
        return Html()
    last = (found - 1) // ROWS
    end = min((page + 1) * ROWS, found)
    span = say("library.span", first=page * ROWS + 1, last=end, number=found)
    back, on = say("article.previous"), say("article.next")
    return tag(
        "nav",
        button(back, "page", number=page - 1, class_="qa-step", disabled=page == 0),
        tag("span", span, class_="qa-note"),
        button(on, "page", number=page + 1, class_="qa-step", disabled=page == last),
        class_="qa-steps",
        aria_label=say("library.pages"),
    )
