"""The page as a person meets it: the real server, the real models, a real Chromium."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.system.browser.sharing.shared_browser import SharedBrowser
from tests.system.browser.visitor import opened, served, site_in

# The first is the same engine without windows of its own: half of the processor's time.
PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser")
CHROMIUM = next(filter(None, map(shutil.which, PROGRAMS)), None)
FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--disable-gpu", "--no-first-run"]  # fmt: skip
ONE_PROCESS = "--renderer-process-limit=1"  # for the pages of a context


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail(f"no Chromium; expected one in CI; apt-get install {PROGRAMS[0]}")
        pytest.skip(f"no Chromium: apt-get install {PROGRAMS[0]}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, ONE_PROCESS])
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def shared_browser(browser) -> SharedBrowser:
    return SharedBrowser(browser)


@pytest.fixture(scope="package")
def folder(tmp_path_factory) -> Path:
    """Articles that no test changes."""
    return site_in(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="package")
def url(folder) -> Iterator[str]:
    with served(folder) as url:
        yield url


@pytest.fixture
def page(shared_browser, url, request) -> Iterator[Page]:
    """A fresh page; a test may give the options of its window."""
    with opened(shared_browser, url, **getattr(request, "param", {})) as page:
        yield page
