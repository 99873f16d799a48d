"""The page over an index in a server: all that it does, and what it shows when the server dies."""

from __future__ import annotations

import time
from contextlib import contextmanager
from pathlib import Path

import gradio as gr
import pytest

from index.milvus.server.client import connect
from page.api import Api
from page.panels.ask import AnswerPanel
from page.panels.asking.start import StartPanel
from page.panels.checks import ChecksPanel
from page.panels.evidence import EvidencePanel
from page.panels.head.status_bar import StatusBar
from page.panels.library.panel import LibraryPanel
from page.panels.library.view import LibraryView
from page.panels.why import WhyPanel
from page.state.index_monitor import IndexMonitor
from tests.support.processes import wait_until
from tests.support.server_fixtures import MORTAL_SESSION
from tests.support.toys import APPLES

pytestmark = pytest.mark.slow

PEAR = "A pear fell on the stone."


@pytest.fixture
def server(mortal_milvus):
    return mortal_milvus


@pytest.fixture
def page(server, host, seeds, tmp_path, request):
    """All that a visitor can call, over an index that is built through the page."""
    seeds({"a.txt": APPLES})
    collection = f"page_{request.node.name.partition('[')[2][:-1]}"
    address = f"{server.uri.replace('http', 'milvus')}/{collection}?replicas=1&shards=1"
    opened = host(index=address)
    yield Page(opened, tmp_path / "checks.jsonl")
    for name in connect(opened.index).collections():
        if name.startswith(collection):
            connect(opened.index).drop(name)


class Page:
    def __init__(self, host, checks: Path) -> None:
        self.index, self.monitor = host.index, IndexMonitor(host)
        self.ask, self.bar = AnswerPanel(host), StatusBar(host, self.monitor)
        self.start = StartPanel(host)
        self.evidence, self.why = EvidencePanel(host), WhyPanel(host)
        self.library, self.checks = LibraryPanel(host, self.monitor), ChecksPanel(host, checks)
        self.api = Api(host, self.monitor)

    def update(self) -> str:
        self.bar.update()
        self.monitor.job.wait()
        return self.bar.html()

    def callbacks(self, answer):
        """The callbacks that ask the server, by name."""
        return {
            "answer": lambda: self.ask.answer("Did a river rise?")[0],
            "overview": self.start.overview,
            "bar": self.bar.html,
            "update": self.update,
            "back": self.bar.undo,
            "read": lambda: self.evidence.read("a.txt"),
            "passages": lambda: self.why.passages(answer),
            "place": lambda: self.why.locate(answer, "The river rose."),
            "checks": self.checks.run,
        }

    def offline(self, answer):
        """The callbacks that need no server."""
        return {
            "cards": lambda: self.evidence.cards(answer),
            "checked": lambda: self.evidence.verified_cards(answer),
            "first": lambda: self.evidence.first_article(answer),
            "open": lambda: self.evidence.open(answer, 1),
            "keep": lambda: self.checks.save(answer, 1),
            "kept": self.checks.saved,
            "rows": lambda: self.library.html(LibraryView()),
        }


@contextmanager
def died(server):
    server.kill()
    try:
        yield
    finally:
        server.start()


@contextmanager
def frozen(server):
    server.freeze()
    try:
        yield
    finally:
        server.thaw()


def is_problem(said: str) -> bool:
    return "qa-problem" in said and "does not answer" in said and "Traceback" not in said


def test_an_index_is_built_asked_updated_and_gone_back_from(page, seeds):
    assert "No index yet" in page.bar.html() and "No articles yet" in page.start.overview()
    assert "generation 1" in page.update()
    said, answer = page.ask.answer("Did the apple hit a stone?")
    assert "An apple fell on the stone." in said
    assert "1 article<" in page.start.overview()
    assert "Quote matches file" in page.evidence.verified_cards(answer)
    assert "An apple fell" in page.evidence.read("a.txt")
    assert "qa-passages" in page.why.passages(answer)
    page.checks.save(answer, 1)
    seeds({"a.txt": PEAR, "b.txt": "A queen sat."})
    assert "1 changed, 1 new" in page.bar.html() and "new" in page.library.html(LibraryView())
    assert "2 passages embedded, 0 kept" in page.update()
    assert PEAR in page.ask.answer("What fell on the stone?")[0]
    assert page.api.status().generation == 2
    assert "generation 1 is in use again" in page.bar.undo()
    assert "An apple fell" in page.ask.answer("What fell on the stone?")[0]
    assert "qa-problem" not in page.checks.run()


@pytest.mark.parametrize("failing", [died, frozen])
def test_a_page_whose_server_fails_says_so_everywhere_and_goes_on(
    page, server, failing, monkeypatch
):
    page.update()
    _, answer = page.ask.answer("Did the apple hit a stone?")
    page.checks.save(answer, 1)
    answering = connect(page.index)
    monkeypatch.setattr(answering, "_timeout", 0.1)
    with failing(server):
        started = time.monotonic()
        for name, call in page.callbacks(answer).items():
            assert is_problem(call()), name
        for name, call in page.offline(answer).items():
            assert not is_problem(call()), name
        assert "a.txt" in page.library.html(LibraryView()) and "qa-kind" not in page.library.html(
            LibraryView()
        )
        for call in (page.api.status, page.api.update, lambda: page.api.ask("river?")):
            with pytest.raises(gr.Error, match="does not answer"):
                call()
        assert time.monotonic() - started < MORTAL_SESSION
    monkeypatch.undo()
    wait_until(lambda: "Up to date" in page.bar.html())
    assert "An apple fell on the stone." in page.ask.answer("Did the apple hit a stone?")[0]
