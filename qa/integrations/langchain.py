"""A retriever of LangChain: ``pip install 'article-qa[langchain]'``.

Owns the form of its documents alone.
"""

from __future__ import annotations

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever

from index.filtering.filter import Filter
from qa.assistant import Assistant
from qa.integrations.documents import find_documents
from qa.retrieval.search_result import LIMIT


class ArticleRetriever(BaseRetriever):  # type: ignore[misc]
    """Finds passages for ``invoke(question)`` as documents, best first.

    ``limit`` is the greatest number of them; ``where`` leaves only some articles. Raises as
    ``Assistant.search`` does.
    """

    assistant: Assistant
    limit: int = LIMIT
    where: Filter | None = None

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        return [
            Document(page_content=found.text, id=found.id, metadata=found.metadata)
            for found in find_documents(self.assistant, query, self.limit, self.where)
        ]
