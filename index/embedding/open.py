"""Embedders by name.

Owns that choice alone; the library of an embedder is imported when it is chosen.
"""

from __future__ import annotations

from index.embedding.protocol import DEFAULT_EMBEDDER, Embedder


def open_embedder(name: str = DEFAULT_EMBEDDER) -> Embedder:
    """The packaged embedder, or one of sentence-transformers by folder or name in the hub cache.

    Raises ModelError if there is none of that name on this machine.
    """
    if name == DEFAULT_EMBEDDER:
        from index.embedding.packaged import PackagedEmbedder

        return PackagedEmbedder()
    from index.embedding.sentence_transformers import SentenceTransformerEmbedder

    return SentenceTransformerEmbedder(name)
