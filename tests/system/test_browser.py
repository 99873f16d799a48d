"""The page as a person meets it: the real server, the real models, a real Chromium."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect, sync_playwright

from index import build, open_embedder
from tests.support.paths import ROOT
from tests.support.toys import SEED, SEEDS

pytestmark = pytest.mark.slow

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--disable-gpu", "--no-first-run"]  # fmt: skip
WIRE = """---
title: Blinken to visit Seoul
source: Wire Service
published: 2023-11-08
---
Tony Blinken visits Korea on the afternoon of the 8th, officials in Seoul said.
"""
ARABIC = "زار الوزير أحمد القاهرة يوم الثلاثاء.\n\nThe minister Ahmed went to Cairo on Tuesday."
QUESTION = "When does Blinken visit Korea?"
PATIENCE = 30_000  # milliseconds; the machine may be busy
SCREENSHOTS = os.environ.get("SCREENSHOTS")  # SCREENSHOTS=docs renews the README's picture


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """A seeds folder of our own, to be changed, and its index beside it."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "seeds").mkdir()
    shutil.copy(SEEDS / SEED, folder / "seeds" / SEED)
    (folder / "seeds" / "wire.txt").write_text(WIRE, encoding="utf-8")
    (folder / "seeds" / "arabic.txt").write_text(ARABIC, encoding="utf-8")
    build(folder / "seeds", folder / "index", embedder=open_embedder())
    return folder


def served(folder: Path, *words: str) -> subprocess.Popen:
    command = [sys.executable, "app.py", "--index", str(folder / "index"), *words]
    settings = {"QA_SEEDS": str(folder / "seeds"), "QA_CHECKS": str(folder / "checks.jsonl")}
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True,
                            env=os.environ | settings)  # fmt: skip


@pytest.fixture(scope="module")
def url(folder):
    with served(folder) as server:
        yield re.search(r"http://\S+", server.stdout.readline())[0]
        server.terminate()


