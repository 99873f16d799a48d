"""A visitor checks a text on the page."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.support.commanded import qa
from tests.system.browser.visitor import assert_accessible, open_tab

pytestmark = pytest.mark.slow

PRESS_RELEASE = (
    "Tony Blinken visits Korea on the afternoon of the 9th, officials in Seoul said."
    " The minister Ahmed went to Cairo on Tuesday. <b>The Eiffel Tower</b> was painted in 1987."
)


@pytest.mark.parametrize(
    "page",
    [
        {"viewport": {"width": 360, "height": 740}},
        {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    ],
    indirect=True,
    ids=["phone", "dark"],
)
def test_a_planted_error_is_marked_and_its_evidence_shown(page):
    open_tab(page, "Check a text")
    page.get_by_label("The text to check").fill(PRESS_RELEASE)
    page.get_by_role("button", name="Check it").click()
    sentences = page.locator(".qa-said")
    expect(sentences).to_have_count(3)
    expect(sentences.nth(0).locator("mark")).to_have_text("9th")
    proof = page.locator(".qa-proof")
    expect(proof).to_contain_text("the article has “8th”")
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    sentences.nth(1).press("Enter")
    expect(proof).to_contain_text("The minister Ahmed went to Cairo on Tuesday.")
    expect(proof).to_be_in_viewport()
    assert_accessible(page)


def test_an_empty_text_is_one_line(page):
    open_tab(page, "Check a text")
    page.get_by_role("button", name="Check it").click()
    expect(page.locator("#qa-checked")).to_contain_text("the text is empty; expected sentences")


def test_a_checked_text_is_saved_and_proved(page, folder, tmp_path):
    open_tab(page, "Check a text")
    page.get_by_label("The text to check").fill(PRESS_RELEASE.split(" <b>")[0])
    some = page.locator("#qa-check-scope")
    some.get_by_role("button", name="Only some articles").click()
    some.get_by_label("Source").click()
    page.get_by_role("option", name="Wire Service (1)").click()
    page.keyboard.press("Escape")
    expect(some.get_by_role("button", name="Only 1 of 3 articles")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Check it").click()
    expect(page.locator(".qa-checked .qa-scope")).to_have_text(
        "Held only against: source Wire Service."
    )
    expect(page.locator(".qa-proof")).to_contain_text("Blinken to visit Seoul")
    some.get_by_role("button", name="Check against all articles").click()
    expect(some.get_by_role("button", name="Only some articles")).to_be_visible()
    page.get_by_role("button", name="Check it").click()
    expect(page.locator(".qa-checked .qa-scope")).to_have_count(0)
    expect(page.locator(".qa-proof").get_by_role("button", name="Copy with source")).to_be_visible()
    for form, ending in (("Markdown", "md"), ("JSON", "json"), ("HTML page", "html")):
        with page.expect_download() as saved:
            page.get_by_role("button", name=form).click()
        file = tmp_path / saved.value.suggested_filename
        saved.value.save_as(file)
        assert file.name == f"checked-text.{ending}"
        proof = qa("verify", str(file), "--index", str(folder / "index"))
        assert proof.status == 0 and "2 of 2, in 1 text" in proof.out, proof
