from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from index import build
from page.server.credentials import Credentials
from tests.page.site import Site, served_site
from tests.page.toy_host import toy_host
from tests.support.toys import APPLES, ToyEmbedder


@pytest.fixture
def served(host, tmp_path) -> Iterator[Callable[..., Site]]:
    """Serve one article, with these options of the server."""
    with ExitStack() as ending:

        def serve(credentials: Credentials | None = None, **options: object) -> Site:
            opened = host({"a.txt": APPLES})
            return ending.enter_context(served_site(opened, tmp_path, credentials, **options))

        yield serve


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Iterator[Site]:
    """One article, served for tests that leave it as it is: it takes a second to serve a page."""
    folder = tmp_path_factory.mktemp("site")
    seeds, index, embedder = folder / "seeds", folder / "index", ToyEmbedder()
    seeds.mkdir()
    (seeds / "a.txt").write_text(APPLES)
    build(seeds, index, embedder=embedder)
    opened = toy_host(embedder, seeds=str(seeds), index=str(index))
    with served_site(opened, folder) as site:
        yield site
