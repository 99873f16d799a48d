"""Talking to a Milvus server: one connection, its collections, their rows, and its failures."""
