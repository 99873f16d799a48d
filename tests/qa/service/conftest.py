"""Endpoints over an index of two small articles, with toy models."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from index import build
from qa import Assistant, Settings
from qa.readers.sentence_reader import SentenceReader
from qa.service.endpoints import Endpoints
from qa.service.newest import NewestAssistant
from tests.support.toys import APPLES

STATED = """---
title: Rivers
source: Daily
published: 2023-11-07
---
The river sank.
"""


@pytest.fixture
def endpoints(seeds, index, embedder) -> Callable[..., Endpoints]:
    """Build an index of files, where any are given, and make endpoints over it."""

    def opener(location, settings):
        return Assistant(location, embedder=embedder, reader=SentenceReader(), settings=settings)

    def make(files: dict[str, str] | None = None) -> Endpoints:
        if files is None:
            files = {"a.txt": APPLES, "news/b.txt": STATED}
        if files:
            build(seeds(files), index, embedder=embedder)
        settings = Settings(index=str(index), threshold=0.0)
        return Endpoints(NewestAssistant(settings, opener=opener))

    return make
