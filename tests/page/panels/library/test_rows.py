import json

import pytest

from page.panels.library.panel import LibraryPanel
from page.panels.library.view import LibraryView
from page.state.index_monitor import IndexMonitor

START = LibraryView()


@pytest.fixture
def listed(host):
    def make(files: dict[str, str | bytes], view: LibraryView = START) -> str:
        opened = host(files)
        return LibraryPanel(opened, IndexMonitor(opened)).html(view)

    return make


def test_a_row_states_title_source_date_and_length(listed):
    html = listed(
        {"a.txt": "---\ntitle: Pears\nsource: Donga\npublished: 2023-11-08\n---\nA pear fell."}
    )
    for part in ("Pears</b>", ">Donga<", ">8 November 2023<", ">3 words<", ">a.txt<"):
        assert part in html
    assert "first line" not in html


def test_the_first_line_stands_for_a_title_and_is_marked(listed):
    html = listed({"a.md": "# An apple fell\n\nIt rolled."})
    assert 'class="qa-title">An apple fell</b> <i class="qa-unstated">first line</i>' in html


def test_all_of_many_articles_are_reached_page_by_page(listed):
    files = {f"n{n:03}.txt": f"Text number {n:03}." for n in range(120)}
    first = listed(files)
    assert "120 articles" in first and "1 to 50 of 120" in first and "number 050" not in first
    last = listed(files, LibraryView(page=2))
    assert "101 to 120 of 120" in last and "number 119" in last
    assert 'data-number="3" data-name="" class="qa-step" disabled' in last


def test_of_a_file_with_many_articles_the_row_that_was_chosen_asks(listed):
    records = "\n".join(json.dumps({"id": str(n), "text": f"Text {n}."}) for n in range(3))
    html = listed({"a.jsonl": records}, LibraryView(deleting="a.jsonl#1"))
    assert html.count("Delete this file with its 3 articles?") == 1
    assert 'data-do="delete" data-name="a.jsonl"' in html


def test_a_hostile_name_or_title_stays_text(listed):
    files = {
        "<img src=x onerror=alert(1)>.txt": "x y.",
        "${a}{{b}}.txt": "---\ntitle: <b>${x}\n---\ny z.",
    }
    html = listed(files)
    assert "<img" not in html and "${" not in html and "{{" not in html and "<b>$" not in html


def test_an_empty_library_says_how_to_fill_it(host, seeds):
    opened = host()
    seeds({})
    assert "No articles yet: add some above." in LibraryPanel(opened, IndexMonitor(opened)).html(
        START
    )
