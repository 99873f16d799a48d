"""A question on the page, and its answer with the evidence."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Route, expect

from tests.support.toys import SEED
from tests.system.browser.visitor import (
    QUESTION,
    ask,
    assert_accessible,
)

pytestmark = pytest.mark.slow


def test_ask_and_see_the_answer_with_its_evidence(page):
    ask(page, QUESTION)
    expect(page.locator(".qa-short")).to_contain_text("8th")
    expect(page.locator(".qa-within mark")).to_contain_text("8th")
    expect(page.locator(".qa-confidence")).to_contain_text("% confidence")
    expect(page.locator(".qa-card")).to_have_count(2)
    expect(page.locator(".qa-card .qa-badge.qa-is-verified")).to_have_count(2)
    expect(page.locator("#qa-chosen")).to_contain_text("8th")
    expect(page.locator("mark.qa-sentence.qa-is-chosen").first).to_contain_text("Tony Blinken")
    expect(page.locator("#qa-chosen")).to_be_in_viewport()
    badge = page.locator(".qa-verdict summary")
    expect(badge).to_contain_text("Quote matches file: word for word")
    expect(page.locator(".qa-digest")).to_be_hidden()
    badge.click()
    expect(page.locator(".qa-digest")).to_have_text(re.compile("[0-9a-f]{64}"))
    assert_accessible(page)


def test_go_through_the_evidence_by_keyboard(page):
    ask(page, QUESTION)
    second = page.locator(".qa-card").nth(1)
    expect(second.locator(".qa-badge")).to_be_visible()
    title = second.locator(".qa-title").inner_text()
    second.focus()
    page.keyboard.press("Enter")
    expect(second).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".qa-article h2")).to_have_text(title)
    expect(page.locator("#qa-chosen")).to_be_in_viewport()
    expect(second).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".qa-steps .qa-note")).to_have_text("1 of 2")
    page.keyboard.press("n")
    expect(page.locator(".qa-steps .qa-note")).to_have_text("2 of 2")
    page.get_by_role("button", name="Previous").click()
    expect(page.locator(".qa-steps .qa-note")).to_have_text("1 of 2")


def test_of_two_clicks_the_last_holds_in_whatever_order_they_are_answered(page):
    ask(page, QUESTION)
    first, second = (page.locator(".qa-card").nth(at) for at in (0, 1))
    title = second.locator(".qa-title").inner_text()
    expect(page.locator(".qa-verdict")).to_contain_text("Quote matches file")
    held: list[Route] = []

    def hold(route: Route) -> None:
        if len(held) < 2 and '"open"' in (route.request.post_data or ""):
            held.append(route)
        else:
            route.continue_()

    page.route("**/gradio_api/run/**", hold)
    for card in (first, second):
        with page.expect_request(lambda request: '"open"' in (request.post_data or "")):
            card.click()
    held[1].continue_()
    expect(page.locator(".qa-article h2")).to_have_text(title)
    with page.expect_response(lambda response: response.request == held[0].request):
        held[0].continue_()
    page.wait_for_timeout(1000)
    expect(page.locator(".qa-article h2")).to_have_text(title)
    expect(second).to_have_attribute("aria-pressed", "true")


def test_open_a_citation_by_a_click_and_read_on_in_its_article(page):
    ask(page, QUESTION)
    page.locator(".qa-card", has=page.get_by_text("blinken visits korea", exact=True)).click()
    expect(page.locator(".qa-article")).to_contain_text(SEED)
    expect(page.locator(".qa-text p")).to_have_count(16)


def test_abstention_is_a_result_with_its_reason_and_the_nearest_passages(page):
    ask(page, "What is the capital of Mongolia?")
    expect(page.locator(".qa-abstained")).to_contain_text("No clear answer in these articles.")
    expect(page.locator(".qa-abstained .qa-note")).not_to_be_empty()
    expect(page.locator("#qa-cards")).to_contain_text("Nearest passages")
    expect(page.locator(".qa-card .qa-badge").first).to_be_visible()
    assert_accessible(page)


def test_an_address_answers_and_follows_the_question(page, url):
    page.goto(f"{url}?q={quote(QUESTION)}")
    expect(page.locator(".qa-short")).to_contain_text("8th")
    ask(page, "When did the minister Ahmed go to Cairo?")
    expect(page.locator(".qa-short")).to_contain_text("Tuesday")
    expect(page).to_have_url(re.compile("q=When\\+did\\+the\\+minister"))
    page.locator("#qa-topic").get_by_text(QUESTION).click()
    expect(page.locator(".qa-short")).to_contain_text("8th")
    expect(page).to_have_url(re.compile("q=When\\+does"))
    page.go_back()
    expect(page.locator(".qa-short")).to_contain_text("Tuesday")


def test_typing_goes_on_while_an_answer_is_made(page):
    ask(page, QUESTION)
    box = page.get_by_label("Your question")
    box.fill("Something else that I am typing")
    expect(page.locator(".qa-short")).to_contain_text("8th")
    expect(box).to_have_value("Something else that I am typing")


def test_an_example_is_asked_by_a_click(page):
    page.get_by_role("button", name="When does Tony Blinken visit Korea?").click()
    expect(page.locator(".qa-card").first).to_be_visible()


def test_a_mistake_is_one_line_on_the_page(page):
    ask(page, "?!")
    expect(page.get_by_role("alert")).to_contain_text("holds no word; expected")
    expect(page.locator("#qa-about")).to_be_hidden()
