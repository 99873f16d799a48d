"""Filters: which articles a question may be answered from."""
