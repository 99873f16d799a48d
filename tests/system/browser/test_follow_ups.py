"""Questions one after the other, of which each may lean on those before."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.system.browser.visitor import QUESTION, ask, assert_accessible

pytestmark = pytest.mark.slow

WHY, CAIRO = "Why does Blinken visit Korea?", "When did the minister Ahmed go to Cairo?"


def expect_answer(page: Page, question: str) -> None:
    expect(page.locator(f'.qa-answer[data-question="{question}"]')).to_be_visible()
    expect(page).to_have_title(f"{question} - article-qa")


@pytest.mark.parametrize(
    "page",
    [{}, {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"}],
    indirect=True,
    ids=["wide", "narrow and dark"],
)
def test_a_follow_up_shows_what_was_searched_and_the_turns_before(page):
    box = page.get_by_label("Your question")
    ask(page, QUESTION)
    expect_answer(page, QUESTION)
    expect(page.locator(".qa-of")).to_have_text(QUESTION)
    box.fill("why?")
    box.press("Enter")
    expect_answer(page, WHY)
    expect(page.locator(".qa-of")).to_have_text(f"Searched: {WHY}")
    expect(page.locator(".qa-turn")).to_have_text(re.compile(f"{re.escape(QUESTION)}.*8th"))
    expect(page.locator("#qa-history")).not_to_contain_text(QUESTION)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert_accessible(page)
    page.keyboard.type("whom will he meet?")  # the last question is selected, and replaced
    expect(page.locator(".qa-of")).to_have_text(f"Searched: {WHY}")  # what is typed changes nothing
    page.keyboard.press("Enter")
    expect_answer(page, "Whom will Blinken meet?")
    page.get_by_role("button", name="Edit").press("Enter")
    expect(box).to_be_focused()
    expect(box).to_have_value("Whom will Blinken meet?")
    page.locator(".qa-turn", has_text=QUESTION).press("Enter")  # opened again, it is the latest
    expect_answer(page, QUESTION)
    expect(page.locator(".qa-turn")).to_have_count(2)
    page.go_back()
    expect_answer(page, "Whom will Blinken meet?")
    expect(page.locator(".qa-turn")).to_have_count(2)


def test_a_question_that_stands_alone_is_left_alone_and_a_wrong_guess_undone(page):
    ask(page, QUESTION)
    expect_answer(page, QUESTION)
    ask(page, CAIRO)
    expect_answer(page, CAIRO)
    expect(page.locator(".qa-of")).to_have_text(CAIRO)
    ask(page, "why?")
    expect_answer(page, "Why did the minister Ahmed go to Cairo?")
    page.get_by_role("button", name="Search as typed").click()
    expect_answer(page, "why?")
    page.get_by_text("1 earlier question").click()
    expect(page.locator(".qa-turn").first).to_contain_text(QUESTION)


def test_a_new_topic_forgets_and_so_do_a_link_and_an_older_question(page, url):
    ask(page, QUESTION)
    expect_answer(page, QUESTION)
    page.get_by_role("button", name="New topic").press("Enter")
    box = page.get_by_label("Your question")
    expect(box).to_be_focused()
    expect(box).to_have_value("")
    expect(page.locator(".qa-answer, .qa-turn, .qa-card")).to_have_count(0)
    expect(page.locator(".qa-overview")).to_be_visible()
    expect(page).to_have_title("article-qa")
    ask(page, "why?")
    expect_answer(page, "why?")
    page.locator("#qa-history").get_by_text(QUESTION).click()
    expect_answer(page, QUESTION)
    expect(page.locator(".qa-turn")).to_have_count(0)
    page.goto(f"{url}?q={quote('why?')}")
    expect_answer(page, "why?")
