from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from httpx._transports import default

from index import build
from page.layout import build_page
from page.server.credentials import Credentials
from page.state.assistant_host import AssistantHost
from page.state.index_monitor import IndexMonitor
from tests.page.site import Site, served_site
from tests.page.toy_host import toy_host
from tests.support.toys import APPLES, ToyEmbedder


@pytest.fixture(scope="session", autouse=True)
def certificates_are_read_once() -> Iterator[None]:
    """And not for every request, of which they would take most of the time; none is encrypted."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(default, "create_ssl_context", cache(default.create_ssl_context))
        yield


@pytest.fixture
def served(host, tmp_path) -> Iterator[Callable[..., Site]]:
    """Serve one article, with these options of the server."""
    with ExitStack() as ending:

        def serve(credentials: Credentials | None = None, **options: object) -> Site:
            opened = host({"a.txt": APPLES})
            return ending.enter_context(served_site(opened, tmp_path, credentials, **options))

        yield serve


def apples_host(folder: Path) -> AssistantHost:
    """Over one article in a folder of its own."""
    seeds, index, embedder = folder / "seeds", folder / "index", ToyEmbedder()
    seeds.mkdir()
    (seeds / "a.txt").write_text(APPLES)
    build(seeds, index, embedder=embedder)
    return toy_host(embedder, seeds=str(seeds), index=str(index))


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Iterator[Site]:
    """One article, served for tests that leave it as it is: it takes a second to serve a page."""
    folder = tmp_path_factory.mktemp("site")
    with served_site(apples_host(folder), folder) as site:
        yield site


@pytest.fixture(scope="session")
def config(tmp_path_factory) -> Mapping[str, Any]:
    """The configuration by which Gradio tells a browser of the page's components and events."""
    folder = tmp_path_factory.mktemp("config")
    opened = apples_host(folder)
    page = build_page(opened, IndexMonitor(opened), checks=folder / "checks.jsonl")
    return page.get_config_file()
