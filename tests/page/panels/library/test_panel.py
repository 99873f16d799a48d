import base64
import re
from dataclasses import replace

import pytest

from page.panels.articles import ArticlesPanel
from page.panels.events import Action
from page.panels.library.panel import LibraryPanel
from page.panels.library.view import LibraryView
from page.state.index_monitor import IndexMonitor
from qa.html import browser_text
from tests.index.sources.formats.pdf.files import drawn

START = LibraryView()
DATED = "---\ntitle: Pears\nsource: Donga\npublished: 2023-11-08\n---\nA pear fell on the roof."


@pytest.fixture
def opened(host):
    return host({"a.txt": "An apple fell.\n\nIt rolled.", "pear.txt": DATED, "bad.txt": b"\x00"})


@pytest.fixture
def panel(opened):
    return LibraryPanel(opened, IndexMonitor(opened))


def after(panel: LibraryPanel, *clicks: Action, view: LibraryView = START) -> LibraryView:
    for click in clicks:
        view = panel.step(view, click)
    return view


def test_an_article_is_opened_and_left_for_its_row(panel):
    view = after(panel, Action("read", name="a.txt"))
    html = panel.html(view)
    assert 'data-paragraph="2"' in html and "← All articles" in html
    html = panel.html(after(panel, Action("back"), view=view))
    assert 'data-name="a.txt" class="qa-book" data-focus' in html


def test_what_was_searched_is_marked_and_opens_the_article_at_its_passage(panel):
    view = panel.searched(START, "rolls")
    html = panel.html(view)
    assert '<mark class="qa-word">rolled</mark>' in html and "1 passage in 1 article" in html
    at = int(re.search('data-number="(\\d+)" data-name="a.txt"', html)[1])
    html = panel.html(after(panel, Action("read", number=at, name="a.txt"), view=view))
    assert 'id="qa-found" tabindex="-1">It <mark class="qa-word">rolled</mark>.' in html
    assert "← Results" in html


def test_only_passages_with_a_word_are_found(panel):
    assert "No article has any of these words" in panel.html(panel.searched(START, "zebra"))
    assert "2 articles" in panel.html(panel.searched(START, "  "))
    assert 'role="alert"' in panel.html(panel.searched(START, "?!"))


def test_words_that_no_title_has_can_be_searched_for(panel):
    view = panel.filtered(START, "rolled")
    assert "No title, source, date or file name has that." in panel.html(view)
    assert "1 passage" in panel.html(after(panel, Action("search"), view=view))


def test_words_that_come_once_more_after_their_search_leave_what_it_found(panel):
    view = panel.searched(panel.filtered(START, "roll"), "rolled")
    assert panel.filtered(view, "rolled") is view
    assert "2 articles" in panel.html(panel.filtered(view, ""))


def test_what_a_client_makes_up_is_told_or_changes_nothing(panel):
    assert after(panel, Action("fly"), Action("sort", name="taste")) == START
    missing = panel.html(after(panel, Action("read", name="../index/current")))
    assert "no article" in missing and 'role="alert"' in missing and "← All articles" in missing
    view = panel.searched(START, "rolled")
    assert "It <mark" in panel.html(
        after(panel, Action("read", number=10**9, name="a.txt"), view=view)
    )
    assert panel.html(after(panel, Action("page", number=-7))) == panel.html(
        after(panel, Action("page", number=0))
    )


@pytest.fixture
def reported(host):
    """A library with a PDF of two pages, and an article about the same person."""
    first = "Anna Berg said it was late, and in the night Berg left the port."
    files = {"a.pdf": drawn(first, "The whale slept in the bay."), "b.txt": "In Oslo Anna Berg is."}
    opened = host(files)
    return LibraryPanel(opened, IndexMonitor(opened))


