"""What an answer rests on: citing, comparing, explaining, exporting and proving it."""
