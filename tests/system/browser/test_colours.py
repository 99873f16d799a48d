"""Light, dark, or as the system: the visitor's choice."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.system.browser.visitor import QUESTION, ask, assert_accessible, opened

pytestmark = pytest.mark.slow
LIGHT, DARK = "rgb(246, 245, 241)", "rgb(21, 23, 27)"
# The colours behind the page in each frame that is drawn, from the first one on.
WATCH = """
window.behind = new Set();
(function look() {
  for (const place of document.querySelectorAll('html, body, gradio-app')) {
    const colour = getComputedStyle(place).backgroundColor;
    if (colour && colour !== 'rgba(0, 0, 0, 0)') window.behind.add(colour);
  }
  requestAnimationFrame(look);
})();
"""


def paper(page: Page) -> str:
    colour = "getComputedStyle(document.querySelector('.gradio-container')).backgroundColor"
    return page.evaluate(colour)


def test_the_colours_are_chosen_by_keyboard_kept_over_a_reload_and_never_flash(page):
    control = page.get_by_label("Colours")
    expect(control).to_have_value("system")
    assert paper(page) == LIGHT
    page.get_by_role("tab", name="Ask", exact=True).focus()
    page.keyboard.press("Shift+Tab")
    expect(control).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(control).to_have_value("dark")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert paper(page) == DARK
    page.add_init_script(WATCH)
    page.reload()
    expect(page.get_by_label("Colours")).to_have_value("dark")
    ask(page, QUESTION)
    expect(page.locator(".qa-card .qa-is-verified").first).to_be_visible()
    assert paper(page) == DARK
    assert page.evaluate("[...behind]") == [DARK]
    assert_accessible(page)


def test_light_is_chosen_where_the_system_is_dark(shared_browser, url):
    with opened(shared_browser, url, color_scheme="dark") as page:
        assert paper(page) == DARK
        page.get_by_label("Colours").select_option("light")
        assert paper(page) == LIGHT
        page.add_init_script(WATCH)
        page.reload()
        expect(page.get_by_label("Colours")).to_have_value("light")
        assert page.evaluate("[...behind]") == [LIGHT]
        assert_accessible(page)


def test_without_a_choice_the_colours_follow_the_system(page):
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    page.emulate_media(color_scheme="dark")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert paper(page) == DARK
    page.get_by_label("Colours").select_option("light")
    page.get_by_label("Colours").select_option("system")
    assert paper(page) == DARK


def test_the_choice_holds_in_the_other_tabs_of_the_browser(browser, url):
    with browser.new_context() as context:
        one, other = context.new_page(), context.new_page()
        for page in (one, other):
            page.goto(url)
            expect(page.get_by_label("Colours")).to_have_value("system")
        one.get_by_label("Colours").select_option("dark")
        expect(other.get_by_label("Colours")).to_have_value("dark")
        expect(other.locator("html")).to_have_attribute("data-theme", "dark")
