"""A generation of an index, opened, with what answers from it.

Owns which parts belong to one generation. Knows nothing of when a newer one is opened.
"""

from __future__ import annotations

from dataclasses import dataclass

from index.backend import load, load_generation
from index.embedding.protocol import Embedder
from index.interface import Opened
from index.location import Location
from qa.memo import AnswerMemo
from qa.pipeline import Pipeline
from qa.questions.aliases import Aliases
from qa.readers.protocol import Reader
from qa.retrieval.retriever import Retriever
from qa.retrieval.searcher import Searcher
from qa.settings import Settings

MEMO_SIZE = 256  # answers of one generation, for those who ask again


@dataclass(frozen=True, slots=True)
class OpenedIndex:
    """The parts that belong to one generation, replaced together so that no question sees two."""

    generation: Opened
    retriever: Retriever
    pipeline: Pipeline
    memo: AnswerMemo

    @classmethod
    def open(
        cls,
        index: Location,
        embedder: Embedder,
        reader: Reader,
        aliases: Aliases,
        settings: Settings,
        *,
        generation: int | None = None,
    ) -> OpenedIndex:
        """Open the current generation, or the one of that number.

        Raises ModelError, or IndexFolderError for what cannot be opened.
        """
        if generation is None:
            opened = load(index, embedder=embedder)
        else:
            opened = load_generation(index, generation, embedder=embedder)
        retriever = Retriever(
            opened.content,
            embedder,
            candidates=settings.candidates,
            lexical_weight=settings.lexical_weight,
        )
        searcher = Searcher(retriever, aliases, k=settings.top_k)
        pipeline = Pipeline(opened, searcher, reader, settings.citations)
        return cls(opened, retriever, pipeline, AnswerMemo(size=MEMO_SIZE))
