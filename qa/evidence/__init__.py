"""The evidence of an answer: citing, comparing, explaining, exporting and proving it."""
