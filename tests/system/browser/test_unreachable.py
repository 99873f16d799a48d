"""A server that is killed while its page is open, and started again."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.support.processes import HOST, free_ports
from tests.system.browser.sharing.forked_app import ForkedApp
from tests.system.browser.visitor import QUESTION, ask, assert_accessible, opened

pytestmark = pytest.mark.slow


class Server:
    """The page of a folder, served at the same address whenever it is started."""

    def __init__(self, folder: Path, kept: Path) -> None:
        (self._port,) = free_ports(1)
        self.url = f"http://{HOST}:{self._port}/"
        self._folder, self._kept = folder, kept
        self.start()

    def start(self) -> None:
        words = ["--index", str(self._folder / "index"), "--port", str(self._port)]
        settings = {"QA_SEEDS": str(self._folder / "seeds"), "QA_READER": "fast",
                    "QA_CHECKS": str(self._kept / "checks.jsonl")}  # fmt: skip
        self.program = ForkedApp(words, self._kept / "log", settings)

    @contextmanager
    def dead(self) -> Iterator[None]:
        """Killed for as long as the block lasts."""
        self.program.end(signal.SIGKILL)
        try:
            yield
        finally:
            self.start()


@pytest.fixture(scope="module")
def server(folder, tmp_path_factory) -> Iterator[Server]:
    server = Server(folder, tmp_path_factory.mktemp("server"))
    yield server
    server.program.end(signal.SIGKILL)


def test_a_dead_server_looks_dead_and_what_was_asked_is_answered_when_it_is_back(
    shared_browser, server
):
    with opened(shared_browser, server.url) as page:
        ask(page, QUESTION)
        expect(page.locator(".qa-card .qa-is-verified").first).to_be_visible()
        expect(page.locator("#qa-status")).to_contain_text("Up to date")
        with server.dead():
            expect(page.get_by_text("Server not reachable.")).to_be_visible()
            kept = page.get_by_text("Your question is kept, and asked when the server is back.")
            expect(kept).to_be_hidden()
            ask(page, "why?")
            expect(kept).to_be_visible()
            expect(page.locator("#qa-status")).to_be_hidden()
            for badge in page.locator(".qa-badge").all():
                expect(badge).to_be_hidden()
            expect(page.locator(".qa-of")).to_have_text(QUESTION)
            assert_accessible(page)
        expect(page.locator(".qa-of")).to_have_text("Searched: Why does Blinken visit Korea?")
        expect(page.get_by_label("Your question")).to_have_value("why?")
        expect(page.locator(".qa-turn")).to_contain_text(QUESTION)
        expect(page.locator("#qa-status")).to_contain_text("Up to date")
        expect(page.locator(".qa-card .qa-is-verified").first).to_be_visible()


def test_a_server_that_hangs_looks_dead_until_it_goes_on(shared_browser, server):
    with opened(shared_browser, server.url) as page:
        expect(page.locator("#qa-status")).to_contain_text("Up to date")
        server.program.send(signal.SIGSTOP)
        try:
            expect(page.get_by_text("Server not reachable.")).to_be_visible()
            expect(page.locator("#qa-status")).to_be_hidden()
        finally:
            server.program.send(signal.SIGCONT)
        expect(page.locator("#qa-status")).to_be_visible()


def test_a_question_asked_in_an_outage_keeps_its_filter(shared_browser, server):
    with opened(shared_browser, server.url) as page:
        page.get_by_role("button", name="Only some articles").click()
        # The lists' code is loaded when the panel first opens; the server must live until then.
        expect(page.get_by_label("Source")).to_be_visible()
        page.get_by_label("Published from").fill("2023-11")
        page.get_by_label("Published from").blur()
        expect(page.locator("#qa-scope-summary")).to_contain_text("2023-11")
        with server.dead():
            expect(page.get_by_text("Server not reachable.")).to_be_visible()
            ask(page, QUESTION)
        expect(page.locator(".qa-answer .qa-scope")).to_be_visible()
        expect(page.get_by_role("button", name="Only 1 of 3 articles")).to_be_visible()
