"""Segments: immutable parts of an index, the order of their rows, and merging them."""
