from __future__ import annotations

from dataclasses import replace
from threading import Thread

from page.panels.library.view import LibraryView
from page.panels.library.visit import Visit
from qa.html import Html


def words_of(view: LibraryView) -> Html:
    return Html(f"words: {view.words}")


def test_the_view_is_drawn():
    visit = Visit()
    visit.view = replace(visit.view, words="stone")
    assert visit.drawn(words_of) == "words: stone"


def test_of_events_at_the_same_time_none_undoes_another():
    visit = Visit()
    other = Thread(target=visit.change, args=(lambda view: view.sorted_by("date"),))

    def filtered(view: LibraryView) -> LibraryView:
        other.start()
        other.join(0.1)  # it waits for its turn
        return replace(view, words="stone")

    assert visit.change(filtered) == LibraryView()
    other.join()
    assert (visit.view.words, visit.view.order) == ("stone", "date")


def test_a_view_that_is_changed_while_it_is_drawn_is_not_shown():
    visit, drawn = Visit(), []

    def draw(view: LibraryView) -> Html:
        if not view.words:  # the visitor types before the first drawing is done
            visit.view = replace(view, words="stone")
            drawn.append(visit.drawn(draw))
        return words_of(view)

    assert visit.drawn(draw) is None
    assert drawn == ["words: stone"]
