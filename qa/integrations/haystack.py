"""A retriever of Haystack: ``pip install 'article-qa[haystack]'``.

Owns the form of its documents, and that a pipeline with it can be saved and loaded.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from haystack import Document, component, default_from_dict, default_to_dict

from qa.integrations.documents import find_documents
from qa.pipeline import Assistant
from qa.retrieval.search_result import LIMIT
from qa.settings import Settings


@component
class ArticleRetriever:
    """Finds passages for ``run(query=question)`` as documents, best first.

    ``index`` is a folder or an address, as the command line takes it (default: the setting's), and
    ``limit`` the greatest number of documents. The index is opened by ``warm_up``, which a pipeline
    calls. Raises as ``Assistant.open`` and ``Assistant.search`` do.
    """

    def __init__(self, index: str | None = None, *, limit: int = LIMIT) -> None:
        self._index, self._limit = index, limit
        self._assistant: Assistant | None = None

    def warm_up(self) -> None:
        """Open the index and load the models, once."""
        self._opened()

    @component.output_types(documents=list[Document])  # type: ignore[untyped-decorator]
    def run(self, query: str, limit: int | None = None) -> dict[str, list[Document]]:
        """The documents; ``limit`` replaces the component's."""
        most = self._limit if limit is None else limit
        return {
            "documents": [
                Document(id=found.id, content=found.text, meta=found.metadata, score=found.score)
                for found in find_documents(self._opened(), query, most)
            ]
        }

    def to_dict(self) -> dict[str, Any]:
        saved: dict[str, Any] = default_to_dict(self, index=self._index, limit=self._limit)
        return saved

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> ArticleRetriever:
        loaded: ArticleRetriever = default_from_dict(cls, data)
        return loaded

    def _opened(self) -> Assistant:
        if self._assistant is None:
            settings = replace(Settings.from_environment(), reader="sentence")  # nothing is read
            self._assistant = Assistant.open(self._index, settings=settings)
        return self._assistant
