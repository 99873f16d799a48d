"""Texts to vectors: what an embedder is, the packaged one, and any of sentence-transformers."""
