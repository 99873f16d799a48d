"""Embedding of texts: the interface, the packaged model, and any of sentence-transformers."""
