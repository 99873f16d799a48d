"""A question asked of some of the articles, as a visitor chooses them."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.system.browser.visitor import QUESTION, ask, assert_accessible

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    "page",
    [{}, {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"}],
    indirect=True,
    ids=["wide", "narrow and dark"],
)
def test_choose_a_source_and_ask_it_alone(page):
    page.get_by_role("button", name="Only some articles").click()
    source = page.get_by_label("Source")
    source.click()
    page.get_by_role("option", name="Wire Service (1)").click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Only 1 of 3 articles")).to_be_visible()
    assert_accessible(page)
    ask(page, QUESTION)
    expect(page.locator(".qa-scope")).to_have_text("Asked of 1 of 3 articles: source Wire Service.")
    expect(page.locator(".qa-card")).to_have_count(1)
    expect(page.locator(".qa-card .qa-title")).to_have_text("Blinken to visit Seoul")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Only 1 of 3 articles").click()
    page.get_by_role("button", name="Ask all articles").click()
    expect(page.get_by_role("button", name="Only some articles")).to_be_visible()
    ask(page, QUESTION)
    expect(page.locator(".qa-card")).to_have_count(2)
    expect(page.locator(".qa-scope")).to_have_count(0)


def test_a_filter_that_leaves_nothing_is_said_as_such(page):
    page.get_by_role("button", name="Only some articles").click()
    page.get_by_label("Published from").fill("2024")
    ask(page, QUESTION)
    expect(page.locator(".qa-problem").first).to_contain_text("no article is left by the filter")
    expect(page.locator(".qa-answer")).to_have_count(0)


def test_the_filter_that_a_question_names_is_a_chip_to_take_and_to_give_back(page):
    ask(page, "When does Blinken visit Korea, according to Wire Service?")
    chip = page.get_by_role("button", name="Ask only: source Wire Service")
    expect(chip).to_be_visible()
    expect(page.locator(".qa-scope")).to_have_count(0)  # nothing was filtered silently
    assert_accessible(page)
    chip.click()
    expect(page.locator(".qa-scope")).to_contain_text("source Wire Service.")
    expect(page.get_by_role("button", name="Only 1 of 3 articles")).to_be_visible()
    expect(chip).to_have_count(0)
    page.get_by_role("button", name="Only 1 of 3 articles").click()
    page.get_by_role("button", name="Ask all articles").click()
    expect(page.get_by_role("button", name="Only some articles")).to_be_visible()
