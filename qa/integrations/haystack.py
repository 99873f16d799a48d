"""A retriever of Haystack: ``pip install 'article-qa[haystack]'``.

Owns the form of its documents, and that a pipeline with it can be saved and loaded.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from haystack import Document, component, default_from_dict, default_to_dict

from index.filtering.filter import Filter
from index.filtering.form import filter_from_fields, filter_to_fields
from qa.assistant import Assistant
from qa.integrations.documents import find_documents
from qa.retrieval.search_result import LIMIT
from qa.settings import Settings


@component
class ArticleRetriever:
    """Finds passages for ``run(query=question)`` as documents, best first.

    ``index`` is a folder or an address, as the command line takes it (default: the setting's), and
    ``limit`` the greatest number of documents; ``where`` leaves only some articles. The index
    is opened by ``warm_up``, which a pipeline calls. Raises as ``Assistant.open`` and
    ``Assistant.search`` do.
    """

    def __init__(
        self, index: str | None = None, *, limit: int = LIMIT, where: Filter | None = None
    ) -> None:
        self._index, self._limit, self._where = index, limit, where
        self._assistant: Assistant | None = None

    def warm_up(self) -> None:
        """Open the index and load the models, once."""
        self._opened()

    @component.output_types(documents=list[Document])  # type: ignore[untyped-decorator]
    def run(
        self, query: str, limit: int | None = None, where: Filter | None = None
    ) -> dict[str, list[Document]]:
        """The documents; ``limit`` and ``where`` replace the component's."""
        most = self._limit if limit is None else limit
        part = self._where if where is None else where
        return {
            "documents": [
                Document(id=found.id, content=found.text, meta=found.metadata, score=found.score)
                for found in find_documents(self._opened(), query, most, part)
            ]
        }

    def to_dict(self) -> dict[str, Any]:
        part = filter_to_fields(self._where) if self._where else None
        saved: dict[str, Any] = default_to_dict(
            self, index=self._index, limit=self._limit, where=part
        )
        return saved

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> ArticleRetriever:
        given = dict(data["init_parameters"])  # those of before have no filter
        part = given.get("where")
        given["where"] = None if part is None else filter_from_fields(part)
        loaded: ArticleRetriever = default_from_dict(cls, data | {"init_parameters": given})
        return loaded

    def _opened(self) -> Assistant:
        if self._assistant is None:
            settings = replace(Settings.from_environment(), reader="sentence")  # nothing is read
            self._assistant = Assistant.open(self._index, settings=settings)
        return self._assistant
