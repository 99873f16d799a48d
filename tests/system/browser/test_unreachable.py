"""A server that is killed while its page is open, and started again."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.support.paths import ROOT
from tests.support.processes import HOST, Program, free_ports
from tests.system.browser.visitor import QUESTION, ask, assert_accessible, opened

pytestmark = pytest.mark.slow


@contextmanager
def killed_at_the_end(folder: Path, log: Path, port: int) -> Iterator[Program]:
    command = [sys.executable, ROOT / "app.py", "--index", folder / "index", "--port", str(port)]
    settings = {"QA_SEEDS": str(folder / "seeds"), "QA_CHECKS": str(log.parent / "checks.jsonl"),
                "QA_READER": "fast"}  # fmt: skip
    program = Program(command, log, settings)
    try:
        program.wait_until(lambda: "Ctrl-C" in program.output())
        yield program
    finally:
        program.kill()


def test_a_dead_server_looks_dead_and_what_was_asked_is_answered_when_it_is_back(
    browser, folder, tmp_path
):
    (port,) = free_ports(1)
    with killed_at_the_end(folder, tmp_path / "first", port):
        visit = opened(browser, f"http://{HOST}:{port}/")
        page = visit.__enter__()
        ask(page, QUESTION)
        expect(page.locator(".qa-card .qa-is-verified").first).to_be_visible()
        expect(page.locator("#qa-status")).to_contain_text("Up to date")
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
    with killed_at_the_end(folder, tmp_path / "second", port):
        expect(page.locator(".qa-of")).to_have_text("Searched: Why does Blinken visit Korea?")
        expect(page.get_by_label("Your question")).to_have_value("why?")
        expect(page.locator(".qa-turn")).to_contain_text(QUESTION)
        expect(page.locator("#qa-status")).to_contain_text("Up to date")
        expect(page.locator(".qa-card .qa-is-verified").first).to_be_visible()
        visit.__exit__(None, None, None)


def test_a_server_that_hangs_looks_dead_until_it_goes_on(browser, folder, tmp_path):
    (port,) = free_ports(1)
    with (
        killed_at_the_end(folder, tmp_path / "log", port) as program,
        opened(browser, f"http://{HOST}:{port}/") as page,
    ):
        expect(page.locator("#qa-status")).to_contain_text("Up to date")
        os.kill(program.pid, signal.SIGSTOP)
        try:
            expect(page.get_by_text("Server not reachable.")).to_be_visible()
            expect(page.locator("#qa-status")).to_be_hidden()
        finally:
            os.kill(program.pid, signal.SIGCONT)
        expect(page.locator("#qa-status")).to_be_visible()


def test_a_question_asked_in_an_outage_keeps_its_filter(browser, folder, tmp_path):
    (port,) = free_ports(1)
    with killed_at_the_end(folder, tmp_path / "first", port):
        visit = opened(browser, f"http://{HOST}:{port}/")
        page = visit.__enter__()
        page.get_by_role("button", name="Only some articles").click()
        # The lists' code is loaded when the panel first opens; the server must live until then.
        expect(page.get_by_label("Source")).to_be_visible()
        page.get_by_label("Published from").fill("2023-11")
        page.get_by_label("Published from").blur()
        expect(page.locator("#qa-scope-summary")).to_contain_text("2023-11")
    expect(page.get_by_text("Server not reachable.")).to_be_visible()
    ask(page, QUESTION)
    with killed_at_the_end(folder, tmp_path / "second", port):
        expect(page.locator(".qa-answer .qa-scope")).to_be_visible()
        expect(page.get_by_role("button", name="Only 1 of 3 articles")).to_be_visible()
        visit.__exit__(None, None, None)
