from __future__ import annotations

import pytest

from index import build
from qa import Assistant, Settings
from qa.readers.sentence_reader import SentenceReader
from tests.support.toys import APPLES

STATED = """---
title: Rivers
source: Daily
published: 2023-11-07
---
The river sank.
"""
PASSAGE = "An apple fell on the stone."


@pytest.fixture
def assistant(seeds, index, embedder) -> Assistant:
    """Over two articles: one that states nothing, and one with a title, a source and a date."""
    build(seeds({"a.txt": APPLES, "news/b.txt": STATED}), index, embedder=embedder)
    return Assistant(index, embedder=embedder, reader=SentenceReader(), settings=Settings())


@pytest.fixture
def facts(assistant) -> dict[str, object]:
    """The metadata of the best passage for "river", which is in the second article."""
    digest = assistant.generation.article["news/b.txt"].digest
    return {
        "article": "news/b.txt",
        "title": "Rivers",
        "source": "Daily",
        "published": "2023-11-07",
        "paragraph": 1,
        "start": 0,
        "end": 15,
        "digest": digest,
        "rank": 1,
    }
