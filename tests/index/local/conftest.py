from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from index import build
from tests.support.toys import ToyEmbedder


@pytest.fixture
def make(seeds, index, embedder) -> Callable[[str], int]:
    """Build the index from one article of this text; return the generation's number."""

    def make(text: str) -> int:
        return build(seeds({"a.txt": text}), index, embedder=embedder).generation

    return make


@pytest.fixture(scope="module")
def original(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("seeds")
    (folder / "a.txt").write_text("First.")
    build(folder, folder.with_name("original"), embedder=ToyEmbedder())
    return folder.with_name("original")


@pytest.fixture
def first(index, original) -> Path:
    """An index of one article, to be damaged: a copy, which is made sooner than an index."""
    return Path(shutil.copytree(original, index))
