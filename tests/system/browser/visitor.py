"""A page that is served over articles of our own, and what a visitor does on it."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from index import build, open_embedder
from tests.support.toys import SEED, SEEDS
from tests.system.browser.sharing.forked_app import ForkedApp
from tests.system.browser.sharing.shared_browser import SharedBrowser

WIRE = """---
title: Blinken to visit Seoul
source: Wire Service
published: 2023-11-08
author: Ann Author
url: https://wire.example/2023/blinken
---
Tony Blinken visits Korea on the afternoon of the 8th, officials in Seoul said.
"""
ARABIC = "زار الوزير أحمد القاهرة يوم الثلاثاء.\n\nThe minister Ahmed went to Cairo on Tuesday."
QUESTION = "When does Blinken visit Korea?"
PATIENCE = 30_000  # milliseconds; the machine may be busy
AXE = Axe().axe_script
VIOLATIONS = "axe.run({reporter: 'no-passes'}).then((found) => found.violations)"


def site_in(folder: Path) -> Path:
    """A seeds folder of our own, and its index beside it."""
    (folder / "seeds").mkdir()
    shutil.copy(SEEDS / SEED, folder / "seeds" / SEED)
    (folder / "seeds" / "wire.txt").write_text(WIRE, encoding="utf-8")
    (folder / "seeds" / "arabic.txt").write_text(ARABIC, encoding="utf-8")
    build(folder / "seeds", folder / "index", embedder=open_embedder())
    return folder


@contextmanager
def served(folder: Path, *words: str) -> Iterator[str]:
    """The address of the page over a folder, as long as it is served."""
    settings = {"QA_SEEDS": str(folder / "seeds"), "QA_CHECKS": str(folder / "checks.jsonl")}
    server = ForkedApp(["--index", str(folder / "index"), *words], folder / "log", settings)
    try:
        yield re.search(r"http://\S+", server.output())[0]
    finally:
        server.end()


@contextmanager
def opened(browser: Browser | SharedBrowser, url: str, **options: object) -> Iterator[Page]:
    """A fresh page on which every request is recorded and none may leave this machine."""
    page = browser.new_page(**{"viewport": {"width": 1280, "height": 900}} | options)
    page.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    requested: list[str] = []
    problems: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("dialog", lambda dialog: problems.append(f"script ran: {dialog.message}"))
    page.goto(url)
    page.locator("#qa-question textarea").wait_for()
    yield page
    hosts = {urlsplit(u).hostname for u in requested if not u.startswith(("data:", "blob:"))}
    assert hosts == {"127.0.0.1"}
    assert problems == []
    page.close()


def ask(page: Page, question: str) -> None:
    page.locator("#qa-question textarea").fill(question)
    page.locator("#qa-question .submit-button").click()


def open_tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name, exact=True).click()


def assert_accessible(page: Page) -> None:
    expect(page.locator(".qa-busy")).to_have_count(0)  # pale until the last piece has come
    if not page.evaluate("window.axe !== undefined"):  # from an earlier look at this document
        page.evaluate(AXE)
    found = page.evaluate(VIOLATIONS)
    assert [(v["id"], v["impact"], v["nodes"][0]["html"][:200]) for v in found] == []
