"""The articles that an answer cites, in the formats of reference managers."""
