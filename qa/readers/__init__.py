"""Passages to answers: what a reader is, the trained one, and those that need no training."""
