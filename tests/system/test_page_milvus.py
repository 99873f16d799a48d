"""The page over an index in a server: all that it does, and what it shows when the server dies."""

from __future__ import annotations

import time
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import gradio as gr
import pytest

from index.milvus.client import connected
from page.api import Api
from page.articles import Articles
from page.ask import Ask
from page.bar import Bar
from page.checks import Checks
from page.evidence import Evidence
from page.freshness import Freshness
from page.why import Why
from tests.support.milvus_server import SESSION, milvus_server
from tests.support.processes import PATIENCE
from tests.support.server_fixtures import QUICK
from tests.support.toys import APPLES

pytestmark = pytest.mark.slow

PEAR = "A pear fell on the stone."


@pytest.fixture(scope="module")
def server(server_machine):
    with TemporaryDirectory() as folder, milvus_server(Path(folder), tick=QUICK) as own:
        yield own


@pytest.fixture
def page(server, desk, seeds, tmp_path, request):
    """All that a visitor can call, over an index that is built through the page."""
    seeds({"a.txt": APPLES})
    collection = f"page_{request.node.name.partition('[')[2][:-1]}"
    address = f"{server.uri.replace('http', 'milvus')}/{collection}?replicas=1&shards=1"
    opened = desk(index=address)
    yield Page(opened, tmp_path / "checks.jsonl")
    for name in connected(opened.index).collections():
        if name.startswith(collection):
            connected(opened.index).drop(name)


class Page:
    def __init__(self, desk, checks: Path) -> None:
        self.index, self.freshness = desk.index, Freshness(desk)
        self.ask, self.bar = Ask(desk), Bar(desk, self.freshness)
        self.evidence, self.why = Evidence(desk), Why(desk)
        self.articles, self.checks = Articles(desk, self.freshness), Checks(desk, checks)
        self.api = Api(desk, self.freshness)

    def update(self) -> str:
        self.bar.update()
        self.freshness.job.wait()
        return self.bar.state()

    def callbacks(self, answer):
        """What is asked of the server, by name."""
        return {
            "answer": lambda: self.ask.answer("Did a river rise?")[0],
            "welcome": lambda: self.ask.welcome()[1],
            "bar": self.bar.state,
            "update": self.update,
            "back": self.bar.roll_back,
            "read": lambda: self.evidence.read("a.txt"),
            "passages": lambda: self.why.passages(answer),
            "place": lambda: self.why.place(answer, "The river rose."),
            "checks": self.checks.run,
        }

    def offline(self, answer):
        """What needs no server."""
        return {
            "cards": lambda: self.evidence.cards(answer),
            "checked": lambda: self.evidence.checked(answer),
            "first": lambda: self.evidence.first(answer),
            "open": lambda: self.evidence.open(answer, 1),
            "keep": lambda: self.checks.keep(answer, 1),
            "kept": self.checks.kept,
            "rows": self.articles.rows,
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
    assert "No index yet" in page.bar.state() and "No articles yet" in page.ask.welcome()[1]
    assert "generation 1" in page.update()
    said, answer = page.ask.answer("Did the apple hit a stone?")
    assert "An apple fell on the stone." in said
    assert "1 article to ask" in page.ask.welcome()[1]
    assert "Verified" in page.evidence.checked(answer)
    assert "An apple fell" in page.evidence.read("a.txt")
    assert "qa-passages" in page.why.passages(answer)
    page.checks.keep(answer, 1)
    seeds({"a.txt": PEAR, "b.txt": "A queen sat."})
    assert "1 changed, 1 new" in page.bar.state() and "new" in page.articles.rows()
    assert "Updated: 2 passages embedded, 0 kept" in page.update()
    assert PEAR in page.ask.answer("What fell on the stone?")[0]
    assert page.api.status().generation == 2
    assert "Generation 1 answers again" in page.bar.roll_back()
    assert "An apple fell" in page.ask.answer("What fell on the stone?")[0]
    assert "qa-problem" not in page.checks.run()


@pytest.mark.parametrize("failing", [died, frozen])
def test_a_page_whose_server_fails_says_so_everywhere_and_goes_on(
    page, server, failing, monkeypatch
):
    page.update()
    _, answer = page.ask.answer("Did the apple hit a stone?")
    page.checks.keep(answer, 1)
    answering = connected(page.index)
    monkeypatch.setattr(answering, "_timeout", 0.1)
    with failing(server):
        started = time.monotonic()
        for name, call in page.callbacks(answer).items():
            assert is_problem(call()), name
        for name, call in page.offline(answer).items():
            assert not is_problem(call()), name
        assert "a.txt" in page.articles.rows() and "qa-kind" not in page.articles.rows()
        for call in (page.api.status, page.api.update, lambda: page.api.ask("river?")):
            with pytest.raises(gr.Error, match="does not answer"):
                call()
        assert time.monotonic() - started < SESSION
    monkeypatch.undo()
    page.freshness.job.forget()
    end = time.monotonic() + PATIENCE
    while "Up to date" not in page.bar.state():
        assert time.monotonic() < end
        time.sleep(0.1)
    assert "An apple fell on the stone." in page.ask.answer("Did the apple hit a stone?")[0]
