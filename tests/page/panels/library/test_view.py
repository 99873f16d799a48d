from datetime import date

import pytest

from page.panels.library.view import LibraryView, on_page, selected
from page.state.catalogue import Listed


def listed(
    id_: str, *, source: str | None = None, day: date | None = None, words: int = 1
) -> Listed:
    return Listed(
        id=id_,
        title=id_.title(),
        file=id_,
        is_stated=True,
        source=source,
        author=None,
        published=day,
        words=words,
    )


OLD, NEW = date(2022, 3, 1), date(2023, 11, 8)
SHELF = (
    listed("pear", source="donga", day=OLD, words=9),
    listed("apple", words=500),
    listed("fig", source="Wire", day=NEW, words=30),
)


@pytest.mark.parametrize(
    ("order", "ids", "turned"),
    [
        ("title", "apple fig pear", "pear fig apple"),
        ("source", "pear fig apple", "fig pear apple"),
        ("date", "fig pear apple", "pear fig apple"),
        ("length", "apple fig pear", "pear fig apple"),
    ],
)
def test_articles_are_sorted_either_way_and_what_states_nothing_comes_last(order, ids, turned):
    assert " ".join(one.id for one in selected(SHELF, LibraryView(order=order))) == ids
    view = LibraryView(order=order, is_reversed=True)
    assert " ".join(one.id for one in selected(SHELF, view)) == turned


def test_an_order_that_is_chosen_again_is_turned():
    view = LibraryView().sorted_by("date")
    assert (view.order, view.is_reversed) == ("date", False)
    assert view.sorted_by("date").is_reversed and not view.sorted_by("title").is_reversed
    assert view.sorted_by("colour") == view


@pytest.mark.parametrize(
    ("words", "found"),
    [("WIRE", ["fig"]), ("2023-11", ["fig"]), ("march 2022", ["pear"]), ("pear wire", [])],
)
def test_words_are_looked_for_in_all_that_is_listed(words, found):
    assert [one.id for one in selected(SHELF, LibraryView(words=words))] == found


def test_a_page_that_is_not_there_is_the_nearest_that_is():
    many = [listed(str(n)) for n in range(101)]
    assert on_page(many, 99) == (2, many[100:]) and on_page(many, -1) == (0, many[:50])
    assert on_page([], 3) == (0, [])
