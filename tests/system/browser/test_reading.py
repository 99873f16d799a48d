"""An article as a way to others that name the same, and its pages as they look."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from index import build, open_embedder
from tests.index.sources.formats.pdf.files import drawn
from tests.system.browser.visitor import ARABIC, ask, assert_accessible, open_tab, served

pytestmark = pytest.mark.slow

FIRST = "Maria Lindqvist said the report on the pier came out on 14 November 2023."
SECOND = "The eastern pier of Port Alba will open on 3 June 2024."
NEWS = "---\npublished: 2024-06-04\n---\nOn 3 June Maria Lindqvist was in Oslo, and it was warm."
SCHEMES = [{"color_scheme": scheme} for scheme in ("light", "dark")]
PHONE = [{"viewport": {"width": 390, "height": 800}}]


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """Articles that no test here changes."""
    folder = tmp_path_factory.mktemp("reading")
    seeds = folder / "seeds"
    seeds.mkdir()
    (seeds / "report.pdf").write_bytes(drawn(FIRST, SECOND, title="The report"))
    (seeds / "news.txt").write_text(NEWS, encoding="utf-8")
    (seeds / "arabic.txt").write_text(ARABIC.partition("\n")[0], encoding="utf-8")
    build(seeds, folder / "index", embedder=open_embedder())
    return folder


@pytest.fixture(scope="module")
def url(folder) -> Iterator[str]:
    with served(folder) as url:
        yield url


def read(page: Page, file: str) -> None:
    open_tab(page, "Articles")
    page.locator(".qa-shelf .qa-book", has_text=file).click()
    expect(page.locator("#qa-opened")).to_be_in_viewport()


def assert_loaded(page: Page) -> None:
    """The picture is whole, and no wider than its place."""
    image = page.locator(".qa-leaf img")
    assert image.evaluate("e => e.complete && e.naturalWidth") > 1000
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"]


@pytest.mark.parametrize("page", SCHEMES, ids=["light", "dark"], indirect=True)
def test_a_name_of_an_article_leads_to_the_others_and_back(page):
    read(page, "report.pdf")
    named = page.get_by_role("region", name="Names and dates")
    expect(named).to_contain_text("Found by rules; some may be missing.")
    assert_accessible(page)
    named.get_by_role("button", name="Maria Lindqvist").click()
    results = page.locator(".qa-result")
    expect(results).to_have_count(2)
    expect(results.filter(has_text="in Oslo").locator("mark").first).to_have_text("Maria")
    assert_accessible(page)
    page.get_by_role("button", name="← The article").click()
    expect(page.locator("#qa-opened")).to_contain_text("The report")


def test_a_date_leads_to_where_it_is_written_in_another_way(page):
    read(page, "news.txt")
    day = page.get_by_role("button", name="3 June")
    expect(day).to_have_attribute("title", "3 June 2024, if it is in the year of the article")
    day.click()
    expect(page.locator(".qa-result", has_text="3 June 2024")).to_have_count(1)


def test_of_an_article_that_the_rules_do_not_know_no_names_are_shown(page):
    read(page, "arabic.txt")
    expect(page.get_by_role("region", name="Names and dates")).to_have_count(0)


@pytest.mark.parametrize("page", SCHEMES, ids=["light", "dark"], indirect=True)
def test_a_page_of_the_library_is_shown_and_hidden_by_the_keyboard(page):
    read(page, "report.pdf")
    page.get_by_role("button", name="Show page 2").press("Enter")
    expect(page.get_by_role("img", name="Page 2 of report.pdf, as it looks")).to_be_in_viewport()
    expect(page.locator(".qa-leaf")).to_be_focused()
    assert_loaded(page)
    assert_accessible(page)
    page.get_by_role("button", name="Hide the page").press("Enter")
    expect(page.locator(".qa-leaf")).to_have_count(0)
    expect(page.get_by_role("button", name="Show page 2")).to_be_focused()


@pytest.mark.parametrize("page", [*SCHEMES, *PHONE], ids=["light", "dark", "phone"], indirect=True)
def test_the_cited_sentence_is_boxed_on_its_page(page):
    ask(page, "When will the eastern pier of Port Alba open?")
    expect(page.locator(".qa-card .qa-is-verified").first).to_be_visible()
    page.locator("#qa-cards").get_by_role("button", name="Show page 2").click()
    expect(page.locator("#qa-article")).to_contain_text("The sentence is boxed.")
    expect(page.locator(".qa-boxed")).to_have_count(1)
    expect(page.locator(".qa-boxed")).to_be_in_viewport()
    assert_loaded(page)
    assert_accessible(page)
    page.get_by_role("button", name="Hide the page").click()
    expect(page.locator("#qa-article").get_by_role("button", name="Show page 2")).to_be_focused()


def test_a_page_whose_file_is_gone_is_told_in_a_line(page, folder):
    read(page, "report.pdf")
    file = folder / "seeds" / "report.pdf"
    content = file.read_bytes()
    try:
        file.unlink()
        page.get_by_role("button", name="Show page 1").click()
        expect(page.locator("#qa-library [role=alert]")).to_contain_text("no article file")
    finally:
        file.write_bytes(content)
