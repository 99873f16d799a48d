"""Articles that change while the page is open; its first index."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.support.toys import SEED
from tests.system.browser.visitor import (
    PATIENCE,
    QUESTION,
    WIRE,
    ask,
    assert_accessible,
    open_tab,
    served,
    site_in,
)

pytestmark = pytest.mark.slow

# By how much the page below the head moves up when a part of the head is away.
MOVES = """(part) => {
  const top = () => document.getElementById('qa-tabs').getBoundingClientRect().top;
  const before = top();
  part.style.display = 'none';
  return before - top();
}"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """Articles that the tests of this file change, one after the other."""
    return site_in(tmp_path_factory.mktemp("changing"))


@pytest.fixture(scope="module")
def url(folder) -> Iterator[str]:
    with served(folder) as url:
        yield url


def test_hostile_text_is_shown_and_not_run(page, folder):
    hostile = "The zebra <img src=x onerror=alert(1)> ate ${alert(2)} and {{alert(3)}} whole."
    front = "---\ntitle: <img src=x onerror=alert(4)>\nurl: javascript:alert(5)\n---\n"
    file = folder / "seeds" / "<img src=x onerror=alert(6)>.txt"
    file.write_text(f"{front}{hostile}", encoding="utf-8")
    page.get_by_text("What changed").click()
    expect(page.locator(".qa-changes")).to_contain_text(file.name)
    page.get_by_role("button", name="Update the index").click()
    expect(page.locator("#qa-status")).to_contain_text("4 articles")
    ask(page, "Did the zebra eat it whole?")
    expect(page.locator(".qa-within, .qa-short").first).to_contain_text("zebra")
    expect(page.locator(".qa-article .qa-text")).to_contain_text(hostile)
    expect(page.locator(".qa-article")).to_contain_text("javascript:alert(5)")
    open_tab(page, "Articles")
    expect(page.locator("#qa-library")).to_contain_text(file.name)
    assert (
        page.locator(".qa-answer img, #qa-article img, #qa-library img, #qa-article a").count() == 0
    )


def test_upload_replace_and_delete(page, folder):
    seeds = folder / "seeds"
    open_tab(page, "Articles")
    expect(page.locator("#qa-library")).to_contain_text("wire.txt")
    page.locator("#qa-drop input[type=file]").set_input_files(
        [
            {"name": "yak.txt", "mimeType": "text/plain", "buffer": b"The yak sleeps at noon."},
            {"name": "wire.txt", "mimeType": "text/plain", "buffer": b"Something else."},
        ]
    )
    expect(page.locator("#qa-messages")).to_contain_text("Added yak.txt.")
    expect(page.locator("#qa-messages")).to_contain_text("Replace it?")
    assert (seeds / "wire.txt").read_text(encoding="utf-8") == WIRE
    page.get_by_role("button", name="Keep the old one").click()
    expect(page.locator("#qa-messages")).to_contain_text("wire.txt is unchanged.")
    expect(page.locator("#qa-status")).to_contain_text("1 new since the last build")
    page.get_by_role("button", name="Update the index").click()
    expect(page.locator("#qa-status")).to_contain_text("Up to date")
    open_tab(page, "Ask")
    ask(page, "When does the yak sleep?")
    expect(page.locator(".qa-short")).to_contain_text("noon")
    page.goto(page.url.partition("?")[0])  # the next visit
    expect(page.locator(".qa-news")).to_contain_text("1 article new since your last visit")
    assert_accessible(page)
    open_tab(page, "Articles")
    assert_accessible(page)
    page.get_by_role("button", name="Delete yak.txt").click()
    expect(page.get_by_role("button", name="Cancel deleting yak.txt")).to_be_focused()
    page.get_by_role("button", name="Cancel deleting yak.txt").press("Enter")
    expect(page.get_by_role("button", name="Delete yak.txt")).to_be_focused()
    page.get_by_role("button", name="Delete yak.txt").click()
    page.locator('[data-do="delete"]').click()
    expect(page.locator("#qa-messages")).to_contain_text("Deleted yak.txt.")
    expect(page.locator(".qa-shelf li", has_text="yak.txt")).to_contain_text("deleted")
    assert not (seeds / "yak.txt").exists()


def test_a_source_that_changes_is_told_updated_and_gone_back_from(page, folder):
    ask(page, QUESTION)
    expect(page.locator(".qa-card .qa-is-verified").first).to_be_visible()
    for seed in (folder / "seeds" / SEED, folder / "seeds" / "wire.txt"):
        text = seed.read_text(encoding="utf-8")
        seed.write_text(
            text.replace("afternoon of the 8th", "morning of the 9th"), encoding="utf-8"
        )
    expect(page.locator("#qa-status")).to_contain_text("2 changed")
    expect(page.locator(".qa-card .qa-is-changed").first).to_be_visible()
    expect(page.locator(".qa-verdict")).to_contain_text("Source changed since indexing")
    expect(page.locator(".qa-verdict")).to_contain_text("morning of the 9th")
    ask(page, QUESTION)
    expect(page.locator(".qa-short")).to_contain_text("8th")  # from the index as it is
    page.get_by_role("button", name="Update the index").click()
    expect(page.locator("#qa-status .qa-done")).to_contain_text("articles ready")
    assert page.locator("#qa-status .qa-done").evaluate(MOVES) == 0
    expect(page.locator("#qa-status")).to_contain_text("Up to date")
    expect(page.locator(".qa-verdict")).to_contain_text("Quoted from an earlier version")
    assert_accessible(page)
    page.get_by_role("button", name="Ask again").click()
    expect(page.locator(".qa-short")).to_contain_text("9th")
    expect(page.locator(".qa-card .qa-is-verified").first).to_be_visible()
    expect(page.get_by_role("button", name="Ask again")).to_have_count(0)
    expect(page.locator(".qa-turn")).to_have_count(0)
    page.get_by_role("button", name="Undo last update").click()
    expect(page.locator("#qa-status")).to_contain_text("The last update is undone")
    ask(page, QUESTION)
    expect(page.locator(".qa-short")).to_contain_text("8th")
    page.wait_for_timeout(2500)  # longer than the page waits before it looks again
    expect(page.locator("#qa-status")).to_contain_text("The last update is undone")


def test_bad_files_are_told_at_once_and_the_messages_before_are_put_away(page):
    logged: list[str] = []
    page.on("console", lambda message: logged.append(f"{message.type} {message.text}"))
    open_tab(page, "Articles")
    drop, said = page.locator("#qa-drop input[type=file]"), page.locator("#qa-messages")
    text = {"mimeType": "text/plain"}
    drop.set_input_files([text | {"name": "ox.txt", "buffer": b"The ox sleeps."}])
    expect(said).to_contain_text("Added ox.txt.")
    drop.set_input_files([text | {"name": "large.txt", "buffer": b"a " * 5_300_000}])
    expect(page.locator(".toast-wrap")).to_contain_text("10.0 Mb")  # as the note below the field
    expect(page.locator(".gradio-container")).to_contain_text("at most 10 MB each")
    expect(said).to_be_hidden()
    empty = [text | {"name": "empty.txt", "buffer": b""}]
    broken = [{"name": "broken.docx", "mimeType": "application/zip", "buffer": b"PK"}]
    drop.set_input_files(empty + broken)
    expect(said.locator(".qa-problem")).to_have_count(2)
    expect(said.locator(".qa-done")).to_have_count(0)
    toast, update = page.locator(".toast-body"), page.get_by_role("button", name="Update the index")
    assert toast.bounding_box()["y"] > update.bounding_box()["y"] + update.bounding_box()["height"]
    assert [line for line in logged if line.startswith("error") and "large.txt" not in line] == []


def test_a_newcomer_without_an_index_builds_one_on_the_page(browser, tmp_path):
    with served(tmp_path, "--new") as url:
        page = browser.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(url)
        page.get_by_role("button", name="Add articles").click()
        page.locator("#qa-drop input[type=file]").set_input_files(
            [{"name": "yak.txt", "mimeType": "text/plain", "buffer": b"The yak sleeps at noon."}]
        )
        expect(page.locator("#qa-status")).to_contain_text("1 file in the folder")
        page.get_by_role("button", name="Build the index").click()
        expect(page.locator("#qa-status")).to_contain_text("Up to date")
        open_tab(page, "Ask")
        ask(page, "When does the yak sleep?")
        expect(page.locator(".qa-short")).to_contain_text("noon")
        page.close()
