"""The panels of an answer and of the articles, in windows of different sizes."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from qa.text.links import sentence_link
from tests.support.commanded import qa
from tests.support.paths import ROOT
from tests.system.browser.visitor import (
    QUESTION,
    ask,
    assert_accessible,
    open_tab,
)

pytestmark = pytest.mark.slow


def test_a_newcomer_reads_an_article_from_the_list(page):
    expect(page.locator(".qa-overview")).to_contain_text("articles")
    assert_accessible(page)
    page.locator(".qa-overview .qa-row", has_text="Blinken to visit Seoul").click()
    expect(page.locator(".qa-article .qa-text")).to_contain_text("officials in Seoul said")


def test_text_that_runs_from_right_to_left_does(page):
    ask(page, "When did the minister Ahmed go to Cairo?")
    paragraph = page.locator(".qa-text p").first
    expect(paragraph).to_contain_text("القاهرة")
    assert paragraph.evaluate("e => getComputedStyle(e).direction") == "rtl"


@pytest.mark.parametrize(
    ("page", "widths"),
    [
        ({"color_scheme": "light", "viewport": {"width": 360, "height": 740}}, (360, 768, 1920)),
        ({"color_scheme": "dark", "viewport": {"width": 1920, "height": 740}}, (1920, 768, 360)),
    ],
    indirect=["page"],
    ids=["light", "dark"],
)
def test_every_width_and_scheme_is_readable(page, widths):
    ask(page, QUESTION)
    expect(page.locator(".qa-card .qa-badge").first).to_be_visible()
    for width in widths:
        page.set_viewport_size({"width": width, "height": 740})
        for tab in ("Compare", "Why", "Save", "Evidence"):
            open_tab(page, tab)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert_accessible(page)


def test_compare_explain_and_place(page):
    ask(page, QUESTION)
    open_tab(page, "Compare")
    expect(page.locator(".qa-group").first).to_contain_text("2 articles")
    assert_accessible(page)
    open_tab(page, "Why")
    expect(page.locator(".qa-passages > li").first).to_contain_text("cited")
    page.get_by_label("Why not this sentence?").fill("The minister Ahmed went to Cairo on Tuesday.")
    page.get_by_role("button", name="Find").click()
    expect(page.locator(".qa-placed")).to_contain_text(re.compile(r"Rank \d+ of \d+"))
    assert_accessible(page)


def test_titles_open_the_article_from_the_comparison_and_from_the_reasons(page):
    ask(page, QUESTION)
    expect(page.locator(".qa-card .qa-badge").first).to_be_visible()
    open_tab(page, "Compare")
    page.locator("#qa-compare .qa-opener").nth(1).click()
    expect(page.locator(".qa-steps")).to_contain_text("2 of 2")
    open_tab(page, "Why")
    page.locator("#qa-why .qa-opener", has_text="arabic").first.click()
    expect(page.locator(".qa-article .qa-text")).to_contain_text("The minister Ahmed")
    assert_accessible(page)


def test_the_keyboard_keeps_its_place_and_the_question_its_ring(page):
    box = page.get_by_label("Your question")
    box.focus()
    ring = page.locator("#qa-question").evaluate("e => getComputedStyle(e).outlineStyle")
    assert ring == "solid"
    ask(page, QUESTION)
    expect(page.locator(".qa-verdict .qa-is-verified")).to_be_visible()
    page.get_by_role("button", name="Next", exact=True).press("Enter")
    expect(page.locator(".qa-steps")).to_contain_text("2 of")
    expect(page.locator(".qa-step:focus")).to_have_count(1)


def test_take_the_answer_away_and_prove_it(page, folder, tmp_path):
    ask(page, QUESTION)
    expect(page.locator(".qa-short")).to_contain_text("8th")
    open_tab(page, "Save")
    for form, ending in (("Markdown", ".md"), ("JSON", ".json"), ("HTML page", ".html")):
        with page.expect_download() as saved:
            page.get_by_role("button", name=form).click()
        file = tmp_path / saved.value.suggested_filename
        saved.value.save_as(file)
        assert file.name == f"answer-when-does-blinken-visit-korea{ending}"
        proof = qa("verify", str(file), "--index", str(folder / "index"))
        assert proof.status == 0, proof
    for form, ending in (("BibTeX", ".bib"), ("RIS", ".ris"), ("CSL", ".csl.json")):
        with page.expect_download() as saved:
            page.get_by_role("button", name=form, exact=True).click()
        assert saved.value.suggested_filename == f"answer-when-does-blinken-visit-korea{ending}"
        assert "Blinken to visit Seoul" in saved.value.path().read_text(encoding="utf-8")


def test_a_sentence_is_copied_with_its_source(page, url):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=url)
    ask(page, QUESTION)
    source = "(Blinken to visit Seoul, Ann Author, Wire Service, 8 November 2023, {})"
    source = source.format("https://wire.example/2023/blinken")
    sentence = "Tony Blinken visits Korea on the afternoon of the 8th, officials in Seoul said."
    card = page.locator(".qa-cards li", has_text="Blinken to visit Seoul")
    expect(card.locator(".qa-badge")).to_contain_text("Quote matches file")
    link = card.get_by_role("link", name="Open the page")
    assert link.get_attribute("href").startswith(
        "https://wire.example/2023/blinken#:~:text=Tony%20"
    )
    box = page.get_by_label("Your question")
    for clipboard in (True, False):
        page.evaluate("navigator.clipboard.writeText('nothing')")
        if not clipboard:  # as where the page is served to another machine without TLS
            page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
        card.get_by_role("button", name="Copy with source").click()
        expect(card.locator(".qa-copy")).to_have_text("Copied")
        box.fill("")
        box.press("Control+v")
        expect(box).to_have_value(f"“{sentence}” {source}")
        expect(card.locator(".qa-copy")).to_have_text("Copy with source")


@pytest.mark.parametrize(
    "sentence",
    [
        "The well-known mayor, 50% of the council & “others” left – at last.",
        f"The well-known mayor, {'and another one, ' * 50}left – at last.",
    ],
    ids=["whole", "by both its ends"],
)
def test_the_link_of_a_sentence_scrolls_to_it(browser, sentence):
    far = "<p style='height: 3000px'>The mayor left.</p>"
    html = f"<!doctype html>{far}<p>{sentence.replace('&', '&amp;')}</p>{far}"
    page = browser.new_page()
    page.route("**", lambda r: r.fulfill(body=html, content_type="text/html; charset=utf-8"))
    page.goto("https://paper.example/a#top")
    assert page.evaluate("scrollY") == 0
    page.goto(sentence_link("https://paper.example/b#top", sentence))
    page.wait_for_function("scrollY > 2000")
    page.close()


def test_keep_a_check_and_run_it(page, folder):
    ask(page, QUESTION)
    page.get_by_role("button", name="Save as test").click()
    expect(page.locator("#qa-message")).to_contain_text("Saved.")
    open_tab(page, "Check-up")
    expect(page.locator("#qa-results")).to_contain_text(QUESTION)
    page.get_by_role("button", name="Run all").click()
    expect(page.locator("#qa-checkup")).to_contain_text("1 of 1 pass")
    assert_accessible(page)
    kept = (folder / "checks.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["question"] for line in kept] == [QUESTION]


def test_a_taken_port_is_one_line_and_status_2(url, folder):
    port = str(urlsplit(url).port)
    command = [sys.executable, "app.py", "--index", str(folder / "index"), "--port", port]
    out = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (out.returncode, out.stdout) == (2, "")
    assert out.stderr.count("\n") == 1 and port in out.stderr
