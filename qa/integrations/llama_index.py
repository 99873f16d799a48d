"""A retriever of LlamaIndex: ``pip install 'article-qa[llama-index]'``.

Owns the form of its nodes alone.
"""

from __future__ import annotations

from typing import Any

from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import (
    NodeRelationship,
    NodeWithScore,
    QueryBundle,
    RelatedNodeInfo,
    TextNode,
)

from index.filtering.filter import Filter
from qa.assistant import Assistant
from qa.integrations.documents import FoundDocument, find_documents
from qa.retrieval.search_result import LIMIT

# What a language model needs not be told of a passage.
_BOOKKEEPING = ["paragraph", "link", "start", "end", "digest", "copy_of", "rank", "score"]


class ArticleRetriever(BaseRetriever):  # type: ignore[misc]
    """Finds passages for ``retrieve(question)`` as nodes with scores, best first.

    ``limit`` is the greatest number of them, ``where`` leaves only some articles, ``options`` are
    those of LlamaIndex. Raises as ``Assistant.search`` does.
    """

    def __init__(
        self,
        assistant: Assistant,
        *,
        limit: int = LIMIT,
        where: Filter | None = None,
        **options: Any,
    ) -> None:
        super().__init__(**options)
        self._assistant, self._limit, self._where = assistant, limit, where

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        question = query_bundle.query_str
        found = find_documents(self._assistant, question, self._limit, self._where)
        return [NodeWithScore(node=_node(document), score=document.score) for document in found]


def _node(found: FoundDocument) -> TextNode:
    article = RelatedNodeInfo(node_id=found.metadata["article"])
    return TextNode(
        id_=found.id,
        text=found.text,
        start_char_idx=found.metadata["start"],
        end_char_idx=found.metadata["end"],
        metadata=found.metadata,
        excluded_llm_metadata_keys=_BOOKKEEPING,
        excluded_embed_metadata_keys=_BOOKKEEPING,
        relationships={NodeRelationship.SOURCE: article},
    )
