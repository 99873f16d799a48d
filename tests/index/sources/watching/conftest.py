from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.index.sources.watching.watched import Watcher


@pytest.fixture
def folder(seeds) -> Path:
    return seeds({"a.txt": "An apple fell.", "sub/b.txt": "The river rose."})


@pytest.fixture
def watcher(folder) -> Iterator[Watcher]:
    with Watcher(folder) as watcher:
        yield watcher
