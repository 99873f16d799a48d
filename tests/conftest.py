"""Fixtures of all tests: toy models, small folders, an index over them."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import index as index_package
import qa.assistant
from index import build
from index.corpus import Omission
from index.local.content import LocalContent
from index.sources.formats.draft import Draft, Drafts
from page.state.assistant_host import AssistantHost
from tests.page.toy_host import toy_host
from tests.support.scratch import use_memory
from tests.support.toys import ToyEmbedder

pytest_plugins = ["tests.support.distribution", "tests.support.server_fixtures"]

# A busy machine is no failure: no example has a time limit. A quarter of the usual number of
# examples without the slow tests, all with them.
untimed = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("all", untimed)
settings.register_profile("fast", untimed, max_examples=25)


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("fast" if config.option.markexpr == "not slow" else "all")
    use_memory(config)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[object]:
    """Modules and tests last as long as the process: the garbage collector, which would go through
    them again and again, is spared them.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.fixture
def embedder() -> ToyEmbedder:
    return ToyEmbedder()


@pytest.fixture
def seeds(tmp_path: Path) -> Callable[..., Path]:
    """Write files by name and return their folder."""
    folder = tmp_path / "seeds"

    def write(files: dict[str, str | bytes]) -> Path:
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return folder

    return write


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def footnotes(monkeypatch) -> None:
    """Text files leave out the lines that start with a star."""

    def read(content: bytes, name: str) -> Drafts:
        lines = content.decode().splitlines(keepends=True)
        left = "".join(line for line in lines if line.startswith("*"))
        text = "".join(line for line in lines if not line.startswith("*"))
        omissions = (Omission(len(left), "footnotes"),) if left else ()
        return Drafts((Draft(text, omissions=omissions),))

    monkeypatch.setattr("index.sources.seed.READERS", {".txt": read})


@pytest.fixture
def host(seeds, index, embedder) -> Callable[..., AssistantHost]:
    """Build an index of files, where any are given, and open a page's host over it."""

    def make(files: dict[str, str | bytes] | None = None, **chosen: object) -> AssistantHost:
        folder = seeds(files or {})
        if files:
            build(folder, index, embedder=embedder)
        return toy_host(embedder, **{"seeds": str(folder), "index": str(index)} | chosen)

    return make


@pytest.fixture
def degraded(monkeypatch) -> pytest.MonkeyPatch:
    """A part of every index does not answer, until this is undone."""
    whole = LocalContent.candidates
    monkeypatch.setattr(
        LocalContent, "candidates", lambda *asked: replace(whole(*asked), complete=False)
    )
    return monkeypatch


@pytest.fixture
def toy_models(monkeypatch, tmp_path):
    """Commands run in an empty folder with the toy embedder in the model's place."""
    monkeypatch.chdir(tmp_path)
    for variable in ("QA_SEEDS", "QA_INDEX"):
        monkeypatch.delenv(variable, raising=False)
    toy = ToyEmbedder()
    for module in (index_package, qa.assistant):
        monkeypatch.setattr(module, "open_embedder", lambda name: toy)
