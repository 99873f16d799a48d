"""The articles to browse, search and read, and the files beside them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from index import build, open_embedder
from tests.system.browser.visitor import WIRE, assert_accessible, open_tab, served

pytestmark = pytest.mark.slow

RECORDS = 120
LONG_TITLE = "A very long title of the harbour and its ferries " * 12
LONG_TEXT = "\n\n".join(f"The ship number {n} came in." for n in range(80))
CLICKS = """(order) => {
  for (let n = 0; n < 4; n++) order.click();
}"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """Articles that no test here changes, except for a file that is made by the test itself."""
    folder = tmp_path_factory.mktemp("library")
    seeds = folder / "seeds"
    seeds.mkdir()
    records = (
        {"id": str(n), "text": f"Bridge {n:03} is open.", "source": "Times"} for n in range(RECORDS)
    )
    lines = "\n".join(map(json.dumps, records))
    (seeds / "bridges.jsonl").write_text(lines, encoding="utf-8")
    (seeds / "wire.txt").write_text(WIRE, encoding="utf-8")
    (seeds / "ships.txt").write_text(
        f"{LONG_TEXT}\n\nThe last yak walked ashore.", encoding="utf-8"
    )
    (seeds / "long.txt").write_text(f"---\ntitle: {LONG_TITLE}\n---\nOne.", encoding="utf-8")
    build(seeds, folder / "index", embedder=open_embedder())
    return folder


@pytest.fixture(scope="module")
def url(folder) -> Iterator[str]:
    with served(folder) as url:
        yield url


@pytest.fixture
def library(page):
    open_tab(page, "Articles")
    expect(page.locator("#qa-library .qa-label").last).to_contain_text("123 articles")
    return page


def test_every_article_is_reached_in_the_chosen_order(library):
    shown = library.locator(".qa-shelf .qa-title")
    expect(shown).to_have_count(50)
    library.get_by_role("button", name="Sort by date").click()
    expect(shown.first).to_have_text("Blinken to visit Seoul")
    expect(library.locator(".qa-by-date").nth(1)).to_have_text("8 November 2023")
    titles = set()
    for start in (1, 51, 101):
        expect(library.locator(".qa-steps")).to_contain_text(f"{start} to ")
        titles |= set(shown.all_inner_texts())
        if start < 101:
            library.get_by_role("button", name="Next", exact=True).click()
    assert len(titles) == RECORDS + 3
    assert_accessible(library)


def test_every_one_of_fast_clicks_counts(library):
    order = library.get_by_role("button", name="Sort by length")
    order.evaluate(CLICKS)
    expect(order).to_have_attribute("aria-pressed", "true")
    expect(order).to_have_text(re.compile("↑$"))


def test_an_article_is_found_by_its_words_read_at_its_passage_and_left(library, folder):
    library.get_by_label("Find articles").fill("yaks")
    expect(library.locator("#qa-library")).to_contain_text("No title, source, date or file name")
    library.get_by_role("button", name="Search the texts for it").click()
    found = library.locator(".qa-result")
    expect(found).to_have_count(1)
    expect(found.locator("mark")).to_have_text("yak")
    assert_accessible(library)
    found.get_by_role("button").click()
    expect(library.locator("#qa-found")).to_be_in_viewport()
    expect(library.locator("#qa-found")).to_have_text("The last yak walked ashore.")
    expect(library.locator('[data-paragraph="81"]')).to_have_count(1)
    with library.expect_download() as saved:
        library.get_by_role("button", name="Save original").click()
    assert saved.value.suggested_filename == "ships.txt"
    assert saved.value.path().read_bytes() == (folder / "seeds" / "ships.txt").read_bytes()
    assert_accessible(library)
    library.get_by_role("button", name="Results").click()
    expect(found.get_by_role("button")).to_be_focused()
    library.get_by_role("button", name="All articles").click()
    library.get_by_label("Find articles").fill("")
    expect(library.locator("#qa-library .qa-label").last).to_contain_text("123 articles")


def test_the_filter_takes_every_letter_and_its_removal(library):
    box, rows = library.get_by_label("Find articles"), library.locator(".qa-shelf li")
    box.press_sequentially("wirex")
    expect(rows).to_have_count(0)
    box.press("Backspace")
    expect(rows).to_have_count(1)
    box.fill("")
    expect(rows).to_have_count(50)


@pytest.mark.parametrize(
    "page", [{"viewport": {"width": width, "height": 600}} for width in (390, 1280)], indirect=True
)
def test_the_question_before_a_deletion_is_in_view_at_its_row(library):
    library.get_by_role("button", name="Sort by source").click()
    expect(library.get_by_role("button", name="Sort by source")).to_be_focused()
    last = library.locator(".qa-shelf li").last
    last.get_by_role("button", name="Delete").click()
    expect(last).to_contain_text("Delete this file with its 120 articles?")
    expect(last.locator('[data-do="delete"]')).to_be_in_viewport(ratio=1)
    expect(last.get_by_role("button", name="Cancel")).to_be_in_viewport(ratio=1)
    last.get_by_role("button", name="Cancel").click()
    expect(last.get_by_role("button", name="Delete")).to_be_focused()
    assert (
        library.evaluate("document.documentElement.scrollWidth") <= library.viewport_size["width"]
    )


def test_what_is_said_of_a_deletion_is_in_view(library, folder):
    for name in ("extra.txt", "other.txt"):
        (folder / "seeds" / name).write_text("One more.", encoding="utf-8")
        row = library.locator(".qa-shelf li", has_text=name)
        expect(row).to_contain_text("new")
        row.get_by_role("button", name="Delete").click()
        row.locator('[data-do="delete"]').click()
        expect(row).to_have_count(0)
        library.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        said = library.get_by_text(f"Deleted {name}.")
        expect(said).to_be_in_viewport(ratio=1)
        expect(said).to_be_visible()
        library.evaluate("document.getAnimations().forEach((one) => one.finish())")  # some seconds
        expect(said).to_be_hidden()


def test_a_long_title_has_two_lines_in_the_list_and_is_whole_above_its_text(library):
    title = library.locator(".qa-shelf .qa-title", has_text="A very long title").first
    assert title.bounding_box()["height"] < 60
    title.click()
    heading = library.locator("#qa-opened h2")
    expect(heading).to_contain_text(LONG_TITLE.strip())
    assert heading.evaluate("e => e.scrollHeight <= e.clientHeight + 2")
