"""A page's host whose models are toys."""

from __future__ import annotations

from pathlib import Path

from index import BuildReport, build
from index.embedding.protocol import Progress
from page.state.assistant_host import AssistantHost
from qa import Assistant, Settings
from qa.readers.sentence_reader import SentenceReader
from tests.support.toys import ToyEmbedder


def toy_host(embedder: ToyEmbedder, **settings: object) -> AssistantHost:
    """Over an index that was built, or is to be built through the page."""

    def opener(index: Path, settings: Settings) -> Assistant:
        return Assistant(index, embedder=embedder, reader=SentenceReader(), settings=settings)

    def first(folder: Path, index: Path, settings: Settings, progress: Progress) -> BuildReport:
        return build(folder, index, embedder=embedder, progress=progress)

    chosen = Settings(**{"threshold": 0.0} | settings)
    return AssistantHost(chosen, opener=opener, first=first)
