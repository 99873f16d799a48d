"""Questions that got no answer, kept where a user has asked for that: what the articles lack."""
