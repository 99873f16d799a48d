"""Places of controls and texts in windows of different sizes, and that they are seen."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.system.browser.visitor import QUESTION, ask, open_tab

pytestmark = pytest.mark.slow

LONG_QUESTION = f"{QUESTION[:-1]}, {'and why does he go there, ' * 12}and when does he return?"
# The contrast of the border of a control and what is around it, as WCAG counts it.
CONTRAST = """(control) => {
  const light = (colour) => {
    const [r, g, b] = colour.match(/[\\d.]+/g).slice(0, 3).map((part) => part / 255)
      .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  let edge = control;
  while (parseFloat(getComputedStyle(edge).borderTopWidth) === 0) edge = edge.parentElement;
  const page = document.querySelector('.gradio-container');
  const around = light(getComputedStyle(page).backgroundColor);
  const own = light(getComputedStyle(edge).borderTopColor);
  return (Math.max(own, around) + 0.05) / (Math.min(own, around) + 0.05);
}"""

# Controls that are less than 24 pixels high, which WCAG asks for, but for those within a text.
TOO_LOW = """() => [...document.querySelectorAll('button, summary, select, a[href]')]
  .filter((one) => one.offsetParent && one.getBoundingClientRect().height < 23.5)
  .map((one) => one.outerHTML.slice(0, 120))"""


def window(width: int, height: int = 900, **options: object) -> dict[str, object]:
    return {"viewport": {"width": width, "height": height}} | options


def left_and_width(page, selector: str) -> tuple[float, float]:
    box = page.locator(selector).first.bounding_box()
    return box["x"], box["width"]


@pytest.mark.parametrize("page", [window(1920)], indirect=True)
def test_a_wide_window_keeps_lines_short_and_the_page_in_its_middle(page):
    left, width = left_and_width(page, ".gradio-container > .main")
    assert width == 1360 and left == (1920 - 1360) / 2


@pytest.mark.parametrize("page", [window(640, 400, device_scale_factor=2)], indirect=True)
def test_at_200_percent_zoom_one_column_follows_the_other(page):
    ask(page, QUESTION)
    expect(page.locator(".qa-card .qa-badge").first).to_be_visible()
    for selector in ("#qa-question", ".qa-answer", "#qa-article"):
        assert left_and_width(page, selector)[1] > 550
    open_tab(page, "Check a text")
    assert left_and_width(page, "#qa-draft")[1] > 550
    assert page.evaluate("document.documentElement.scrollWidth") <= 640


def test_the_first_words_of_a_long_question_are_seen(page):
    page.get_by_label("Your question").fill(LONG_QUESTION)
    box = page.locator("#qa-question textarea")
    expect(box).to_have_js_property("scrollTop", 0)
    assert box.evaluate("e => e.scrollHeight - e.clientHeight") <= 2


def test_what_stands_together_has_one_edge(page):
    ask(page, QUESTION)
    expect(page.locator(".qa-card .qa-is-verified").first).to_be_visible()
    for width in (768, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        column = [".qa-answer", ".qa-card", "#qa-about > .tab-wrapper", "#qa-scope"]
        lefts = [left_and_width(page, selector)[0] for selector in column]
        assert max(lefts) - min(lefts) <= 1
        boxes = [page.locator(f".qa-below > {part}").bounding_box() for part in ("p", "button")]
        middles = [box["y"] + box["height"] / 2 for box in boxes]
        assert abs(middles[0] - middles[1]) <= 1
    first = page.locator("#qa-columns > .column").first.bounding_box()["y"]
    article = page.locator(".qa-article").bounding_box()["y"]
    assert abs(article - first) <= 1


@pytest.mark.parametrize("page", [window(390, 844, has_touch=True)], indirect=True)
def test_on_a_phone_little_is_lost_to_edges_and_a_finger_hits_every_control(page):
    expect(page.locator("#qa-status")).to_contain_text("Up to date")
    name, colours, status = (
        page.locator(selector).bounding_box()
        for selector in ("#qa-name", "#qa-theme", "#qa-status")
    )
    assert colours["y"] < name["y"] + name["height"] <= status["y"]
    assert left_and_width(page, "#qa-question")[1] >= 390 - 2 * 16 - 2
    ask(page, QUESTION)
    expect(page.locator(".qa-verdict .qa-is-verified")).to_be_visible()
    badge = page.locator(".qa-verdict summary").bounding_box()
    assert page.locator(".qa-verdict .qa-badge").bounding_box()["y"] - badge["y"] < 10
    for tab in ("Why", "Save", "Evidence"):
        open_tab(page, tab)
        assert page.evaluate(TOO_LOW) == []


def test_the_row_of_a_file_that_may_be_deleted_keeps_its_columns(page):
    open_tab(page, "Articles")
    row = page.locator(".qa-shelf li", has_text="Blinken to visit Seoul")
    before = row.locator(".qa-by-date").bounding_box()
    row.get_by_role("button", name="Delete").click()
    expect(row.get_by_role("button", name="Cancel")).to_be_visible()
    assert row.locator(".qa-by-date").bounding_box()["x"] == pytest.approx(before["x"], abs=1)
    row.get_by_role("button", name="Cancel").click()
    expect(row.get_by_role("button", name="Cancel")).to_have_count(0)


@pytest.mark.parametrize(
    "page", [window(1280, color_scheme=scheme) for scheme in ("light", "dark")], indirect=True
)
def test_the_edges_of_controls_are_seen(page):
    ask(page, QUESTION)
    expect(page.locator(".qa-card .qa-badge").first).to_be_visible()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        expect(page.locator("html")).to_have_attribute("data-theme", scheme)
        open_tab(page, "Ask")
        assert_have_edges(
            page, "#qa-question textarea", "#qa-scope", "#qa-cards li + li .qa-card", ".qa-step"
        )
        open_tab(page, "Articles")
        expect(page.locator(".qa-shelf li").first).to_be_visible()
        assert_have_edges(page, "#qa-filter :is(input, textarea)", "#qa-drop")


def assert_have_edges(page, *controls: str) -> None:
    """Once the colours have changed, where they have just been chosen."""
    for control in controls:
        page.wait_for_function(
            f"(name) => ({CONTRAST})(document.querySelector(name)) >= 3", arg=control
        )
