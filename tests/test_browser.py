"""The page as a person meets it: the real server, the real models, a real Chromium."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from conftest import SEED, SEEDS
from playwright.sync_api import Page, expect, sync_playwright

from index import SentenceTransformerEmbedder, build

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--disable-gpu", "--no-first-run"]  # fmt: skip
WIRE = "Tony Blinken visits Korea on the afternoon of the 8th, officials in Seoul said."
PATIENCE = 30_000  # milliseconds; the machine may be busy


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """A seeds folder of our own, to be changed, and its index beside it."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "seeds").mkdir()
    shutil.copy(SEEDS / SEED, folder / "seeds" / SEED)
    (folder / "seeds" / "wire.txt").write_text(WIRE)
    build(folder / "seeds", folder / "index", embedder=SentenceTransformerEmbedder())
    return folder


@pytest.fixture(scope="module")
def url(folder):
    command = [sys.executable, "app.py", "--index", str(folder / "index")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        line = server.stdout.readline()
        yield re.search(r"http://\S+", line)[0]
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
    page.goto(url)
    page.get_by_label("Question").wait_for()
    yield page
    hosts = {urlsplit(u).hostname for u in requested if not u.startswith(("data:", "blob:"))}
    assert hosts == {"127.0.0.1"}
    assert problems == []
    page.close()


def ask(page: Page, question: str) -> None:
    page.get_by_label("Question").fill(question)
    page.get_by_role("button", name="Ask").click()


def test_ask_and_see_the_answer_with_its_evidence(page):
    ask(page, "When does Blinken visit Korea?")
    expect(page.locator(".qa-short")).to_contain_text("8th")
    expect(page.locator(".qa-answer .qa-note")).to_contain_text("confidence")
    expect(page.locator(".qa-card")).to_have_count(2)
    expect(page.locator(".qa-card").first).to_contain_text("visits Korea on the afternoon")
    expect(page.locator("#qa-chosen")).to_contain_text("8th")
    expect(page.locator("mark.qa-sentence.qa-is-chosen").first).to_contain_text("Tony Blinken")
    expect(page.locator("#qa-chosen")).to_be_in_viewport()


def test_open_a_citation_by_keyboard(page):
    ask(page, "When does Blinken visit Korea?")
    second = page.locator(".qa-card").nth(1)
    second.wait_for()
    article = second.locator(".qa-note").inner_text()
    second.focus()
    page.keyboard.press("Enter")
    expect(page.locator('.qa-card[aria-pressed="true"] .qa-number')).to_have_text("2")
    expect(page.locator(".qa-article h3")).to_have_text(article)
    expect(page.locator("#qa-chosen")).to_be_in_viewport()


def test_open_a_citation_by_a_click_and_read_on_in_its_article(page):
    ask(page, "When does Blinken visit Korea?")
    page.locator(".qa-card", has_text=SEED).click()
    expect(page.locator(".qa-article h3")).to_have_text(SEED)
    expect(page.locator(".qa-text p")).to_have_count(16)
    if "SCREENSHOTS" in os.environ:  # SCREENSHOTS=docs renews the README's picture
        page.screenshot(path=Path(os.environ["SCREENSHOTS"]) / "page.png")


def test_abstention_is_said_with_its_reason(page):
    ask(page, "What is the capital of Mongolia?")
    expect(page.locator(".qa-abstained")).to_contain_text("The articles do not answer this.")
    expect(page.locator(".qa-abstained .qa-note")).not_to_be_empty()
    expect(page.locator(".qa-card")).to_have_count(0)


def test_an_example_is_asked_by_a_click(page):
    page.get_by_text("What is said about North Korea?").click()
    expect(page.locator(".qa-card").first).to_be_visible()


def test_a_mistake_is_one_line_on_the_page(page):
    ask(page, "?!")
    expect(page.get_by_role("alert")).to_contain_text("holds no word; expected")


def test_narrow_screen_has_no_sideways_scroll(page):
    page.set_viewport_size({"width": 360, "height": 740})
    ask(page, "When does Blinken visit Korea?")
    expect(page.locator(".qa-short")).to_contain_text("8th")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_hostile_text_is_shown_and_not_run(page, folder):
    page.on("dialog", lambda dialog: pytest.fail(f"script ran: {dialog.message}"))
    hostile = "The zebra <img src=x onerror=alert(1)> ate ${alert(2)} and {{alert(3)}} whole."
    (folder / "seeds" / "hostile.txt").write_text(hostile)
    page.get_by_role("button", name="Update the index").click()
    expect(page.locator("#qa-state")).to_contain_text("3 articles")
    ask(page, "Did the zebra eat it whole?")  # answered with the whole sentence
    expect(page.locator(".qa-short")).to_have_text(hostile)
    expect(page.locator("#qa-chosen")).to_have_text(hostile)
    assert page.locator(".qa-short img, .qa-text img").count() == 0


def test_a_taken_port_is_one_line_and_status_2(url, folder):
    port = str(urlsplit(url).port)
    command = [sys.executable, "app.py", "--index", str(folder / "index"), "--port", port]
    out = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (out.returncode, out.stdout) == (2, "")
    assert out.stderr.count("\n") == 1 and port in out.stderr


def test_change_the_seed_update_and_ask_again(page, folder):
    for seed in (folder / "seeds" / SEED, folder / "seeds" / "wire.txt"):
        text = seed.read_text(encoding="utf-8")
        seed.write_text(text.replace("afternoon of the 8th", "morning of the 9th"))
    page.reload()
    expect(page.locator("#qa-state")).to_contain_text("2 changed since the last build")
    ask(page, "When does Blinken visit Korea?")
    expect(page.locator(".qa-short")).to_contain_text("8th")  # from the index as it is
    page.get_by_role("button", name="Update the index").click()
    expect(page.locator("#qa-state")).to_contain_text("up to date with the seeds")
    ask(page, "When does Blinken visit Korea?")
    expect(page.locator(".qa-short")).to_contain_text("9th")
