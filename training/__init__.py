"""Trains, exports and calibrates the reader, and exports the embedder: README.md has the commands.

Stands beside the packages and is not in the wheel. Nothing in ``index``, ``qa`` or ``page`` imports
it.
"""
