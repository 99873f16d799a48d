"""Watching the seeds folder: what has changed, and when it has come to rest."""