@pytest.fixture(scope="module")
def browser():
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("no Chromium; expected one in CI; apt-get install chromium")
        pytest.skip("no Chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser, url):
    """A fresh page on which every request is recorded and none may leave this machine."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    requested: list[str] = []
    problems: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("dialog", lambda dialog: problems.append(f"script ran: {dialog.message}"))
    page.goto(url)
    page.get_by_label("Your question").wait_for()
    yield page
    hosts = {urlsplit(u).hostname for u in requested if not u.startswith(("data:", "blob:"))}
    assert hosts == {"127.0.0.1"}
    assert problems == []
    page.close()


def ask(page: Page, question: str) -> None:
    page.get_by_label("Your question").fill(question)
    page.get_by_role("button", name="Ask", exact=True).click()


def open_tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name, exact=True).click()


def assert_accessible(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert [(v["id"], v["impact"], v["nodes"][0]["html"][:200]) for v in found] == []


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
    expect(page.locator(".qa-verdict")).to_contain_text("Quote matches file: word for word")
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
    if SCREENSHOTS:
        page.screenshot(path=Path(SCREENSHOTS) / "page.png")
        page.emulate_media(color_scheme="dark")
        page.reload()
        page.locator(".qa-card", has=page.get_by_text("blinken visits korea", exact=True)).click()
        expect(page.locator(".qa-text p")).to_have_count(16)
        page.screenshot(path=Path(SCREENSHOTS) / "page-dark.png")


def test_abstention_is_a_result_with_its_reason_and_the_nearest_passages(page):
    ask(page, "What is the capital of Mongolia?")
    expect(page.locator(".qa-abstained")).to_contain_text("The articles do not answer this.")
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
    expect(page.locator("#qa-history")).to_contain_text(QUESTION)
    page.locator("#qa-history").get_by_text(QUESTION).click()
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
    page.get_by_text("What is said about North Korea?").click()
    expect(page.locator(".qa-card").first).to_be_visible()


def test_a_newcomer_reads_an_article_from_the_list(page):
    expect(page.locator(".qa-overview")).to_contain_text("articles")
    assert_accessible(page)
    page.locator(".qa-overview .qa-row", has_text="Blinken to visit Seoul").click()
    expect(page.locator(".qa-article .qa-text")).to_contain_text("officials in Seoul said")


def test_a_mistake_is_one_line_on_the_page(page):
    ask(page, "?!")
    expect(page.get_by_role("alert")).to_contain_text("holds no word; expected")
    expect(page.locator("#qa-about")).to_be_hidden()


def test_text_that_runs_from_right_to_left_does(page):
    ask(page, "When did the minister Ahmed go to Cairo?")
    paragraph = page.locator(".qa-text p").first
    expect(paragraph).to_contain_text("القاهرة")
    assert paragraph.evaluate("e => getComputedStyle(e).direction") == "rtl"


@pytest.mark.parametrize("width", [360, 768, 1920])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_width_and_scheme_is_readable(page, width, scheme):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 740})
    page.reload()
    ask(page, QUESTION)
    expect(page.locator(".qa-card .qa-badge").first).to_be_visible()
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
    page.get_by_label("Find the rank of a sentence or an article").fill(
        "The minister Ahmed went to Cairo on Tuesday."
    )
    page.get_by_role("button", name="Find").click()
    expect(page.locator(".qa-placed")).to_contain_text(re.compile(r"Rank \d+ of \d+"))
    assert_accessible(page)


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
        command = [sys.executable, "-m", "qa.commands.cli", "verify", str(file),
                   "--index", str(folder / "index")]  # fmt: skip
        proof = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert proof.returncode == 0, proof.stdout + proof.stderr


def test_keep_a_check_and_run_it(page, folder):
    ask(page, QUESTION)
    page.get_by_role("button", name="Save as a check").click()
    expect(page.locator("#qa-message")).to_contain_text("Saved.")
    open_tab(page, "Check-up")
    expect(page.locator("#qa-results")).to_contain_text(QUESTION)
    page.get_by_role("button", name="Run all checks").click()
    expect(page.locator("#qa-results")).to_contain_text("1 of 1 pass")
    assert_accessible(page)
    kept = (folder / "checks.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["question"] for line in kept] == [QUESTION]


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
    expect(page.locator("#qa-file-list")).to_contain_text(file.name)
    assert (
        page.locator(".qa-answer img, #qa-article img, #qa-file-list img, #qa-article a").count()
        == 0
    )


def test_upload_replace_and_delete(page, folder):
    seeds = folder / "seeds"
    open_tab(page, "Articles")
    expect(page.locator("#qa-file-list")).to_contain_text("wire.txt")
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
    open_tab(page, "Articles")
    assert_accessible(page)
    page.get_by_role("button", name="Delete yak.txt").click()
    page.get_by_role("button", name="Cancel deleting yak.txt").click()
    page.get_by_role("button", name="Delete yak.txt").click()
    page.locator('[data-do="delete"]').click()
    expect(page.locator("#qa-messages")).to_contain_text("Deleted yak.txt.")
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
    expect(page.locator("#qa-status")).to_contain_text("Up to date")
    ask(page, QUESTION)
    expect(page.locator(".qa-short")).to_contain_text("9th")
    page.get_by_role("button", name="Go back to generation").click()
    expect(page.locator("#qa-status")).to_contain_text("Went back to generation")
    ask(page, QUESTION)
    expect(page.locator(".qa-short")).to_contain_text("8th")


def test_a_taken_port_is_one_line_and_status_2(url, folder):
    port = str(urlsplit(url).port)
    command = [sys.executable, "app.py", "--index", str(folder / "index"), "--port", port]
    out = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (out.returncode, out.stdout) == (2, "")
    assert out.stderr.count("\n") == 1 and port in out.stderr


def test_a_newcomer_without_an_index_builds_one_on_the_page(browser, tmp_path):
    with served(tmp_path, "--new") as server:
        page = browser.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(re.search(r"http://\S+", server.stdout.readline())[0])
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
        server.terminate()