def test_a_name_opens_the_passages_that_state_it_and_leads_back(reported):
    view = after(reported, Action("read", name="a.pdf"))
    assert 'data-do="named" data-name="Anna Berg"' in reported.html(view)
    view = after(reported, Action("named", name="Anna Berg"), view=view)
    found = reported.html(view)
    assert "2 passages in 2 articles" in found and "Anna</mark>" in found
    opened = after(reported, Action("return"), view=view)
    assert opened == after(reported, Action("read", name="a.pdf"))
    nobody = after(reported, Action("named", name="Zoe"), view=opened)
    assert "No passage states this." in reported.html(nobody)
    left = after(reported, Action("leave"), view=view)
    assert "2 articles" in reported.html(left) and left.named_in is None


def test_a_page_is_shown_as_it_looks_and_hidden_again(reported):
    view = after(reported, Action("read", name="a.pdf"))
    html = reported.html(view)
    assert html.count("Show page ") == 2 and "<img" not in html
    html = reported.html(shown := after(reported, Action("picture", number=2), view=view))
    assert "Page 2 of a.pdf.<" in html and html.count("Show page ") == 1
    html = reported.html(after(reported, Action("hide", number=2), view=shown))
    assert "<img" not in html and re.search('data-number="2"[^>]* data-focus>Show page 2', html)
    assert after(reported, Action("back"), view=shown).pictured is None


def test_the_sentence_that_was_found_is_boxed_on_its_page(reported):
    view = reported.searched(START, "whales")
    at = int(re.search('data-number="(\\d+)" data-name="a.pdf"', reported.html(view))[1])
    view = after(reported, Action("read", number=at, name="a.pdf"), view=view)
    assert "The sentence is boxed." in reported.html(replace(view, pictured=2))
    assert "boxed" not in reported.html(replace(view, pictured=1))


@pytest.mark.parametrize("number", [-1, 0, 3, 10**9])
def test_a_page_that_is_not_there_shows_the_article_alone(reported, number):
    view = after(reported, Action("read", name="a.pdf"), Action("picture", number=number))
    assert "<img" not in reported.html(view) and "The whale slept" in reported.html(view)
    text = after(reported, Action("read", name="b.txt"), Action("picture", number=1))
    assert "<img" not in reported.html(text)


def test_the_original_file_is_given_as_it_is(panel):
    file = panel.original("pear.txt")
    assert file.name == "pear.txt" and base64.b64decode(file.base64) == DATED.encode()


@pytest.mark.parametrize("name", ["a\x1b\r.txt", "a\u202e.txt", "a\u200b.txt", "a&<'\"${}.txt"])
def test_a_file_of_any_name_is_deleted_after_a_question_at_its_row(panel, opened, seeds, name):
    folder = seeds({name: "One."})
    html = panel.html(START)
    assert not {"\x1b", "\r", "\u202e", "\u200b"} & set(html)
    assert 'data-do="delete"' not in html
    sent = browser_text(name)  # what a browser makes of the row
    asked = panel.html(after(panel, Action("ask", name=sent)))
    assert asked.count("Delete this file?") == 1 and "Cancel" in asked
    ArticlesPanel(opened, IndexMonitor(opened)).delete(sent)
    assert not (folder / name).exists() and (folder / "a.txt").exists()


def test_before_the_first_index_the_files_are_listed(host, seeds):
    opened = host()
    seeds({"new.txt": "One."})
    html = LibraryPanel(opened, IndexMonitor(opened)).html(START)
    assert "1 file not in the index" in html and "new.txt" in html and "0 articles" in html


def test_an_update_is_seen_in_the_list(panel, opened, seeds):
    assert "2 articles" in panel.html(START)
    seeds({"fig.txt": "A fig fell."})
    assert 'class="qa-kind">new<' in panel.html(START)
    opened.update()
    assert "3 articles" in panel.html(START)


def test_while_the_index_cannot_be_read_the_files_are_listed(panel, index):
    (index / "current").write_text("damaged")
    html = panel.html(START)
    assert "3 files<" in html and "a.txt" in html and "qa-kind" not in html
    assert "listed again when the index can be read" in html
