"""Saved questions after an update: the tab shows differences until they are settled."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.system.browser.visitor import (
    QUESTION,
    WIRE,
    ask,
    assert_accessible,
    opened,
    served,
    site_in,
)

pytestmark = pytest.mark.slow

CAIRO, OXFORD = "When did the minister Ahmed go to Cairo?", "Who is the mayor of Oxford?"
LATER = WIRE.replace("afternoon of the 8th", "morning of the 9th").replace("11-08", "11-09")


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """Articles that the test of this file changes."""
    return site_in(tmp_path_factory.mktemp("checkup"))


@pytest.fixture(scope="module")
def url(folder) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QA_GAPS", str(folder / "gaps.jsonl"))
        with served(folder) as url:
            yield url


def save(page: Page, question: str, button: str = "Save as test") -> None:
    ask(page, question)
    expect(page.locator(f'.qa-answer[data-question="{question}"]')).to_be_visible()
    page.get_by_role("button", name=button).click()
    expect(page.locator("#qa-message")).to_contain_text("Saved.")


def test_what_an_update_changes_is_told_and_stays_until_it_is_accepted(shared_browser, url, folder):
    with opened(shared_browser, url) as page:
        save(page, QUESTION)
        save(page, CAIRO)
        save(page, OXFORD, "Save “no answer” as test")
        (folder / "seeds" / "wire.txt").write_text(LATER, encoding="utf-8")
        page.get_by_role("button", name="Update the index").click()
        expect(page.get_by_role("tab", name="Check-up (1)")).to_be_visible()
        expect(page.locator("#qa-status")).to_contain_text("1 of 3 saved questions is answered")
        page.get_by_role("button", name="Show them").click()
        first = page.locator(".qa-check").first
        expect(first).to_contain_text("afternoon of the 8th")
        expect(first).to_contain_text("morning of the 9th")
        assert_accessible(page)
    with opened(shared_browser, url, viewport={"width": 390, "height": 740}) as page:
        page.get_by_role("tab", name="Check-up (1)").click()  # another visitor, later
        expect(page.locator("#qa-checkup")).to_contain_text("2 of 3 pass in generation 2")
        expect(page.locator("#qa-gaps")).to_contain_text(OXFORD)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert_accessible(page)
        page.get_by_role("button", name="Accept the new answer").click()
        expect(page.get_by_role("tab", name="Check-up", exact=True)).to_be_visible()
        page.get_by_role("button", name=f"Remove the test: {CAIRO}").click()
        expect(page.locator(".qa-check")).to_have_count(2)
        page.get_by_role("button", name="Run all").click()
        expect(page.locator("#qa-checkup")).to_contain_text("2 of 2 pass in generation 2")
        page.locator("#qa-gaps").get_by_role("button", name=OXFORD).click()
        expect(page.locator(f'.qa-answer[data-question="{OXFORD}"]')).to_be_visible()
    saved = (folder / "checks.jsonl").read_text(encoding="utf-8").splitlines()
    right = {one["question"]: one["answers"] for one in map(json.loads, saved)}
    assert right == {QUESTION: [{"text": "morning of the 9th"}], OXFORD: []}


def test_going_back_asks_the_saved_questions_again(shared_browser, url):
    with opened(shared_browser, url) as page:
        page.get_by_role("button", name="Undo last update").click()
        page.get_by_role("tab", name="Check-up (1)").click()
        expect(page.locator("#qa-checkup")).to_contain_text(re.compile("1 of 2 pass in .* 1"))
