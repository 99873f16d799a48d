"""The seeds folder: which files lie there, what they say, and what has changed in them."""
