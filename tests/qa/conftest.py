"""An assistant over one small article, with a reader that needs no training."""

import pytest

from index import build
from qa import Assistant, Settings
from qa.readers.sentence_reader import SentenceReader


@pytest.fixture
def assistant(seeds, index, embedder):
    text = "An apple fell on the stone.\n\nThe river rose. It was cold."
    build(seeds({"a.txt": text}), index, embedder=embedder)
    return Assistant(index, embedder=embedder, reader=SentenceReader(), settings=Settings())
